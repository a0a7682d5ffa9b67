import { add, moments, mul, reshape, rsqrt } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axesOf } from '../axes.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { axes, boolean, notInConfig, number, optional } from '../params.ts'
import { broadcast, sizeOf, type Shape } from '../shapes.ts'
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
  axis: optional(axes(), -1),
  epsilon: optional(number(), 1e-3),
  ...switches,
  rms_scaling: notInConfig(boolean(false)),
  ...firstValues,
  ...rules,
}

/** Standardizes each sample over its features. See {@link layerNormalization}. */
export class LayerNormalization extends AffineLayer<typeof params> {
  static override readonly className = 'LayerNormalization'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  get #axes(): readonly number[] {
    const { axis } = this.params
    return typeof axis === 'number' ? [axis] : axis
  }

  protected override makeWeights(inputShape: Shape): void {
    const { scale, center, rms_scaling: rms } = this.params
    const along = axesOf(this.#axes, inputShape, this.where('axis'))
    const affine = { ...this.params, scale: scale || rms, center: center && !rms }
    if (affine.scale || affine.center)
      this.makeAffine(
        along.map((axis) => this.knownAxis(inputShape, axis)),
        affine,
      )
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const { epsilon, rms_scaling: rms } = this.params
    const x = asFloat(inputs[0]!)
    const along = axesOf(this.#axes, x.shape, this.where('axis'))
    const found = moments(x, along, true)
    // Keras 3.3.3 divides by the deviation here too, without taking the mean away.
    if (rms) return mul(mul(x, rsqrt(add(found.variance, epsilon))), this.#plain(this.gamma!, x))
    const { gamma, beta } = this
    return standardize(
      x,
      found,
      epsilon,
      gamma && this.#over(gamma, x, along),
      beta && this.#over(beta, x, along),
    )
  }

  /** A weight along the axes it was made for. Its values fill them in the input's order, as Keras reshapes. */
  #over(weight: Weight, x: Tensor, along: readonly number[]): Tensor {
    const wholeInput = weight.shape.length === x.rank
    const lastAlone = this.#axes.length === 1 && this.#axes[0] === x.rank - 1
    if (wholeInput || lastAlone) return this.#plain(weight, x)
    const wide = x.shape.map((size, axis) => (along.includes(axis) ? size : 1))
    if (sizeOf(wide) !== sizeOf(weight.shape as number[])) throw this.#misfit(weight, x)
    return reshape(weight.read(), wide)
  }

  #plain(weight: Weight, x: Tensor): Tensor {
    if (!broadcast(x.shape, weight.shape as number[])) throw this.#misfit(weight, x)
    return weight.read()
  }

  #misfit(weight: Weight, x: Tensor) {
    return this.refusal('weights-broadcast', ['axis', 'input'], {
      weight: weight.name,
      value: showShape(weight.shape),
      shape: showShape(x.shape),
    })
  }

  protected override configValue(key: string): unknown {
    return key === 'axis' && this.built ? [...this.#axes] : super.configValue(key)
  }
}

export interface LayerNormalizationOptions extends AffineOptions {
  /** The axis, or the axes, that are standardized together in each sample. Default -1, the last. */
  axis?: number | number[]
  /** Added to the variance. Default 0.001. */
  epsilon?: number
  /**
   * Divides by the deviation without taking the mean away, scales by `gamma`, and adds no `beta`.
   * Default false. Keras 3.3.3 leaves it out of get_config.
   */
  rmsScaling?: boolean
}

/**
 * Standardizes each sample along `axis`, then scales and shifts it. The same in training and at inference.
 *
 * Input any shape; output the same shape. Weights: `gamma` and `beta`, the sizes of the input along `axis`.
 * A mask passes through.
 * @throws LayerError for axes the input does not have, that come twice or whose size is unknown, or input
 * that does not fit the weights.
 * Source: keras/src/layers/normalization/layer_normalization.py, v3.3.3.
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): LayerNormalization {
  return new LayerNormalization(toKerasConfig(options))
}
