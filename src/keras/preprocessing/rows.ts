import { engine, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { NestedList } from './adapt.ts'
import { LayerError, showShape } from '../errors.ts'
import { sizeOf } from '../shapes.ts'

/**
 * The values of a tensor. Where rows differ in length it is ragged: each axis but the first has splits, which say
 * where its rows start and end (the last split is their end), outermost first, and null for a size.
 */
export interface Rows<T> {
  readonly values: readonly T[]
  readonly shape: readonly (number | null)[]
  readonly splits: readonly (readonly number[])[]
}

export const dense = <T>(values: readonly T[], shape: readonly number[]): Rows<T> => ({
  values,
  shape,
  splits: [],
})

export const ragged = <T>(values: readonly T[], splits: readonly (readonly number[])[]): Rows<T> => ({
  values,
  shape: [splits[0]!.length - 1, ...splits.map(() => null)],
  splits,
})

export const isRagged = (rows: Rows<unknown>): boolean => rows.splits.length > 0

/** Other values in the same places. */
export const withValues = <T, U>(rows: Rows<T>, value: (value: T) => U): Rows<U> => ({
  ...rows,
  values: rows.values.map((one) => value(one)),
})

/** Where the entries along the last axis start and end. A single value is a row of one. */
export function lastRows({ values, shape, splits }: Rows<unknown>): readonly number[] {
  if (splits.length > 0) return splits.at(-1)!
  const width = shape.at(-1) ?? 1
  const count = width > 0 ? values.length / width : sizeOf(shape.slice(0, -1) as number[])
  return Array.from({ length: count + 1 }, (_, i) => i * width)
}

/** Every row along the last axis made into another; rows of a whole shape come out equally long. */
export function mapRows<T>(rows: Rows<T>, change: (row: readonly T[]) => readonly T[]): Rows<T> {
  const ends = lastRows(rows)
  const changed = ends.slice(1).map((end, i) => change(rows.values.slice(ends[i], end)))
  const values = changed.flat()
  if (!isRagged(rows))
    return dense(values, [...(rows.shape.slice(0, -1) as number[]), changed[0]?.length ?? 0])
  return ragged(values, [...rows.splits.slice(0, -1), endsOf(changed)])
}

/** Every value made into a row of values: one more axis, along which rows differ. */
export function splitValues<T>(rows: Rows<T>, split: (value: T) => readonly T[]): Rows<T> {
  const parts = rows.values.map((one) => split(one))
  const values = parts.flat()
  if (rows.shape.length === 0) return dense(values, [values.length])
  return ragged(values, [...splitsOf(rows), endsOf(parts)])
}

/** The splits of all axes but the first, of whole shapes too. */
function splitsOf({ shape, splits }: Rows<unknown>): readonly (readonly number[])[] {
  if (splits.length > 0) return splits
  return shape.slice(1).map((width, i) => {
    const count = sizeOf(shape.slice(0, i + 1) as number[])
    return Array.from({ length: count + 1 }, (_, row) => row * width!)
  })
}

function endsOf(parts: readonly (readonly unknown[])[]): number[] {
  const ends = [0]
  for (const part of parts) ends.push(ends.at(-1)! + part.length)
  return ends
}

/** A whole shape: short rows are filled, long ones cut. `width`: of the last axis; none for that of the longest. */
export function padded<T>(rows: Rows<T>, filler: T, width: number | null): Rows<T> {
  if (!isRagged(rows)) return padDense(rows, filler, width)
  const widths = rows.splits.map((ends) => Math.max(0, ...ends.slice(1).map((end, i) => end - ends[i]!)))
  if (width !== null) widths[widths.length - 1] = width
  const shape = [rows.shape[0]!, ...widths]
  const values: T[] = []
  const fill = (axis: number, row: number | null): void => {
    const ends = rows.splits[axis]!
    const [start, end] = row === null ? [0, 0] : [ends[row]!, ends[row + 1]!]
    for (let i = 0; i < widths[axis]!; i++) {
      const at = start + i < end ? start + i : null
      if (axis + 1 < widths.length) fill(axis + 1, at)
      else values.push(at === null ? filler : rows.values[at]!)
    }
  }
  for (let row = 0; row < shape[0]!; row++) fill(0, row)
  return dense(values, shape)
}

function padDense<T>(rows: Rows<T>, filler: T, width: number | null): Rows<T> {
  if (width === null || rows.shape.length === 0) return rows
  return mapRowsTo(rows, width, (row) => Array.from({ length: width }, (_, i) => row[i] ?? filler))
}

function mapRowsTo<T>(rows: Rows<T>, width: number, change: (row: readonly T[]) => readonly T[]): Rows<T> {
  const { values } = mapRows(rows, change)
  return dense(values, [...(rows.shape.slice(0, -1) as number[]), width])
}

/** Every last row cut to a length, its place among the others kept. */
export const cut = <T>(rows: Rows<T>, width: number): Rows<T> => mapRows(rows, (row) => row.slice(0, width))

/** Some of the rows along the first axis. */
export function slice<T>(rows: Rows<T>, from: number, to: number): Rows<T> {
  const count = Math.min(to, rows.shape[0]!) - from
  let [start, end] = [from, from + count]
  const splits = splitsOf(rows).map((ends) => {
    const own = ends.slice(start, end + 1)
    ;[start, end] = [own[0]!, own.at(-1)!]
    return own.map((one) => one - own[0]!)
  })
  const values = rows.values.slice(start, end)
  return isRagged(rows)
    ? ragged(values, splits)
    : dense(values, [count, ...(rows.shape.slice(1) as number[])])
}

// tfjs's own decoder drops a byte order mark.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

const valuesOf = (x: Tensor): (string | number)[] =>
  x.dtype === 'string'
    ? (engine().readSync(x.dataId) as unknown as Uint8Array[]).map((bytes) => decoder.decode(bytes))
    : Array.from(x.dataSync())

/** What a layer is given: a tensor, or the values of a ragged one followed by its splits. */
export function readRows(inputs: readonly Tensor[], layer: string): Rows<string | number> {
  const [first, ...others] = inputs
  const values = valuesOf(first!)
  if (others.length === 0) return dense(values, first!.shape)
  const splits = others.map((one) => Array.from(one.dataSync()))
  splits.forEach((ends, axis) => {
    const rows = axis + 1 < splits.length ? splits[axis + 1]!.length - 1 : values.length
    const isRising = ends.every((end, i) => Number.isInteger(end) && end >= (ends[i - 1] ?? 0))
    if (others[axis]!.rank !== 1 || ends[0] !== 0 || !isRising || ends.at(-1) !== rows || first!.rank !== 1)
      throw new LayerError('ragged-splits', layer, ['input'], { count: rows, value: showShape(ends) })
  })
  return ragged(values, splits)
}

/** As {@link readRows} reads: one tensor, or the values of a ragged one followed by its splits. */
export function writeRows(
  rows: Rows<string | number>,
  dtype: 'int32' | 'float32' | 'string',
): Tensor | Tensor[] {
  const values = rows.values as number[]
  if (!isRagged(rows)) return tensor(values, rows.shape as number[], dtype)
  return [
    tensor(values, [values.length], dtype),
    ...rows.splits.map((ends) => tensor([...ends], [ends.length], 'int32')),
  ]
}

/** Nested lists, whose rows may differ in length. */
export function rowsOfList<T>(list: NestedList<T>, layer: string): Rows<T> {
  if (!Array.isArray(list)) return dense([list as T], [])
  let level: readonly NestedList<T>[] = list
  const splits: number[][] = []
  while (level.some((one) => Array.isArray(one))) {
    if (!level.every((one) => Array.isArray(one)))
      throw new LayerError('nested-lists', layer, ['input'], { depth: splits.length + 1 })
    splits.push(endsOf(level as readonly (readonly NestedList<T>[])[]))
    level = (level as readonly (readonly NestedList<T>[])[]).flat(1) as NestedList<T>[]
  }
  const widths = splits.map((ends) => new Set(ends.slice(1).map((end, i) => end - ends[i]!)))
  const values = level as readonly T[]
  return widths.every((one) => one.size === 1)
    ? dense(values, [list.length, ...widths.map((one) => [...one][0]!)])
    : ragged(values, splits)
}
