import { add, minimum, mul } from '@tensorflow/tfjs-core'
import type { serialization, Tensor } from '@tensorflow/tfjs-core'
import { elu as exponentialLinear, relu } from '../activations.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { number, optional } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'

const params = { alpha: optional(number(), 1) }

/** Bends towards a floor below zero. See {@link elu}. */
export class ELU extends SameShapeLayer<typeof params> {
  static override readonly className = 'ELU'

  readonly #given: KerasConfig

  constructor(config: KerasConfig) {
    super(params, config)
    this.#given = config
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const { alpha } = this.params
    const x = asFloat(inputs[0]!)
    const bent = exponentialLinear(x)
    return alpha === 1 ? bent : add(relu(x), mul(minimum(bent, 0), alpha))
  }

  /** Keras writes what was given, and only that. */
  override getConfig(): serialization.ConfigDict {
    const { name, trainable, policy: dtype } = this
    return { name, ...this.#given, trainable, dtype } as serialization.ConfigDict
  }
}

export interface ELUOptions extends LayerOptions {
  /** How far below zero the floor lies: the output tends to `-alpha`. Default 1. */
  alpha?: number
}

/**
 * `x` above 0, `alpha · (exp(x) - 1)` below.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * @throws LayerError where alpha is not a number.
 * Source: keras/src/layers/activations/elu.py, v3.3.3.
 */
export function elu(options: ELUOptions = {}): ELU {
  return new ELU(toKerasConfig(options))
}
