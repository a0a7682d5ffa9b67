import type { Tensor } from '@tensorflow/tfjs-core'
import { refuseUnknown } from '../construct.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { numberMin, optional, orNone } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'

const params = { l1: optional(orNone(numberMin(0)), 0), l2: optional(orNone(numberMin(0)), 0) }

/** The two factors as the regularizer every layer may have; none to give beside them. */
function withRegularizer(layer: string, config: KerasConfig): KerasConfig {
  const common = ['name', 'trainable', 'dtype', 'autocast', 'input_shape', 'input_dim']
  refuseUnknown(layer, config, Object.keys(params), common)
  const { l1 = 0, l2 = 0 } = config
  return { ...config, activity_regularizer: { class_name: 'L1L2', config: { l1, l2 } } }
}

/** Adds a penalty on what passes through it to the loss. See {@link activityRegularization}. */
export class ActivityRegularization extends SameShapeLayer<typeof params> {
  static override readonly className = 'ActivityRegularization'

  constructor(config: KerasConfig) {
    super(params, withRegularizer(ActivityRegularization.className, config))
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return asFloat(inputs[0]!)
  }
}

export interface ActivityRegularizationOptions extends LayerOptions {
  /** Factor of the sum of absolute values, 0 or more. Default 0. */
  l1?: number | null
  /** Factor of the sum of squares, 0 or more. Default 0. */
  l2?: number | null
}

/**
 * Lets its input through and adds `l1 · Σ|x| + l2 · Σx²` to the loss.
 *
 * Input any shape; output the same shape. No weights; a mask passes through. The penalty of the last call
 * is in `calculateLosses()`.
 * @throws LayerError for a negative factor, or an activityRegularizer beside them.
 * Source: keras/src/layers/regularization/activity_regularization.py, v3.3.3.
 */
export function activityRegularization(options: ActivityRegularizationOptions = {}): ActivityRegularization {
  return new ActivityRegularization(toKerasConfig(options))
}
