import { maximum, mul, rsqrt, square, sum } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axesOf } from '../axes.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { axes, optional } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'

const params = { axis: optional(axes(), -1) }

/** The least squared length that is divided by. */
const LEAST = 1e-12

/** Scales to length 1. See {@link unitNormalization}. */
export class UnitNormalization extends SameShapeLayer<typeof params> {
  static override readonly className = 'UnitNormalization'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const along = axesOf(this.params.axis, x.shape, this.where('axis'))
    return mul(x, rsqrt(maximum(sum(square(x), along, true), LEAST)))
  }
}

export interface UnitNormalizationOptions extends LayerOptions {
  /** The axis along which the squares sum to 1, or several that do so together. Default -1, the last. */
  axis?: number | number[]
}

/**
 * Divides by the Euclidean length along `axis`, so that it becomes 1; zeros stay zeros.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * @throws LayerError for axes the input does not have or that come twice.
 * Source: keras/src/layers/normalization/unit_normalization.py, v3.3.3.
 */
export function unitNormalization(options: UnitNormalizationOptions = {}): UnitNormalization {
  return new UnitNormalization(toKerasConfig(options))
}
