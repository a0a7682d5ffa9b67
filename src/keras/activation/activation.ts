import type { Tensor } from '@tensorflow/tfjs-core'
import { needsAxis } from '../activations.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { activation as activationParam, type ActivationOption } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'

const params = { activation: activationParam() }

/** An activation function as a layer. See {@link activation}. */
export class Activation extends Layer<typeof params> {
  static override readonly className = 'Activation'

  constructor(config: KerasConfig) {
    super(params, config)
    this.supportsMasking = true
    if (needsAxis(this.params.activation)) this.inputRule = { minRank: 1 }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return this.params.activation.apply(asFloat(inputs[0]!))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return firstShape(inputShape)
  }
}

export interface ActivationOptions extends LayerOptions {
  /** A Keras activation name, a function of a tensor, or null for the linear one. Required. */
  activation: ActivationOption
}

/**
 * Applies an activation function.
 *
 * Input any shape; output the same shape. `softmax` and `log_softmax` work along the last axis.
 * No weights; a mask passes through.
 * @throws LayerError for an unknown activation.
 * Source: keras/src/layers/activations/activation.py, v3.3.3.
 */
export function activation(options: ActivationOptions): Activation {
  return new Activation(toKerasConfig(options))
}
