import { transpose, zeros } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { asFloat, inShape } from '../ops.ts'
import { choice, dataFormat, optional, orNone, sizes, type Param } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { firstSpatialAxis, placesAlong, spatialOf, withSpatial, type Window } from '../windows.ts'

// Keras keeps the padding as it was written.
const padding = (): Param<string> => {
  const kind = choice(['valid', 'same'])
  const parse = (value: unknown, at: Parameters<typeof kind.parse>[1]) => (
    kind.parse(value, at),
    value as string
  )
  return optional({ ...kind, parse }, 'valid')
}

const params = (poolSize: Param<readonly number[]>, axes: number) => ({
  pool_size: poolSize,
  strides: optional(orNone(sizes(axes)), null),
  padding: padding(),
  data_format: dataFormat(),
})

/**
 * A summary of each window, channel by channel, over one, two or three axes.
 * Source: keras/src/layers/pooling/base_pooling.py, v3.3.3.
 */
export abstract class BasePooling extends Layer<ReturnType<typeof params>> {
  protected readonly window: Window

  /** `poolSize` is Keras's default, or null where there is none. */
  constructor(axes: 1 | 2 | 3, poolSize: number | readonly number[] | null, config: KerasConfig) {
    super(params(poolSize === null ? sizes(axes) : optional(sizes(axes), poolSize), axes), config)
    this.inputRule = { rank: axes + 2 }
    const { pool_size: size, strides, padding: written } = this.params
    this.window = {
      size,
      strides: strides ?? size,
      dilation: size.map(() => 1),
      padding: written.toLowerCase() as 'valid' | 'same',
    }
  }

  /** The summary of every window of a channels-last input; the output has at least one value. */
  protected abstract pool(x: Tensor, pass: Pass): Tensor

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const format = this.params.data_format
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const places = spatialOf(shape, format).map((length, axis) => placesAlong(this.window, axis, length))
    const lost = places.findIndex((count) => count !== null && count < 0)
    if (lost >= 0) throw this.tooLarge(lost, shape)
    const channels = (format === 'channels_last' ? shape.at(-1) : shape[1]) ?? null
    return withSpatial(shape[0] ?? null, places, channels, format)
  }

  /** The refusal of a window that does not fit along one of the spatial axes. */
  protected tooLarge(axis: number, shape: Shape) {
    const place = firstSpatialAxis(this.params.data_format) + axis
    return this.refusal('window-too-large', ['pool_size', 'padding', 'input'], {
      span: this.window.size[axis]!,
      size: show(shape[place]),
      axis: place,
      shape: showShape(shape),
    })
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const outputShape = this.computeOutputShape(x.shape) as number[]
    if (outputShape.includes(0)) return this.nothing(x.shape, outputShape)
    return this.inFormat(this.pool(this.params.data_format === 'channels_last' ? x : channelsLast(x), pass))
  }

  /** The output where it has no values. */
  protected nothing(_inputShape: number[], outputShape: number[]): Tensor {
    return zeros(outputShape)
  }

  /** A channels-last tensor in the layer's own data format. */
  protected inFormat(x: Tensor): Tensor {
    return this.params.data_format === 'channels_last' ? x : channelsFirst(x)
  }

  protected override configKeys() {
    return ['pool_size', 'padding', 'strides', 'data_format'] as const
  }

  protected override configValue(key: string): unknown {
    return key === 'strides' ? this.window.strides : super.configValue(key)
  }
}

const channelsLast = (x: Tensor) => transpose(x, [0, ...x.shape.slice(2).map((_, axis) => axis + 2), 1])
const channelsFirst = (x: Tensor) =>
  transpose(x, [0, x.rank - 1, ...x.shape.slice(2).map((_, axis) => axis + 1)])

type Pair = [number, number]

/** One or three axes by a pooling over two that may be done axis after axis, as a maximum may. */
export function overTwoAxes(
  x: Tensor,
  { size, strides }: Window,
  pool: (image: Tensor4D, size: Pair, strides: Pair) => Tensor,
): Tensor {
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!]
  const last = size.length - 1
  if (last === 0) {
    const column = inShape(x, [batch, x.shape[1]!, 1, channels]) as Tensor4D
    const pooled = pool(column, [size[0]!, 1], [strides[0]!, 1])
    return inShape(pooled, [batch, pooled.shape[1]!, channels])
  }
  if (last === 1) return pool(x as Tensor4D, [...size] as Pair, [...strides] as Pair)
  const [depth, height, width] = x.shape.slice(1) as [number, number, number]
  const planes = inShape(x, [batch * depth, height, width, channels]) as Tensor4D
  const flat = pool(planes, [size[1]!, size[2]!], [strides[1]!, strides[2]!])
  const [, rows, columns] = flat.shape as [number, number, number]
  const stack = inShape(flat, [batch, depth, rows * columns, channels]) as Tensor4D
  const pooled = pool(stack, [size[0]!, 1], [strides[0]!, 1])
  return inShape(pooled, [batch, pooled.shape[1]!, rows, columns, channels])
}

/** Options of all poolings but the window itself. `Size` is the form of sizes along the axes. */
export interface PoolingOptions<Size> extends LayerOptions {
  /** Steps between windows, above 0. Default: `poolSize`. */
  strides?: Size | null
  /** `valid`: whole windows only. `same`: windows may reach over the edge. Any case. Default `valid`. */
  padding?: 'valid' | 'same' | 'VALID' | 'SAME'
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}
