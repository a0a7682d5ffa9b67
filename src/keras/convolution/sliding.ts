import { transpose } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Activation } from '../activations.ts'
import { LayerError, show, showShape } from '../errors.ts'
import type { LayerOptions } from '../layer.ts'
import { asFloat } from '../ops.ts'
import {
  choice,
  dataFormat,
  optional,
  sizes,
  type ActivationOption,
  type ConstraintOption,
  type DataFormat,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import type { Shape } from '../shapes.ts'
import {
  firstSpatialAxis,
  paddingAlong,
  placesAlong,
  spanOf,
  spatialOf,
  withSpatial,
  type Padding,
  type Window,
} from '../windows.ts'
import type { Slide } from './kernels.ts'

/** The parameters of every convolution that say how its window goes, in Keras's order. */
export const slidingParams = (axes: number, paddings: readonly Padding[]) => ({
  kernel_size: sizes(axes),
  strides: optional(sizes(axes), 1),
  padding: optional(choice(paddings), 'valid'),
  data_format: dataFormat(),
  dilation_rate: optional(sizes(axes), 1),
})

interface SlidingValues {
  readonly kernel_size: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly data_format: DataFormat
  readonly dilation_rate: readonly number[]
  readonly activation: Activation
}

/** How many places there are along an axis of a known length. */
type LengthRule = (axis: number, length: number) => number

const isAboveOne = (size: number) => size > 1

/** What all convolutions share: shapes, refusals, the data format, bias and activation. */
export class Sliding {
  readonly window: Window
  /** Where the channels are: -1 or 1. */
  readonly channelAxis: number
  readonly #layer: string
  readonly #params: SlidingValues
  readonly #lengthAlong: LengthRule

  /** @throws LayerError where strides and dilation are both above 1. */
  constructor(layer: string, params: SlidingValues, lengthAlong?: LengthRule) {
    const { kernel_size: size, strides, dilation_rate: dilation, padding } = params
    if (strides.some(isAboveOne) && dilation.some(isAboveOne))
      throw new LayerError('strides-dilation', layer, ['dilation_rate', 'strides'], {
        strides: showShape(strides),
        dilation_rate: showShape(dilation),
      })
    this.#layer = layer
    this.#params = params
    this.window = { size, strides, dilation, padding }
    this.channelAxis = params.data_format === 'channels_last' ? -1 : 1
    this.#lengthAlong = lengthAlong ?? ((axis, length) => placesAlong(this.window, axis, length)!)
  }

  get axes(): number {
    return this.window.size.length
  }

  outputShape(inputShape: Shape, channels: number): Shape {
    this.#checkRank(inputShape)
    const { data_format: format } = this.#params
    const spatial = spatialOf(inputShape, format)
    const places = spatial.map((length, axis) => (length === null ? null : this.#lengthAlong(axis, length)))
    const lost = places.findIndex((count) => count !== null && count < 0)
    if (lost >= 0) throw this.#tooLarge(lost, inputShape)
    return withSpatial(inputShape[0] ?? null, places, channels, format)
  }

  #checkRank(shape: Shape): void {
    const expected = this.axes + 2
    const actual = shape.length
    if (actual === expected) return
    throw new LayerError('input-rank', this.#layer, ['input'], { expected, actual, shape: showShape(shape) })
  }

  #tooLarge(axis: number, shape: Shape): LayerError {
    const place = firstSpatialAxis(this.#params.data_format) + axis
    const params = ['kernel_size', 'dilation_rate', 'padding', 'input']
    return new LayerError('window-too-large', this.#layer, params, {
      param: 'kernel_size',
      span: spanOf(this.window, axis),
      size: show(shape[place]),
      axis: place,
      shape: showShape(shape),
    })
  }

  /** The whole layer, given its sums, bias included, for channels-last input. */
  compute(input: Tensor, sumsOf: (x: Tensor) => Tensor): Tensor {
    this.#checkRank(input.shape)
    const { data_format: format, activation: activate } = this.#params
    const x = asFloat(input)
    const spatial = spatialOf(x.shape, format)
    // Keras infers an output of size 0, but TensorFlow gives memory that nobody wrote to.
    const lost = spatial.findIndex((length, axis) => length > 0 && this.#lengthAlong(axis, length) <= 0)
    if (lost >= 0) throw this.#tooLarge(lost, x.shape)
    if (format === 'channels_last') return activate.apply(sumsOf(x))
    const order = [0, ...spatial.map((_, axis) => axis + 2), 1]
    return activate.apply(this.inFormat(sumsOf(transpose(x, order))))
  }

  /** Channels-last values in the data format of the layer. */
  inFormat(values: Tensor): Tensor {
    if (this.#params.data_format === 'channels_last') return values
    return transpose(values, [0, this.axes + 1, ...this.window.size.map((_, axis) => axis + 1)])
  }

  /** How the window goes over channels-last input. */
  slideOver(x: Tensor): Slide {
    const { strides, dilation } = this.window
    const pads = x.shape.slice(1, -1).map((length, axis) => paddingAlong(this.window, axis, length))
    return { strides, dilation, pads }
  }
}

/** Options that all convolutions share. `Size` is the form of sizes along the spatial axes. */
export interface SlidingOptions<Size, Pad extends Padding> extends LayerOptions {
  /** Size of the window along each spatial axis, above 0. */
  kernelSize: Size
  /** Steps between places of the window. Default 1; not above 1 together with `dilationRate` above 1. */
  strides?: Size
  /** `valid`: no padding. `same`: zeros around, so that stride 1 keeps the size. Any case. Default `valid`. */
  padding?: Pad | Uppercase<Pad>
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
  /** Distance between the entries of the window. Default 1. */
  dilationRate?: Size
  /** Function of the sums. Default none (linear). */
  activation?: ActivationOption
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** First values of the bias. Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on the output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the bias must lie. Default none. */
  biasConstraint?: ConstraintOption
}
