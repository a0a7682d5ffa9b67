import { customGrad, reshape, ResizeNearestNeighbor, sum, tile } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { takingGradients } from '../gradients.ts'
import { runKernel } from '../ops.ts'
import { sizeOf, type Shape } from '../shapes.ts'

/** Each entry along an axis `times` times, one after the other. Any dtype; has a gradient on every backend. */
export function repeat(x: Tensor, times: number, axis: number): Tensor {
  const [outer, inner] = [sizeOf(x.shape.slice(0, axis + 1)), sizeOf(x.shape.slice(axis + 1))]
  const shape = x.shape.map((size, i) => (i === axis ? size * times : size))
  // tile takes everything, but on wasm many times as long.
  const repeated =
    x.dtype !== 'float32' || sizeOf(shape) === 0
      ? tile(reshape(x, [outer, 1, inner]), [1, times, 1])
      : enlarge(reshape(x, [1, outer, 1, inner]) as Tensor4D, [times, 1])
  return reshape(repeated, shape)
}

/** Several axes from `first` on, each entry as often as `times` says for its axis. */
export function repeatAll(x: Tensor, times: readonly number[], first: number): Tensor {
  const rows = first + times.length - 2
  const [before, size, after] = [
    x.shape.slice(0, rows),
    x.shape.slice(rows, rows + 2),
    x.shape.slice(rows + 2),
  ]
  const shape = enlarged(x.shape, times, first) as number[]
  if (x.dtype !== 'float32' || sizeOf(shape) === 0)
    return times.reduceRight((sum, count, i) => repeat(sum, count, first + i), x)
  // The last two axes in one go, as rows and columns.
  const pair = times.slice(-2) as [number, number]
  if (first === 1 && x.rank === 4) return enlarge(x as Tensor4D, pair)
  const [height, width] = size as [number, number]
  const images: Tensor4D = reshape(x, [sizeOf(before), height, width, sizeOf(after)])
  const done = reshape(enlarge(images, pair), enlarged(x.shape, pair, rows) as number[])
  return times.slice(0, -2).reduceRight((sum, count, i) => repeat(sum, count, first + i), done)
}

/** The shape that `repeatAll` gives. */
export const enlarged = (shape: Shape, times: readonly number[], first: number): Shape =>
  shape.map((size, axis) => (size === null ? null : size * (times[axis - first] ?? 1)))

/** Rows and columns of float32 (batch, height, width, channels) repeated. */
function enlarge(x: Tensor4D, [rows, columns]: readonly [number, number]): Tensor {
  const [batch, height, width, channels] = x.shape
  const size = [height * rows, width * columns]
  const value = (images: Tensor) =>
    runKernel(ResizeNearestNeighbor, { images }, { alignCorners: false, halfPixelCenters: true, size })
  if (!takingGradients()) return value(x)
  // The gradient of tfjs's own op counts by rounded fractions, and forgets that pixels have middles.
  const op = customGrad((input) => ({
    value: value(input as Tensor),
    gradFunc: (dy: Tensor | Tensor[]) => {
      const byRow = reshape(dy as Tensor, [batch * height, rows, width * columns * channels])
      const byColumn = reshape(sum(byRow, 1), [batch * height * width, columns, channels])
      return reshape(sum(byColumn, 1), x.shape)
    },
  }))
  return op(x)
}
