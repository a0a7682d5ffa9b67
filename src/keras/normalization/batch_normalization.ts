import {
  add,
  cast,
  div,
  expandDims,
  fill,
  FusedBatchNorm,
  moments,
  mul,
  onesLike,
  reshape,
  square,
  squeeze,
  sub,
  sum,
  zerosLike,
} from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axisOf } from '../axes.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, runKernel } from '../ops.ts'
import { boolean, initializer, number, optional, wholeNumber, type InitializerOption } from '../params.ts'
import { broadcast, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import {
  AffineLayer,
  firstValues,
  rules,
  standardize,
  switches,
  type AffineOptions,
} from './base_normalization.ts'

const params = {
  axis: optional(wholeNumber(), -1),
  momentum: optional(number(), 0.99),
  epsilon: optional(number(), 1e-3),
  ...switches,
  ...firstValues,
  moving_mean_initializer: initializer('zeros'),
  moving_variance_initializer: initializer('ones'),
  ...rules,
  synchronized: boolean(false),
}

interface Moments {
  mean: Tensor
  variance: Tensor
}

/** Added to the count of unmasked entries: keras.config.epsilon(). */
const COUNT_EPSILON = 1e-7

/** Standardizes each channel over the batch. See {@link batchNormalization}. */
export class BatchNormalization extends AffineLayer<typeof params> {
  static override readonly className = 'BatchNormalization'
  override callArguments = ['mask']
  #movingMean: Weight | null = null
  #movingVariance: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override makeWeights(inputShape: Shape): void {
    const axis = axisOf(this.params.axis, inputShape, this.where('axis'))
    const shape = [this.knownAxis(inputShape, axis)]
    this.makeAffine(shape, this.params)
    const moving = (name: 'moving_mean' | 'moving_variance') =>
      this.createWeight(name, { shape, initializer: this.params[`${name}_initializer`], trainable: false })
    this.#movingMean = moving('moving_mean')
    this.#movingVariance = moving('moving_variance')
    this.inputRule = { rank: inputShape.length, axes: { [axis]: shape[0]! } }
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const axis = axisOf(this.params.axis, x.shape, this.where('axis'))
    const learning = pass.training && this.trainable
    const found = learning ? this.#momentsOf(x, axis, pass.mask) : this.#moving()
    if (learning) this.#follow(found)
    const fused = !learning && axis === x.rank - 1 && x.size > 0
    return fused ? this.#alongLast(x, found) : this.#along(axis, x, found)
  }

  // tfjs's own operation is one step on wasm, but knows only the last axis, loses its gradient without gamma
  // or beta, and rounds otherwise than Keras where a batch's variance is small.
  #alongLast(x: Tensor, { mean, variance }: Moments): Tensor {
    const image = x.rank === 4 ? x : reshape(x, [1, 1, -1, x.shape.at(-1)!])
    const scale = this.gamma?.read() ?? onesLike(mean)
    const offset = this.beta?.read() ?? zerosLike(mean)
    const standardized = runKernel(
      FusedBatchNorm,
      { x: image, mean, variance, scale, offset },
      { varianceEpsilon: this.params.epsilon },
    )
    return x.rank === 4 ? standardized : reshape(standardized, x.shape)
  }

  #along(axis: number, x: Tensor, { mean, variance }: Moments): Tensor {
    const wide = x.shape.map((size, i) => (i === axis ? size : 1))
    const over = (v: Tensor): Tensor => reshape(v, wide)
    const { gamma, beta } = this
    return standardize(
      x,
      { mean: over(mean), variance: over(variance) },
      this.params.epsilon,
      gamma && over(gamma.read()),
      beta && over(beta.read()),
    )
  }

  #moving(): Moments {
    return { mean: this.#movingMean!.read(), variance: this.#movingVariance!.read() }
  }

  /** Moves the averages towards what this batch has. */
  #follow({ mean, variance }: Moments): void {
    const { momentum } = this.params
    const next = (average: Weight, value: Tensor) =>
      average.write(add(mul(average.read(), momentum), mul(value, 1 - momentum)))
    next(this.#movingMean!, mean)
    next(this.#movingVariance!, variance)
  }

  #momentsOf(x: Tensor, axis: number, mask: Tensor | null): Moments {
    const others = x.shape.map((_, i) => i).filter((i) => i !== axis)
    // The wasm backend leaves what it reduces from nothing as it finds it.
    if (x.size === 0) return this.#ofNothing(x.shape[axis]!, mask)
    return mask ? this.#masked(x, axis, others, mask) : moments(x, others)
  }

  #ofNothing(channels: number, mask: Tensor | null): Moments {
    const value = fill([channels], mask ? 0 : NaN)
    return { mean: value, variance: value }
  }

  /** Moments of the unmasked entries, counted as Keras counts them: one for each entry of the mask. */
  #masked(x: Tensor, axis: number, others: number[], mask: Tensor): Moments {
    const weights = expandDims(cast(mask, 'float32'), -1)
    const fits = showShape(broadcast(x.shape, weights.shape) ?? []) === showShape(x.shape)
    if (!fits || others.some((i) => i >= weights.rank))
      throw this.refusal('mask-broadcast', ['mask', 'input'], {
        value: showShape(mask.shape),
        shape: showShape(x.shape),
        expected: showShape(x.shape.slice(0, -1)),
      })
    const kept = mul(weights, x)
    const count = add(sum(weights, others, true), COUNT_EPSILON)
    const mean = div(sum(kept, others, true), count)
    const distances = sum(mul(weights, square(sub(kept, mean))), others, true)
    const size = [x.shape[axis]!]
    return { mean: reshape(squeeze(mean), size), variance: reshape(squeeze(div(distances, count)), size) }
  }
}

export interface BatchNormalizationOptions extends AffineOptions {
  /** The axis that keeps its own mean and variance: the channels. Default -1, the last. */
  axis?: number
  /** Share of the old moving average that each training call keeps. Default 0.99. */
  momentum?: number
  /** Added to the variance. Default 0.001. */
  epsilon?: number
  /** First values of the moving mean. Default `zeros`. */
  movingMeanInitializer?: InitializerOption
  /** First values of the moving variance. Default `ones`. */
  movingVarianceInitializer?: InitializerOption
  /** Whether devices share their statistics. There is one device here, so it changes nothing. Default false. */
  synchronized?: boolean
}

/**
 * Standardizes each channel, then scales and shifts it: by the batch's mean and variance in training,
 * where the moving averages follow them, and by the moving averages at inference. A layer that is not
 * trainable works as at inference.
 *
 * Input any shape; output the same shape. Weights: `gamma`, `beta`, `moving_mean`, `moving_variance`,
 * each (channels,). A mask (the call argument `mask`, or the one the input carries) has the input's shape
 * without its last axis and takes entries out of the statistics; it passes through.
 * @throws LayerError for an axis the input does not have or whose size is unknown, other input than the
 * layer was built for, or a mask that does not fit.
 * Source: keras/src/layers/normalization/batch_normalization.py, v3.3.3.
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): BatchNormalization {
  return new BatchNormalization(toKerasConfig(options))
}
