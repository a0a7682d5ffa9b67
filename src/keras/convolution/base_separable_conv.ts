import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import {
  activation,
  boolean,
  constraint,
  initializer,
  integer,
  optional,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { convolve, convolveDepthwise } from './convolve.ts'
import type { Slide } from './kernels.ts'
import { Sliding, slidingParams, type SlidingOptions } from './sliding.ts'

const params = (axes: number) => ({
  depth_multiplier: optional(integer(1), 1),
  filters: integer(1),
  ...slidingParams(axes, ['valid', 'same']),
  activation: activation(null),
  use_bias: boolean(true),
  depthwise_initializer: initializer('glorot_uniform'),
  pointwise_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  depthwise_regularizer: regularizer(),
  pointwise_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  depthwise_constraint: constraint(),
  pointwise_constraint: constraint(),
  bias_constraint: constraint(),
})

/**
 * Convolutions of each channel alone, whose outputs are then mixed place by place; over one or two axes.
 * Source: keras/src/layers/convolutional/base_separable_conv.py, v3.3.3.
 */
export abstract class BaseSeparableConv extends Layer<ReturnType<typeof params>> {
  readonly #sliding: Sliding
  readonly #place: Slide
  #depthwise: Weight | null = null
  #pointwise: Weight | null = null
  #bias: Weight | null = null

  constructor(axes: 1 | 2, config: KerasConfig) {
    super(params(axes), config)
    this.inputRule = { minRank: axes + 2 }
    this.#sliding = new Sliding(this.getClassName(), this.params)
    const each = <T>(value: T) => Array.from({ length: axes }, () => value)
    this.#place = { strides: each(1), dilation: each(1), pads: each([0, 0] as const) }
  }

  protected override makeWeights(inputShape: Shape): void {
    const { depth_multiplier: multiplier, filters, kernel_size: size } = this.params
    const { axes, channelAxis: axis } = this.#sliding
    const channels = this.knownAxis(inputShape, axis)
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    this.#depthwise = this.createWeight('depthwise_kernel', {
      shape: [...size, channels, multiplier],
      initializer: this.params.depthwise_initializer,
      regularizer: this.params.depthwise_regularizer,
      constraint: this.params.depthwise_constraint,
      parameter: 'depthwise',
    })
    this.#pointwise = this.createWeight('pointwise_kernel', {
      shape: [...size.map(() => 1), channels * multiplier, filters],
      initializer: this.params.pointwise_initializer,
      regularizer: this.params.pointwise_regularizer,
      constraint: this.params.pointwise_constraint,
      parameter: 'pointwise',
    })
    if (this.params.use_bias)
      this.#bias = this.createWeight('bias', {
        shape: [filters],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.inputRule = { minRank: axes + 2, axes: { [axis]: channels } }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return this.#sliding.outputShape(firstShape(inputShape), this.params.filters)
  }

  protected override forward(inputs: Tensor[], { record }: Pass): Tensor {
    return this.#sliding.compute(inputs[0]!, (x) => {
      const alone = convolveDepthwise(x, this.#depthwise!.read(), this.#sliding.slideOver(x))
      record?.('depthwise', this.#sliding.inFormat(alone))
      return convolve(alone, this.#pointwise!.read(), this.#place, this.#bias?.read() ?? null)
    })
  }
}

/** Options that SeparableConv1D and SeparableConv2D share. `Size` is the form of sizes along the spatial axes. */
export interface SeparableConvOptions<Size> extends SlidingOptions<Size, 'valid' | 'same'> {
  /** How many output channels. Whole number above 0. */
  filters: number
  /** How many channels each input channel gives before they are mixed, at least 1. Default 1. */
  depthMultiplier?: number
  /** First values of the depthwise kernel. Default `glorot_uniform`. */
  depthwiseInitializer?: InitializerOption
  /** First values of the pointwise kernel. Default `glorot_uniform`. */
  pointwiseInitializer?: InitializerOption
  /** Penalty on the depthwise kernel. Default none. */
  depthwiseRegularizer?: RegularizerOption
  /** Penalty on the pointwise kernel. Default none. */
  pointwiseRegularizer?: RegularizerOption
  /** Where the depthwise kernel must lie. Default none. */
  depthwiseConstraint?: ConstraintOption
  /** Where the pointwise kernel must lie. Default none. */
  pointwiseConstraint?: ConstraintOption
}
