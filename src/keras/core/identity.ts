import type { serialization, Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { toList, type Shape } from '../shapes.ts'

const params = {}

/** Gives its input back. See {@link identity}. */
export class Identity extends Layer<typeof params> {
  static override readonly className = 'Identity'
  protected override readonly inputCount = [1, Infinity] as const
  readonly #given: KerasConfig

  constructor(config: KerasConfig) {
    super(params, config)
    this.#given = config
    this.supportsMasking = true
  }

  protected override checkShapes(): void {}

  protected override forward(inputs: Tensor[]): Tensor[] {
    return inputs
  }

  /** Each output has the mask of its input. */
  override computeMask(_inputs: Tensor | Tensor[], mask?: Tensor | (Tensor | null)[] | null): Tensor[] {
    return toList(mask ?? null) as Tensor[]
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    return inputShape
  }

  /** Keras writes down what the constructor was given, in that order. */
  override getConfig(): serialization.ConfigDict {
    const { trainable, dtype } = this.#given
    const rest = { trainable: trainable ?? this.trainable, dtype: dtype ?? this.policy }
    const config: KerasConfig = { name: null, ...this.#given, ...rest }
    config['name'] = this.name
    return config as serialization.ConfigDict
  }
}

export type IdentityOptions = LayerOptions

/**
 * Gives its input back: a place holder where a model may have a layer or none.
 *
 * Input any shape, or several tensors; output the same. No weights; masks pass through.
 * Source: keras/src/layers/core/identity.py, v3.3.3.
 */
export function identity(options: IdentityOptions = {}): Identity {
  return new Identity(toKerasConfig(options))
}
