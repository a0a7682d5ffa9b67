import type { ParsedCell } from './cells.ts'
import { cellModule } from './files.ts'

/** A name of another cell. */
export interface Borrowed {
  readonly name: string
  readonly cell: string
  /** Whether it may be an input, which is seen as its value. */
  readonly value: boolean
}

/** A cell as a TypeScript module, and the way between the places of both. */
export interface CellModule {
  readonly text: string
  /** Where the cell's own text ends in it. */
  readonly end: number
  toModule(offset: number): number
  /** Null: the place is none of the cell's. */
  toCell(offset: number): number | null
}

const [OPEN, CLOSE] = [';(', ')']

const value = ({ name, cell }: Borrowed): string =>
  `declare const ${name}: __Value<typeof import('${cellModule(cell)}').${name}>`

const itself = ({ name, cell }: Borrowed): string => `import { ${name} } from '${cellModule(cell)}'`

/**
 * The cell's text, and after it what joins it to the others: imports are hoisted, so that they may stand last and
 * the cell's places stay what they are.
 */
export function cellModuleOf(cell: ParsedCell, borrowed: readonly Borrowed[]): CellModule {
  const { source, names, exported, object } = cell
  const given = [...names.keys()].filter((name) => !exported.has(name))
  const joints = [
    `export { ${given.join(', ')} }`,
    ...borrowed.map((one) => (one.value ? value(one) : itself(one))),
  ]
  const body = object
    ? source.slice(0, object.from) +
      OPEN +
      source.slice(object.from, object.to) +
      CLOSE +
      source.slice(object.to)
    : source
  return {
    text: `${body}\n;\n${joints.join('\n')}\n`,
    end: body.length,
    toModule(offset) {
      if (!object || offset < object.from) return offset
      return offset + OPEN.length + (offset > object.to ? CLOSE.length : 0)
    },
    toCell(offset) {
      if (offset > body.length) return null
      if (!object || offset <= object.from) return offset
      const inner = offset - OPEN.length
      if (inner < object.from) return object.from
      return inner <= object.to ? inner : Math.max(object.to, inner - CLOSE.length)
    },
  }
}
