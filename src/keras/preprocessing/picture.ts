import { cast, notEqual, slice, tensor } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import { Layer } from '../layer.ts'
import { asFloat, inShape, reordered } from '../ops.ts'
import type { DataFormat } from '../params.ts'
import { resize, type Interpolation } from '../reshaping/resize.ts'
import type { Shape } from '../shapes.ts'

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
  const axes = spatialAxes(x.rank, format)
  const begin = x.shape.map((_, axis) => start[axes.indexOf(axis)] ?? 0)
  const shape = withSize(x.shape, size, format) as number[]
  if (shape.includes(0)) return tensor([], shape, x.dtype as 'float32' | 'int32')
  return slice(x, begin, shape)
}

const NARROW = { uint8: Uint8Array, int8: Int8Array, uint16: Uint16Array, int16: Int16Array } as const

/** Whole numbers as a narrow dtype holds them: beyond its range they begin anew. tfjs has none that is narrow. */
export function narrowed(x: Tensor, dtype: string): Tensor {
  const Kind = NARROW[dtype as keyof typeof NARROW]
  if (!Kind || x.dtype !== 'int32') return x
  return tensor(Int32Array.from(new Kind(x.dataSync())), x.shape, 'int32')
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
    if (this.isWhole) return narrowed(x.dtype === 'int32' ? x : cast(x, 'int32'), this.policy)
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
