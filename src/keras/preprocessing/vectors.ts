import { tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../shapes.ts'
import type { NumberTable } from './numbers.ts'

export type VectorMode = 'one_hot' | 'multi_hot' | 'count'

interface VectorRules {
  readonly mode: VectorMode
  /** The size of the last axis; numbers that are not below it, or below 0, are left out. */
  readonly depth: number
  /** What `multi_hot` gives where there is no number at all. Default 0. */
  readonly nothing?: number
  readonly dtype: 'int32' | 'float32'
}

/**
 * Whole numbers as vectors with their places set: Keras's `ops.one_hot`, and its greatest value or sum over the numbers
 * that share a vector. Fractions are cut off. `vectorOf` says which vector a number belongs to, `shape` how they lie.
 */
export function sharedVectors(
  values: ArrayLike<number>,
  vectorOf: (i: number) => number,
  shape: readonly number[],
  { mode, depth, nothing = 0, dtype }: VectorRules,
): Tensor {
  const size = sizeOf(shape) * depth
  const data = dtype === 'int32' ? new Int32Array(size) : new Float32Array(size)
  const isLeft = mode === 'multi_hot' && nothing !== 0
  if (isLeft) data.fill(nothing)
  for (let i = 0; i < values.length; i++) {
    const start = vectorOf(i) * depth
    if (isLeft && data[start] === nothing) data.fill(0, start, start + depth)
    const place = Math.trunc(values[i]!)
    if (!(place >= 0 && place < depth)) continue
    data[start + place] = mode === 'count' ? data[start + place]! + 1 : 1
  }
  return tensor(data, [...shape, depth], dtype)
}

/** A vector for each number (`one_hot`), or for all along an axis, whatever its size; on a new last axis. */
export function vectors({ values, shape }: NumberTable, along: number, rules: VectorRules): Tensor {
  if (rules.mode === 'one_hot') return sharedVectors(values, (i) => i, shape, rules)
  const inner = sizeOf(shape.slice(along + 1))
  const step = shape[along]! * inner
  const kept = shape.filter((_, axis) => axis !== along)
  return sharedVectors(values, (i) => Math.floor(i / step) * inner + (i % inner), kept, rules)
}
