import { LayerError, show } from '../errors.ts'
import type { Param } from '../params.ts'

/** How much before and after one axis. */
export type Pair = readonly [before: number, after: number]

/** What a reader may write for the edges of two or three axes: one for all, one an axis, or pairs. */
export type EdgeEntry = number | [before: number, after: number]

const isSize = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

function pairOf(value: unknown): Pair | null {
  if (isSize(value)) return [value, value]
  return Array.isArray(value) && value.length === 2 && value.every(isSize)
    ? (value as [number, number])
    : null
}

/** A pair for each of `count` axes: from one number for all, or a list with a number or a pair for each. */
export const edges = (count: 2 | 3): Param<readonly Pair[]> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const list: unknown[] = Array.isArray(value) ? value : Array<unknown>(count).fill(value)
    const pairs = list.map(pairOf)
    const bad = pairs.indexOf(null)
    if (bad >= 0 || pairs.length !== count)
      throw new LayerError('pairs', layer, [param], {
        count,
        value: show(value),
        entry: show(bad < 0 ? value : list[bad]),
      })
    return pairs as Pair[]
  },
  serialize: (value) => value,
})

/** The pair for one axis: from one number or a list of two. */
export const edge = (): Param<Pair> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const pair = pairOf(value)
    if (pair) return pair
    const two = Number.isInteger(value) || (Array.isArray(value) && value.length === 2)
    throw new LayerError(two ? 'tuple-min' : 'tuple-size', layer, [param], {
      value: show(value),
      ...(two ? { min: 0 } : { count: 2 }),
    })
  },
  serialize: (value) => value,
})
