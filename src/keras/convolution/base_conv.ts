import { add, concat, conv2d, expandDims, split, squeeze, transpose, zeros } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { show, showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { LoraLayer } from '../lora.ts'
import { asFloat } from '../ops.ts'
import {
  activation,
  boolean,
  choice,
  constraint,
  dataFormat,
  inConfigIfSet,
  initializer,
  integer,
  integerOrNone,
  optional,
  regularizer,
  sizes,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import {
  firstSpatialAxis,
  placesAlong,
  samePadding,
  spanOf,
  spatialOf,
  withSpatial,
  type Padding,
  type Window,
} from '../windows.ts'

const params = (rank: number, paddings: readonly Padding[]) => ({
  filters: integer(1),
  kernel_size: sizes(rank),
  strides: optional(sizes(rank), 1),
  padding: optional(choice(paddings), 'valid'),
  data_format: dataFormat(),
  dilation_rate: optional(sizes(rank), 1),
  groups: optional(integer(1), 1),
  activation: activation(null),
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  lora_rank: inConfigIfSet(integerOrNone(0)),
})

const isAboveOne = (size: number) => size > 1

/**
 * Convolutions over one or two axes.
 * Source: keras/src/layers/convolutional/base_conv.py, v3.3.3.
 */
export abstract class BaseConv extends LoraLayer<ReturnType<typeof params>> {
  readonly #axes: number
  #bias: Weight | null = null

  constructor(axes: 1 | 2, paddings: readonly Padding[], config: KerasConfig) {
    super(params(axes, paddings), config)
    this.#axes = axes
    this.inputRule = { minRank: axes + 2 }
    const { filters, groups, strides, dilation_rate: dilation } = this.params
    if (filters % groups !== 0)
      throw this.refusal('filters-groups', ['groups', 'filters'], { filters, groups })
    if (strides.some(isAboveOne) && dilation.some(isAboveOne))
      throw this.refusal('strides-dilation', ['dilation_rate', 'strides'], {
        strides: showShape(strides),
        dilation_rate: showShape(dilation),
      })
  }

  get #window(): Window {
    const { kernel_size: size, strides, dilation_rate: dilation, padding } = this.params
    return { size, strides, dilation, padding }
  }

  protected override makeWeights(inputShape: Shape): void {
    const { filters, groups, kernel_size: size, data_format: format } = this.params
    const axis = format === 'channels_last' ? -1 : 1
    const channels = this.knownAxis(inputShape, axis)
    if (channels % groups !== 0)
      throw this.refusal('channels-groups', ['groups', 'input'], { channels, groups })
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    this.computeOutputShape(inputShape)
    const kernel = this.createWeight('kernel', {
      shape: [...size, channels / groups, filters],
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    if (this.params.use_bias)
      this.#bias = this.createWeight('bias', {
        shape: [filters],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.adaptable(kernel, this.params.lora_rank)
    this.inputRule = { minRank: this.#axes + 2, axes: { [axis]: channels } }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { filters, data_format: format } = this.params
    const shape = firstShape(inputShape)
    if (shape.length !== this.#axes + 2)
      throw this.refusal('input-rank', ['input'], {
        expected: this.#axes + 2,
        actual: shape.length,
        shape: showShape(shape),
      })
    const spatial = spatialOf(shape, format)
    const places = spatial.map((length, axis) => placesAlong(this.#window, axis, length))
    const lost = places.findIndex((count) => count !== null && count < 0)
    if (lost >= 0) throw this.#tooLarge(lost, shape)
    return withSpatial(shape[0] ?? null, places, filters, format)
  }

  #tooLarge(axis: number, shape: Shape) {
    const place = firstSpatialAxis(this.params.data_format) + axis
    return this.refusal('window-too-large', ['kernel_size', 'dilation_rate', 'padding', 'input'], {
      param: 'kernel_size',
      span: spanOf(this.#window, axis),
      size: show(shape[place]),
      axis: place,
      shape: showShape(shape),
    })
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const { data_format: format, activation: activate } = this.params
    const x = asFloat(inputs[0]!)
    const spatial = spatialOf(x.shape, format)
    const places = spatial.map((length, axis) => placesAlong(this.#window, axis, length)!)
    // Keras infers an output of size 0 but cannot compute it.
    const lost = places.findIndex((count, axis) => count <= 0 && spatial[axis]! > 0)
    if (lost >= 0) throw this.#tooLarge(lost, x.shape)
    const last = format === 'channels_last'
    const empty = x.shape[0] === 0 || places.includes(0)
    const sums = empty
      ? zeros([x.shape[0]!, ...places, this.params.filters])
      : this.#convolve(last ? x : transpose(x, channelsLast(this.#axes)))
    const biased = this.#bias ? add(sums, this.#bias.read()) : sums
    return activate.apply(last ? biased : transpose(biased, channelsFirst(this.#axes)))
  }

  /** Channels-last input to channels-last sums, one group of channels after the other. */
  #convolve(x: Tensor): Tensor {
    const { groups } = this.params
    const kernel = this.adapted()
    if (groups === 1) return this.#convolveGroup(x, kernel)
    const kernels = split(kernel, groups, -1)
    return concat(
      split(x, groups, -1).map((part, group) => this.#convolveGroup(part, kernels[group]!)),
      -1,
    )
  }

  #convolveGroup(x: Tensor, kernel: Tensor): Tensor {
    const { strides, dilation_rate: dilation } = this.params
    // One axis is computed as an image of height 1.
    const flat = this.#axes === 1
    const image = (flat ? expandDims(x, 1) : x) as Tensor4D
    const filter = (flat ? expandDims(kernel, 0) : kernel) as Tensor4D
    const pair = (sizes: readonly number[]) => (flat ? [1, sizes[0]!] : [...sizes]) as [number, number]
    const out = conv2d(image, filter, pair(strides), this.#padding(x.shape), 'NHWC', pair(dilation))
    return flat ? squeeze(out, [1]) : out
  }

  // tfjs's wasm backend misplaces its "same" padding where a stride is larger than the kernel, so
  // every padding is spelt out.
  #padding(shape: number[]): Parameters<typeof conv2d>[3] {
    const window = this.#window
    if (window.padding === 'valid') return 'valid'
    const along = (axis: number): [number, number] =>
      window.padding === 'causal'
        ? [spanOf(window, axis) - 1, 0]
        : samePadding(window, axis, shape[axis + 1]!)
    const none: [number, number] = [0, 0]
    return this.#axes === 1 ? [none, none, along(0), none] : [none, along(0), along(1), none]
  }
}

const channelsLast = (axes: number) => (axes === 1 ? [0, 2, 1] : [0, 2, 3, 1])
const channelsFirst = (axes: number) => (axes === 1 ? [0, 2, 1] : [0, 3, 1, 2])

/** Options that Conv1D and Conv2D share. `Size` is the form of sizes along the spatial axes. */
export interface ConvOptions<Size, Pad extends Padding> extends LayerOptions {
  /** How many output channels. Whole number above 0, a multiple of `groups`. */
  filters: number
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
  /** Channels are split into this many groups that are convolved apart. Default 1. */
  groups?: number
  /** Function of the sums. Default none (linear). */
  activation?: ActivationOption
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the bias. Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on the output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none; does not go together with `loraRank`. */
  kernelConstraint?: ConstraintOption
  /** Where the bias must lie. Default none. */
  biasConstraint?: ConstraintOption
  /** Freezes the kernel and trains a correction of this rank instead. Default none. */
  loraRank?: number | null
}
