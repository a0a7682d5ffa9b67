import { add, mul, neg, rsqrt, sub } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayerOptions } from '../layer.ts'
import type { Schema } from '../construct.ts'
import {
  boolean,
  constraint,
  initializer,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type Parsed,
  type RegularizerOption,
} from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'
import type { Weight } from '../weight.ts'

export const switches = { center: boolean(true), scale: boolean(true) }
export const firstValues = { beta_initializer: initializer('zeros'), gamma_initializer: initializer('ones') }
export const rules = {
  beta_regularizer: regularizer(),
  gamma_regularizer: regularizer(),
  beta_constraint: constraint(),
  gamma_constraint: constraint(),
}

type Affine = Parsed<typeof switches & typeof firstValues & typeof rules>

/** What the weights of a normalization are made by. */
export interface AffineOptions extends LayerOptions {
  /** Whether `beta` is added. Default true. */
  center?: boolean
  /** Whether the result is multiplied by `gamma`. Default true. */
  scale?: boolean
  /** First values of `beta`. Default `zeros`. */
  betaInitializer?: InitializerOption
  /** First values of `gamma`. Default `ones`. */
  gammaInitializer?: InitializerOption
  /** Penalty on `beta`. Default none. */
  betaRegularizer?: RegularizerOption
  /** Penalty on `gamma`. Default none. */
  gammaRegularizer?: RegularizerOption
  /** Where `beta` must lie. Default none. */
  betaConstraint?: ConstraintOption
  /** Where `gamma` must lie. Default none. */
  gammaConstraint?: ConstraintOption
}

/** Normalizations that end with `· gamma + beta`. */
export abstract class AffineLayer<P extends Schema> extends SameShapeLayer<P> {
  protected gamma: Weight | null = null
  protected beta: Weight | null = null

  protected makeAffine(shape: number[], params: Affine): void {
    if (params.scale)
      this.gamma = this.createWeight('gamma', {
        shape,
        initializer: params.gamma_initializer,
        regularizer: params.gamma_regularizer,
        constraint: params.gamma_constraint,
      })
    if (params.center)
      this.beta = this.createWeight('beta', {
        shape,
        initializer: params.beta_initializer,
        regularizer: params.beta_regularizer,
        constraint: params.beta_constraint,
      })
  }
}

/** `(x - mean) / √(variance + epsilon) · gamma + beta`, each broadcast over x, rounded as Keras rounds. */
export function standardize(
  x: Tensor,
  moments: { mean: Tensor; variance: Tensor },
  epsilon: number,
  gamma: Tensor | null,
  beta: Tensor | null,
): Tensor {
  const inverse = rsqrt(add(moments.variance, epsilon))
  const factor = gamma ? mul(inverse, gamma) : inverse
  const shift = mul(moments.mean, factor)
  return add(mul(x, factor), beta ? sub(beta, shift) : neg(shift))
}
