import { parse, parseExpressionAt, type Expression, type Node, type Program } from 'acorn'
import { transform } from 'sucrase'

/** An error at a place of the reader's source. Lines and columns count from 1. `code` names a string of the cell. */
export class PlacedError extends Error {
  readonly code: string
  readonly line: number | null
  readonly column: number | null
  readonly values: Readonly<Record<string, string | number>>

  constructor(
    code: string,
    message: string,
    place: { line: number | null; column?: number | null },
    values: Readonly<Record<string, string | number>> = {},
  ) {
    super(message)
    this.code = code
    this.line = place.line
    this.column = place.column ?? null
    this.values = values
  }
}

export type SourceCode = 'syntax' | 'import-unknown' | 'import-missing'

/** The reader's source cannot be run as it stands. */
export class SourceError extends PlacedError {
  declare readonly code: SourceCode

  constructor(
    code: SourceCode,
    ...others: [
      message: string,
      place: { line: number | null; column?: number | null },
      values?: Record<string, string>,
    ]
  ) {
    super(code, ...others)
    this.name = code === 'syntax' ? 'SyntaxError' : 'ImportError'
  }
}

export const unknownModule = (module: string, known: readonly string[], line: number | null) =>
  new SourceError(
    'import-unknown',
    `cannot import "${module}": there is ${known.map((name) => `"${name}"`).join(', ')}`,
    { line },
    { module, known: known.join(', ') },
  )

export function stripTypes(source: string, keepUnusedImports: boolean): string {
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

export function parseModule(js: string): Program {
  try {
    return parse(js, { ecmaVersion: 'latest', sourceType: 'module', locations: true, ranges: true })
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

export const importsOf = (js: string): { module: string; line: number }[] =>
  parseModule(js).body.flatMap((node) => {
    const isModule =
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportAllDeclaration' ||
      node.type === 'ExportNamedDeclaration'
    return isModule && node.source ? [{ module: String(node.source.value), line: lineOf(node) }] : []
  })

/** Where the program's value stands: its last statement, when that is an expression or reads as an object. */
export function lastValue(js: string, program: Program): { start: number; end: number } | null {
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

export interface Edit {
  start: number
  end: number
  text: string
}

export const blank = (js: string, start: number, end: number): Edit => ({
  start,
  end,
  text: js.slice(start, end).replace(/[^\n]+/g, ''),
})

export function apply(js: string, edits: readonly Edit[]): string {
  let text = ''
  let at = 0
  // The sort is stable: of two edits at one place, the one made first stands first.
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += js.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + js.slice(at)
}

export function walk(node: Node & { type: string }, visit: (node: Node & { type: string }) => void): void {
  visit(node)
  for (const child of Object.values(node) as unknown[]) {
    for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (item && typeof item === 'object' && 'type' in item) walk(item as Node, visit)
    }
  }
}

export const lineOf = (node: Node): number => node.loc?.start.line ?? 1
