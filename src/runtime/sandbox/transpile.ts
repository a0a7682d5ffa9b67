import type { ImportDeclaration, Program } from 'acorn'
import {
  apply,
  blank,
  importsOf,
  lastValue,
  lineOf,
  parseModule,
  stripTypes,
  unknownModule,
  walk,
  type Edit,
} from './source.ts'

/** The identifier by which transpiled code reaches its runtime, see `CellScope`. */
export const SCOPE = '__layerbook'

/** What the transpiled program calls. */
export interface CellScope {
  /** The module's namespace. Throws a `SourceError` where one of `names` is not exported. */
  use(module: string, line: number, names: readonly string[]): Record<string, unknown>
  /** The answer to `import(specifier)`. */
  load(specifier: unknown): Promise<Record<string, unknown>>
  /** Receives the value of the program's last expression. */
  value(result: unknown): void
}

/**
 * TypeScript → the text of one JavaScript expression that evaluates to
 * `(scope: CellScope) => Promise<void>`. Line n of the source is line n of the text.
 * Throws a `SourceError` where the source has no meaning or imports what is not in `known`.
 */
export function transpile(source: string, known: readonly string[]): string {
  // Types alone may be imported by a name that the module does not have when it runs, so the names come from
  // the text without unused imports; a module that does not exist is refused all the same.
  for (const { module, line } of importsOf(stripTypes(source, true))) {
    if (!known.includes(module)) throw unknownModule(module, known, line)
  }
  const js = stripTypes(source, false)
  const program = parseModule(js)
  const imports: string[] = []
  const edits = moduleEdits(js, program, (node) => imports.push(importCode(node)))
  const last = lastValue(js, program)
  if (last) {
    edits.push(
      { start: last.start, end: last.start, text: `${SCOPE}.value((` },
      { start: last.end, end: last.end, text: '))' },
    )
  }
  walk(program, (node) => {
    if (node.type === 'ImportExpression') {
      edits.push({ start: node.start, end: node.start + 'import'.length, text: `${SCOPE}.load` })
    }
  })
  // Everything added stands before the first line or after the last, so that lines keep their numbers.
  return `((${SCOPE}) => (async function () { "use strict"; ${imports.join(' ')} ${apply(js, edits)}\n}).call(undefined))`
}

/** What takes imports and exports out of a module's text; each import is given to `onImport`. */
export function moduleEdits(
  js: string,
  program: Program,
  onImport: (node: ImportDeclaration) => void,
): Edit[] {
  const edits: Edit[] = []
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      onImport(node)
      edits.push(blank(js, node.start, node.end))
    } else if (node.type === 'ExportAllDeclaration') {
      edits.push(blank(js, node.start, node.end))
    } else if (node.type === 'ExportNamedDeclaration') {
      edits.push(blank(js, node.start, node.declaration?.start ?? node.end))
    } else if (node.type === 'ExportDefaultDeclaration') {
      edits.push(blank(js, node.start, node.declaration.start))
    }
  }
  return edits
}

/** The code that binds what an import names. Names for which `isNeeded` is false may be missing in the module. */
export function importCode(
  node: ImportDeclaration,
  isNeeded: (local: string) => boolean = () => true,
): string {
  const names: string[] = []
  const bindings: string[] = []
  let namespace = ''
  for (const specifier of node.specifiers) {
    const local = specifier.local.name
    if (specifier.type === 'ImportNamespaceSpecifier') namespace = local
    // `import tf from '…'` is what a CommonJS habit writes; none of these modules has another default.
    else if (specifier.type === 'ImportDefaultSpecifier') namespace = local
    else {
      const { imported } = specifier
      const name = imported.type === 'Identifier' ? imported.name : String(imported.value)
      if (isNeeded(local)) names.push(name)
      bindings.push(`${JSON.stringify(name)}: ${local}`)
    }
  }
  const use = (wanted: string[]) =>
    `${SCOPE}.use(${JSON.stringify(node.source.value)}, ${lineOf(node)}, ${JSON.stringify(wanted)})`
  const parts = [
    namespace && `const ${namespace} = ${use([])};`,
    bindings.length && `const { ${bindings.join(', ')} } = ${use(names)};`,
  ]
  return parts.filter(Boolean).join(' ') || `${use([])};`
}
