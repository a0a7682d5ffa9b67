import {
  cast,
  clipByValue,
  customGrad,
  maximum,
  minimum,
  notEqual,
  scalar,
  tensor,
} from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import { Layer } from '../layer.ts'
import { asFloat, inShape, reordered } from '../ops.ts'
import type { DataFormat } from '../params.ts'
import { resize, type Interpolation } from '../reshaping/resize.ts'
import { sameSizes, sizeOf, type Shape } from '../shapes.ts'

export type Size = readonly [height: number, width: number]

/** Which axes height and width are; they are counted from the end, so that a batch may come in front. */
export const spatialAxes = (rank: number, format: DataFormat): [height: number, width: number] =>
  format === 'channels_last' ? [rank - 3, rank - 2] : [rank - 2, rank - 1]

/** Height and width of one picture or of all in a batch. */
export function sizeOfPictures(x: Tensor, format: DataFormat): Size {
  const [height, width] = spatialAxes(x.rank, format)
  return [x.shape[height]!, x.shape[width]!]
}

/** The shape with another height and width. */
export function withSize(shape: Shape, size: Size, format: DataFormat): Shape {
  const axes = spatialAxes(shape.length, format)
  return shape.map((length, axis) => size[axes.indexOf(axis)] ?? length)
}

/** The part of pictures that begins `start` from the top and the left. */
export function cropped(x: Tensor, start: Size, size: Size, format: DataFormat): Tensor {
  const shape = withSize(x.shape, size, format) as number[]
  if (sameSizes(shape, x.shape)) return x
  const [height, width] = sizeOfPictures(x, format)
  const inner = format === 'channels_last' ? x.shape.at(-1)! : 1
  const [rows, length] = [sizeOf(shape) / (size[1] * inner || 1), size[1] * inner]
  /** Where the part of a row lies in the whole, row after row of the part. */
  const placeOf = (row: number) => {
    const [picture, down] = [Math.floor(row / size[0]), row % size[0]]
    return ((picture * height + start[0] + down) * width + start[1]) * inner
  }
  const cut = () => {
    const values = x.dataSync()
    const part = values.slice(0, sizeOf(shape))
    for (let row = 0; row < rows; row++)
      part.set(values.subarray(placeOf(row), placeOf(row) + length), row * length)
    return tensor(part, shape, x.dtype as 'float32' | 'int32' | 'bool')
  }
  const putBack = (dy: Tensor) => {
    const [values, whole] = [dy.dataSync(), new Float32Array(x.size)]
    for (let row = 0; row < rows; row++)
      whole.set(values.subarray(row * length, (row + 1) * length), placeOf(row))
    return tensor(whole, x.shape)
  }
  // tfjs's slice takes ten times as long on the cpu backend.
  const op = customGrad(() => ({ value: cut(), gradFunc: (dy: Tensor | Tensor[]) => putBack(dy as Tensor) }))
  return op(x)
}

/** The least and the greatest number of dtypes that tfjs has not; it keeps their numbers as int32. */
const NARROW: Readonly<Record<string, readonly [least: number, most: number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65535],
  int16: [-32768, 32767],
}

/** Whole numbers as a narrow dtype holds what comes of fractions: beyond its range they stay at its end. */
export function clamped(x: Tensor, dtype: string): Tensor {
  const range = NARROW[dtype]
  return range && x.dtype === 'int32' ? within(x, ...range) : x
}

/** Whole numbers as a narrow dtype holds what comes of whole ones: beyond its range they begin anew. */
export function wrapped(x: Tensor, dtype: string): Tensor {
  const range = NARROW[dtype]
  if (!range || x.dtype !== 'int32') return x
  const [least, count] = [range[0], range[1] - range[0] + 1]
  const values = x.dataSync().map((value) => value - Math.floor((value - least) / count) * count)
  return tensor(values, x.shape, 'int32')
}

/** Numbers moved to the nearest end of a range where they lie outside. */
export function within(x: Tensor, least: number, most: number): Tensor {
  if (x.dtype === 'float32') return clipByValue(x, least, most)
  // tfjs's clipping takes no whole numbers on wasm.
  const bound = (value: number) => scalar(Math.trunc(value), 'int32')
  return minimum(maximum(x, bound(least)), bound(most))
}

/** Layers that take a picture, or a batch of pictures. */
export abstract class PictureLayer<P extends Schema> extends Layer<P> {
  /** Whether the layer computes in whole numbers. */
  protected get isWhole(): boolean {
    return /^u?int/.test(this.policy)
  }

  /** The pictures in the dtype that the layer computes in. */
  protected inDtype(x: Tensor): Tensor {
    if (x.dtype === 'string' || this.policy === 'string')
      throw this.refusal('picture-text', ['input'], { value: 'string' })
    if (this.isWhole)
      return x.dtype === 'float32'
        ? clamped(cast(x, 'int32'), this.policy)
        : wrapped(cast(x, 'int32'), this.policy)
    // tfjs's cast to bool leaves numbers above 1 on wasm.
    return this.policy === 'bool' ? notEqual(x, 0) : asFloat(x)
  }

  /** Refuses what is neither a picture nor a batch of pictures. */
  protected checkPictures(shape: Shape): void {
    if (shape.length !== 3 && shape.length !== 4)
      throw this.refusal('picture-rank', ['input'], { actual: shape.length, shape: showShape(shape) })
  }

  /** The pictures in another size. */
  protected resized(x: Tensor, size: Size, kind: Interpolation, format: DataFormat): Tensor {
    if (x.dtype === 'bool') throw this.refusal('input-bool', ['input'])
    const axis = x.shape.indexOf(0, x.rank - 3)
    if (axis >= 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(x.shape) })
    if (x.size === 0) return tensor([], withSize(x.shape, size, format) as number[], x.dtype as 'float32')
    const batch = x.rank === 4 ? x : inShape(x, [1, ...x.shape])
    const last = format === 'channels_last'
    const sized = resize((last ? batch : reordered(batch, [0, 2, 3, 1])) as Tensor4D, size, kind)
    const back = last ? sized : reordered(sized, [0, 3, 1, 2])
    return x.rank === 4 ? back : inShape(back, back.shape.slice(1))
  }

  /**
   * The largest part in the middle whose height is to its width as in `size`. `divide` is rounded as the caller
   * rounds.
   */
  protected middle(
    x: Tensor,
    size: Size,
    format: DataFormat,
    divide: (a: number, b: number) => number,
  ): Tensor {
    const [height, width] = sizeOfPictures(x, format)
    const tall = Math.min(height, Math.trunc(divide(width * size[0], size[1])))
    const wide = Math.min(width, Math.trunc(divide(height * size[1], size[0])))
    if (!(tall > 0 && wide > 0))
      throw this.refusal('picture-middle', ['height', 'width', 'input'], {
        size: showShape(size),
        shape: showShape(x.shape),
      })
    const start = [Math.trunc((height - tall) / 2), Math.trunc((width - wide) / 2)] as const
    return cropped(x, start, [tall, wide], format)
  }

  /** The middle of the pictures, in another size. */
  protected smartlyResized(x: Tensor, size: Size, format: DataFormat): Tensor {
    return this.resized(
      this.middle(x, size, format, (a, b) => a / b),
      size,
      'bilinear',
      format,
    )
  }
}
