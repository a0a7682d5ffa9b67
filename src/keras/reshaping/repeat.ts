import { reshape, tile } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf, type Shape } from '../shapes.ts'

/** Each entry along an axis `times` times, one after the other. Any dtype; has a gradient for any rank. */
export function repeat(x: Tensor, times: number, axis: number): Tensor {
  if (times === 1) return x
  const shape = x.shape.map((size, i) => (i === axis ? size * times : size))
  // Brought to 3 axes: tfjs's tile has a gradient up to rank 4 only.
  const [outer, inner] = [sizeOf(x.shape.slice(0, axis + 1)), sizeOf(x.shape.slice(axis + 1))]
  return reshape(tile(reshape(x, [outer, 1, inner]), [1, times, 1]), shape)
}

/** Several axes from `first` on, each entry as often as `times` says for its axis. */
export const repeatAll = (x: Tensor, times: readonly number[], first: number): Tensor =>
  // The last axis first, while there is the least to copy.
  times.reduceRight((sum, count, i) => repeat(sum, count, first + i), x)

/** The shape that `repeatAll` gives. */
export const enlarged = (shape: Shape, times: readonly number[], first: number): Shape =>
  shape.map((size, axis) => (size === null ? null : size * (times[axis - first] ?? 1)))
