import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import { withBias } from '../ops.ts'
import {
  activation,
  boolean,
  constraint,
  initializer,
  integer,
  notInConfig,
  optional,
  orNone,
  regularizer,
  sizes,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { spanOf, type Padding } from '../windows.ts'
import { spread } from './convolve.ts'
import { Sliding, slidingParams, type SlidingOptions } from './sliding.ts'

const PADDINGS: readonly Padding[] = ['valid', 'same']

const params = (axes: number) => ({
  filters: integer(1),
  ...slidingParams(axes, PADDINGS),
  activation: activation(null),
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  // In no signature of Keras 3.3.3, but taken by all of them.
  output_padding: notInConfig(optional(orNone(sizes(axes)), null)),
})

/**
 * Transposed convolutions over one to three axes.
 * Source: keras/src/layers/convolutional/base_conv_transpose.py and
 * keras/src/backend/common/backend_utils.py, v3.3.3.
 */
export abstract class BaseConvTranspose extends Layer<ReturnType<typeof params>> {
  readonly #sliding: Sliding
  #kernel: Weight | null = null
  #bias: Weight | null = null

  constructor(axes: 1 | 2 | 3, config: KerasConfig) {
    super(params(axes), config)
    this.inputRule = { minRank: axes + 2 }
    this.#sliding = new Sliding(this.getClassName(), this.params, (axis, length) =>
      this.#lengthAlong(axis, length),
    )
  }

  protected override makeWeights(inputShape: Shape): void {
    const { filters, kernel_size: size } = this.params
    const { axes, channelAxis: axis } = this.#sliding
    const channels = this.knownAxis(inputShape, axis)
    this.#kernel = this.createWeight('kernel', {
      shape: [...size, filters, channels],
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
    this.inputRule = { minRank: axes + 2, axes: { [axis]: channels } }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return this.#sliding.outputShape(firstShape(inputShape), this.params.filters)
  }

  /** The steps one entry of the input reaches over; with padding "same" at least those that remain of it. */
  #reach(axis: number): number {
    const { padding, output_padding: added, strides } = this.params
    const span = spanOf(this.#sliding.window, axis)
    if (padding === 'valid') return added ? span + added[axis]! : Math.max(span, strides[axis]!)
    // Of the window itself only whether it is odd counts.
    return added ? (span % 2) + added[axis]! : strides[axis]!
  }

  #lengthAlong(axis: number, length: number): number {
    // Keras's formula goes below 0 for an input without entries.
    return Math.max(0, (length - 1) * this.params.strides[axis]! + this.#reach(axis))
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    this.#checkOutputPadding()
    return this.#sliding.compute(inputs[0]!, (x) => this.#sums(x))
  }

  /** The convolution that would go back must find as many places as there are entries. */
  #checkOutputPadding(): void {
    const { padding, output_padding: added, strides } = this.params
    added?.forEach((value, axis) => {
      const span = spanOf(this.#sliding.window, axis)
      const max = padding === 'same' && span % 2 === 0 ? strides[axis]! : strides[axis]! - 1
      if (value > max)
        throw this.refusal('output-padding', ['output_padding', 'strides', 'padding'], {
          axis,
          max,
          value,
          strides: strides[axis]!,
          padding,
        })
    })
  }

  #sums(x: Tensor): Tensor {
    const { strides, dilation, padding } = this.#sliding.window
    const entries = x.shape.slice(1, -1)
    const lengths = entries.map((length, axis) => this.#lengthAlong(axis, length))
    const pads = entries.map((length, axis) => {
      const missing = (length - 1) * strides[axis]! + spanOf(this.#sliding.window, axis) - lengths[axis]!
      const before = padding === 'same' ? Math.max(0, Math.floor(missing / 2)) : 0
      return [before, missing - before] as const
    })
    const sums = spread(x, this.#kernel!.read(), { strides, dilation, pads }, lengths)
    return withBias(sums, this.#bias?.read() ?? null)
  }
}

/** Options that all transposed convolutions share. `Size` is the form of sizes along the spatial axes. */
export interface ConvTransposeOptions<Size> extends SlidingOptions<Size, 'valid' | 'same'> {
  /** How many output channels. Whole number above 0. */
  filters: number
  /**
   * Entries added at the end of each spatial axis, at least 1 and below the stride. With padding `same` the
   * output has `(length - 1) · stride + (1 where the window is odd) + outputPadding` entries, and an even window
   * takes as many as the stride. Keras 3.3.3 leaves it out of the configuration. Default: `length · stride`
   * entries with padding `same`, no cut and no gap with `valid`.
   */
  outputPadding?: Size | null
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none. */
  kernelConstraint?: ConstraintOption
}
