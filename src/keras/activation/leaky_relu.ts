import type { Tensor } from '@tensorflow/tfjs-core'
import { leakyRelu } from '../activations.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { numberMin, optional } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'

const params = { negative_slope: optional(numberMin(0), 0.3) }

/** Keras takes the old name of the slope too, and lets it win. */
function withoutOldName(config: KerasConfig): KerasConfig {
  const { alpha, ...rest } = config
  return alpha === undefined ? rest : { ...rest, negative_slope: alpha }
}

/** A small slope below zero. See {@link leakyReLU}. */
export class LeakyReLU extends SameShapeLayer<typeof params> {
  static override readonly className = 'LeakyReLU'

  constructor(config: KerasConfig) {
    super(params, withoutOldName(config))
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return leakyRelu(asFloat(inputs[0]!), this.params.negative_slope)
  }
}

export interface LeakyReLUOptions extends LayerOptions {
  /** Slope below zero, 0 or more. Default 0.3. */
  negativeSlope?: number
}

/**
 * `x` where it is 0 or more, `negativeSlope · x` below.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * @throws LayerError for a negative slope.
 * Source: keras/src/layers/activations/leaky_relu.py, v3.3.3.
 */
export function leakyReLU(options: LeakyReLUOptions = {}): LeakyReLU {
  return new LeakyReLU(toKerasConfig(options))
}
