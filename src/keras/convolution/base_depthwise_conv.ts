import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import { withBias } from '../ops.ts'
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
import { convolveDepthwise } from './convolve.ts'
import { Sliding, slidingParams, type SlidingOptions } from './sliding.ts'

const params = (axes: number) => ({
  depth_multiplier: optional(integer(1), 1),
  ...slidingParams(axes, ['valid', 'same']),
  activation: activation(null),
  use_bias: boolean(true),
  depthwise_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  depthwise_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  depthwise_constraint: constraint(),
  bias_constraint: constraint(),
})

/**
 * Convolutions of each channel alone, over one or two axes.
 * Source: keras/src/layers/convolutional/base_depthwise_conv.py, v3.3.3.
 */
export abstract class BaseDepthwiseConv extends Layer<ReturnType<typeof params>> {
  readonly #sliding: Sliding
  #kernel: Weight | null = null
  #bias: Weight | null = null

  constructor(axes: 1 | 2, config: KerasConfig) {
    super(params(axes), config)
    this.inputRule = { minRank: axes + 2 }
    this.#sliding = new Sliding(this.getClassName(), this.params)
  }

  protected override makeWeights(inputShape: Shape): void {
    const { depth_multiplier: multiplier, kernel_size: size } = this.params
    const { axes, channelAxis: axis } = this.#sliding
    const channels = this.knownAxis(inputShape, axis)
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    this.#kernel = this.createWeight('kernel', {
      shape: [...size, channels, multiplier],
      initializer: this.params.depthwise_initializer,
      regularizer: this.params.depthwise_regularizer,
      constraint: this.params.depthwise_constraint,
      parameter: 'depthwise',
    })
    if (this.params.use_bias)
      this.#bias = this.createWeight('bias', {
        shape: [channels * multiplier],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.inputRule = { minRank: axes + 2, axes: { [axis]: channels } }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    const channels = this.knownAxis(shape, this.#sliding.channelAxis)
    return this.#sliding.outputShape(shape, channels * this.params.depth_multiplier)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return this.#sliding.compute(inputs[0]!, (x) => {
      const sums = convolveDepthwise(x, this.#kernel!.read(), this.#sliding.slideOver(x))
      return withBias(sums, this.#bias?.read() ?? null)
    })
  }
}

/** Options that DepthwiseConv1D and DepthwiseConv2D share. `Size` is the form of sizes along the spatial axes. */
export interface DepthwiseConvOptions<Size> extends SlidingOptions<Size, 'valid' | 'same'> {
  /** How many output channels each input channel gives, at least 1. Default 1. */
  depthMultiplier?: number
  /** First values of the kernel. Default `glorot_uniform`. */
  depthwiseInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  depthwiseRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none. */
  depthwiseConstraint?: ConstraintOption
}
