import { concat, split } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { LoraLayer } from '../lora.ts'
import { withBias } from '../ops.ts'
import {
  activation,
  boolean,
  constraint,
  inConfigIfSet,
  initializer,
  integer,
  integerOrNone,
  optional,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import type { Padding } from '../windows.ts'
import { convolve } from './convolve.ts'
import { Sliding, slidingParams, type SlidingOptions } from './sliding.ts'

const params = (axes: number, paddings: readonly Padding[]) => ({
  filters: integer(1),
  ...slidingParams(axes, paddings),
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

/**
 * Convolutions over one to three axes.
 * Source: keras/src/layers/convolutional/base_conv.py, v3.3.3.
 */
export abstract class BaseConv extends LoraLayer<ReturnType<typeof params>> {
  readonly #sliding: Sliding
  #bias: Weight | null = null

  constructor(axes: 1 | 2 | 3, paddings: readonly Padding[], config: KerasConfig) {
    super(params(axes, paddings), config)
    this.inputRule = { minRank: axes + 2 }
    const { filters, groups } = this.params
    if (filters % groups !== 0)
      throw this.refusal('filters-groups', ['groups', 'filters'], { filters, groups })
    this.#sliding = new Sliding(this.getClassName(), this.params)
  }

  protected override makeWeights(inputShape: Shape): void {
    const { filters, groups, kernel_size: size } = this.params
    const { axes, channelAxis: axis } = this.#sliding
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
    this.inputRule = { minRank: axes + 2, axes: { [axis]: channels } }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return this.#sliding.outputShape(firstShape(inputShape), this.params.filters)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return this.#sliding.compute(inputs[0]!, (x) => this.#sums(x))
  }

  /** One group of channels after the other. */
  #sums(x: Tensor): Tensor {
    const { groups } = this.params
    const kernel = this.adapted()
    const slide = this.#sliding.slideOver(x)
    const bias = this.#bias?.read() ?? null
    if (groups === 1) return convolve(x, kernel, slide, bias)
    const kernels = split(kernel, groups, -1)
    const parts = split(x, groups, -1).map((part, group) => convolve(part, kernels[group]!, slide))
    return withBias(concat(parts, -1), bias)
  }
}

/** Options that all plain convolutions share. `Size` is the form of sizes along the spatial axes. */
export interface ConvOptions<Size, Pad extends Padding> extends SlidingOptions<Size, Pad> {
  /** How many output channels. Whole number above 0, a multiple of `groups`. */
  filters: number
  /** Channels are split into this many groups that are convolved apart. Default 1. */
  groups?: number
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none; does not go together with `loraRank`. */
  kernelConstraint?: ConstraintOption
  /** Freezes the kernel and trains a correction of this rank instead. Default none. */
  loraRank?: number | null
}
