import type { AwaitExpression, Function as FunctionNode, Node, Program } from 'acorn'
import { analyze } from 'eslint-scope'
import {
  apply,
  importsOf,
  lastValue,
  parseModule,
  stripTypes,
  unknownModule,
  type Edit,
} from '../sandbox/source.ts'
import { importCode, moduleEdits, SCOPE, type CellScope } from '../sandbox/transpile.ts'

/** The cell run that is under way, kept over each `await`. */
const ZONE = '__layerbookZone'

/** What a transpiled cell calls. */
export interface KernelScope<Zone> extends CellScope {
  /** The run that is under way. */
  zone(): Zone
  /** Gives the value on; from here the run is under way again. */
  back<T>(zone: Zone, value: T): T
}

export interface Use {
  readonly name: string
  /** Where it first stands, from 1. */
  readonly line: number
}

/** A cell's TypeScript, understood. */
export interface CellProgram {
  /** Names that it declares at its top level, with what they are imported as (`module#name`), if they are. */
  readonly defines: ReadonlyMap<string, string | null>
  /** Names that it uses and does not declare, globals among them. */
  readonly uses: readonly Use[]
  /** Those of them that it assigns to. */
  readonly writes: readonly Use[]
  /**
   * The text of a JavaScript expression that evaluates to
   * `(scope: KernelScope, ...values of names) => Promise<Record<string, unknown>>`: a run gives what the cell
   * defines. Line n of the source is line n of the text.
   */
  text(names: readonly string[]): string
}

/**
 * Reads a cell.
 * @throws SourceError where the source has no meaning or imports what is not in `known`.
 */
export function readCell(source: string, known: readonly string[]): CellProgram {
  const js = stripTypes(source, true)
  for (const { module, line } of importsOf(js)) {
    if (!known.includes(module)) throw unknownModule(module, known, line)
  }
  const program = parseModule(js)
  // A name that is imported as a type alone is missing in the module when the cell runs.
  const needed = valueImports(parseModule(stripTypes(source, false)))
  const imports: string[] = []
  const edits = moduleEdits(js, program, (node) =>
    imports.push(importCode(node, (local) => needed.has(local))),
  )
  const last = lastValue(js, program)
  if (last) edits.push({ start: last.start, end: last.start, text: `${SCOPE}.value((` })
  edits.push(...zoneEdits(js, program))
  if (last) edits.push({ start: last.end, end: last.end, text: '))' })

  const names = namesOf(program)
  const body = apply(js, edits)
  const given = [...names.defines.keys()].join(', ')
  return {
    ...names,
    // Everything added stands before the first line or after the last, so that lines keep their numbers.
    text: (names) =>
      `((${[SCOPE, ...names].join(', ')}) => (async function () { "use strict"; const ${ZONE} = ${SCOPE}.zone(); ${imports.join(' ')} ${body}\n;return { ${given} } }).call(undefined))`,
  }
}

const valueImports = (program: Program): Set<string> =>
  new Set(
    program.body.flatMap((node) =>
      node.type === 'ImportDeclaration' ? node.specifiers.map(({ local }) => local.name) : [],
    ),
  )

function namesOf(program: Program): Pick<CellProgram, 'defines' | 'uses' | 'writes'> {
  const manager = analyze(program as never, {
    ecmaVersion: 2024,
    sourceType: 'module',
    fallback: 'iteration',
  })
  const global = manager.scopes[0]!
  const module = global.childScopes[0]!
  const imported = new Map(
    program.body.flatMap((node) =>
      node.type === 'ImportDeclaration'
        ? node.specifiers.map((specifier): [string, string] => {
            const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : '*'
            return [specifier.local.name, `${String(node.source.value)}#${name}`]
          })
        : [],
    ),
  )
  const defines = new Map(
    module.variables
      .filter(({ defs }) => defs.length > 0)
      .map(({ name }): [string, string | null] => [name, imported.get(name) ?? null]),
  )
  const first = (wanted: (reference: (typeof global.through)[number]) => boolean): Use[] => {
    const found = new Map<string, Use>()
    for (const reference of global.through) {
      const { name, loc } = reference.identifier
      if (name !== 'undefined' && !found.has(name) && wanted(reference))
        found.set(name, { name, line: loc?.start.line ?? 1 })
    }
    return [...found.values()]
  }
  return { defines, uses: first(() => true), writes: first((reference) => reference.isWrite()) }
}

const nameOf = (node: { type: string; name?: string; value?: unknown }): string =>
  node.type === 'Identifier' ? node.name! : String(node.value)

type AnyNode = Node & { type: string }

/** What keeps the run under way over each `await` of the cell, and what answers `import()`. */
function zoneEdits(js: string, program: Program): Edit[] {
  const edits: Edit[] = []
  const insert = (at: number, text: string) => edits.push({ start: at, end: at, text })

  // Of insertions at one place, those at a start go from the outside in, those at an end from the inside out.
  const visit = (node: AnyNode): void => {
    const close = open(node)
    for (const child of Object.values(node) as unknown[]) {
      for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (item && typeof item === 'object' && 'type' in item) visit(item as AnyNode)
      }
    }
    close?.()
  }

  const open = (node: AnyNode): (() => void) | undefined => {
    if (node.type === 'AwaitExpression') {
      const { start, end } = node as AwaitExpression
      insert(start, `${SCOPE}.back(${ZONE}, `)
      return () => insert(end, ')')
    }
    if (node.type === 'ImportExpression') {
      edits.push({ start: node.start, end: node.start + 'import'.length, text: `${SCOPE}.load` })
    } else if (node.type === 'ForOfStatement' && (node as AnyNode & { await: boolean }).await) {
      const { body } = node as AnyNode & { body: AnyNode }
      if (body.type === 'BlockStatement') insert(body.start + 1, `${SCOPE}.back(${ZONE});`)
    } else if ('async' in node && node.async) return openFunction(node as AnyNode & FunctionNode)
    return undefined
  }

  const openFunction = (node: AnyNode & FunctionNode): (() => void) | undefined => {
    const { body } = node
    const keep = `const ${ZONE} = ${SCOPE}.zone();`
    if (body.type === 'BlockStatement') {
      insert(body.start + 1, keep)
      return undefined
    }
    insert(js.lastIndexOf('=>', body.start) + 2, ` { ${keep} return (`)
    return () => insert(node.end, ') }')
  }

  visit(program as AnyNode)
  return edits
}
