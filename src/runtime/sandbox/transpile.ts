import {
  parse,
  parseExpressionAt,
  type Expression,
  type ImportDeclaration,
  type Node,
  type Program,
} from 'acorn'
import { transform } from 'sucrase'

/** The identifier by which transpiled code reaches its runtime, see `CellScope`. */
const SCOPE = '__layerbook'

/** What the transpiled program calls. */
export interface CellScope {
  /** The module's namespace. Throws a `SourceError` where one of `names` is not exported. */
  use(module: string, line: number, names: readonly string[]): Record<string, unknown>
  /** The answer to `import(specifier)`. */
  load(specifier: unknown): Promise<Record<string, unknown>>
  /** Receives the value of the program's last expression. */
  value(result: unknown): void
}

export type SourceCode = 'syntax' | 'import-unknown' | 'import-missing'

/** The reader's source cannot be run as it stands. Lines and columns count from 1. */
export class SourceError extends Error {
  readonly code: SourceCode
  readonly line: number | null
  readonly column: number | null
  readonly values: Readonly<Record<string, string>>

  constructor(
    code: SourceCode,
    message: string,
    place: { line: number | null; column?: number | null },
    values: Record<string, string> = {},
  ) {
    super(message)
    this.name = code === 'syntax' ? 'SyntaxError' : 'ImportError'
    this.code = code
    this.line = place.line
    this.column = place.column ?? null
    this.values = values
  }
}

export const unknownModule = (module: string, known: readonly string[], line: number | null) =>
  new SourceError(
    'import-unknown',
    `cannot import "${module}": there is ${known.map((name) => `"${name}"`).join(', ')}`,
    { line },
    { module, known: known.join(', ') },
  )

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
  const edits: Edit[] = []
  const imports: string[] = []

  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      imports.push(importCode(node))
      edits.push(blank(js, node.start, node.end))
    } else if (node.type === 'ExportAllDeclaration') {
      edits.push(blank(js, node.start, node.end))
    } else if (node.type === 'ExportNamedDeclaration') {
      edits.push(blank(js, node.start, node.declaration?.start ?? node.end))
    } else if (node.type === 'ExportDefaultDeclaration') {
      edits.push(blank(js, node.start, node.declaration.start))
    }
  }
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

function stripTypes(source: string, keepUnusedImports: boolean): string {
  const strip = (text: string) =>
    transform(text, { transforms: ['typescript'], disableESTransforms: true, keepUnusedImports }).code
  try {
    return strip(source)
  } catch (error) {
    const wrapped = wrapLastObject(source)
    if (wrapped !== null) {
      try {
        return strip(wrapped)
      } catch {
        // The first error is the reader's; this one is about text that they did not write.
      }
    }
    throw syntaxError(error)
  }
}

/**
 * `{a: 1, b: 2}` as the last statement is an object to its reader and a broken block to the grammar. With
 * parentheses about the last `{` that opens a line, or null.
 */
function wrapLastObject(source: string): string | null {
  const start = [...source.matchAll(/^\{/gm)].at(-1)?.index
  const end = source.lastIndexOf('}')
  if (start === undefined || end < start) return null
  return `${source.slice(0, start)};(${source.slice(start, end + 1)})${source.slice(end + 1)}`
}

function parseModule(js: string): Program {
  try {
    return parse(js, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  } catch (error) {
    throw syntaxError(error)
  }
}

function syntaxError(error: unknown): SourceError {
  const { message, loc } = error as Error & { loc?: { line: number; column: number } }
  const text = message.replace(/^Error transforming [^:]*: /, '').replace(/\s*\(\d+:\d+\)$/, '')
  // sucrase counts columns from 1, acorn from 0; the type-free text that acorn sees has moved columns anyway.
  const sucrase = loc && !('raisedAt' in (error as object))
  return new SourceError('syntax', text, { line: loc?.line ?? null, column: sucrase ? loc.column : null })
}

const importsOf = (js: string): { module: string; line: number }[] =>
  parseModule(js).body.flatMap((node) => {
    const isModule =
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportAllDeclaration' ||
      node.type === 'ExportNamedDeclaration'
    return isModule && node.source ? [{ module: String(node.source.value), line: lineOf(node) }] : []
  })

function importCode(node: ImportDeclaration): string {
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
      names.push(name)
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

/** Where the program's value stands: its last statement, when that is an expression or reads as an object. */
function lastValue(js: string, program: Program): { start: number; end: number } | null {
  const last = program.body.at(-1)
  if (last?.type === 'ExportDefaultDeclaration') {
    const { declaration } = last
    return 'id' in declaration && declaration.id && /Declaration$/.test(declaration.type) ? null : declaration
  }
  if (last?.type === 'ExpressionStatement') return last.expression
  if (last?.type !== 'BlockStatement' || last.body.length === 0) return null
  try {
    const text = `(${js.slice(last.start, last.end)})`
    const expression: Expression = parseExpressionAt(text, 0, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
    })
    return expression.type === 'ObjectExpression' ? last : null
  } catch {
    return null
  }
}

interface Edit {
  start: number
  end: number
  text: string
}

const blank = (js: string, start: number, end: number): Edit => ({
  start,
  end,
  text: js.slice(start, end).replace(/[^\n]+/g, ''),
})

function apply(js: string, edits: readonly Edit[]): string {
  let text = ''
  let at = 0
  // The sort is stable: of two edits at one place, the one made first stands first.
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += js.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + js.slice(at)
}

function walk(node: Node & { type: string }, visit: (node: Node & { type: string }) => void): void {
  visit(node)
  for (const child of Object.values(node) as unknown[]) {
    for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (item && typeof item === 'object' && 'type' in item) walk(item as Node, visit)
    }
  }
}

const lineOf = (node: Node): number => node.loc?.start.line ?? 1
