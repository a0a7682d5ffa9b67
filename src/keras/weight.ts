import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { LayerVariable } from '@tensorflow/tfjs-layers'
import type { Constraint } from './constraints.ts'
import type { Made, Where } from './objects.ts'
import type { Regularizer } from './regularizers.ts'

export interface WeightRules {
  /** Part of backpropagation when the layer is trainable. */
  readonly trainable: boolean
  readonly regularizer: Made<Regularizer> | null
  readonly constraint: Made<Constraint> | null
  /** The parameter that holds the regularizer, for messages. */
  readonly where: Where
}

/** A weight under its Keras name (`kernel`); `path` is its full name (`dense/kernel`). */
export class Weight extends LayerVariable {
  override readonly name: string
  override readonly originalName: string
  readonly path: string
  readonly rules: WeightRules

  constructor(name: string, path: string, value: Tensor, rules: WeightRules) {
    super(value, 'float32', path, rules.trainable)
    this.name = name
    this.path = path
    // tfjs saves and loads weights under this name.
    this.originalName = path
    this.rules = rules
  }

  /** The penalty of the weight's regularizer, or null where it has none. */
  penalty(): Scalar | null {
    return this.rules.regularizer?.value(this.read(), this.rules.where) ?? null
  }
}
