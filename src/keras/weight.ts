import { tidy, Variable } from '@tensorflow/tfjs-core'
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
  /** What tfjs saves and loads the weight under. */
  declare originalName: string
  readonly path: string
  readonly rules: WeightRules
  #writing = false

  constructor(name: string, path: string, value: Tensor, rules: WeightRules) {
    super(value, 'float32', path, rules.trainable)
    this.name = name
    this.path = path
    this.originalName = path
    this.rules = rules
    // Optimizers assign straight to the variable. Keras's apply the constraint after each step.
    const project = rules.constraint?.value
    if (project)
      this.val.assign = (value) => {
        if (value === this.val || this.#writing) Variable.prototype.assign.call(this.val, value)
        else tidy(() => Variable.prototype.assign.call(this.val, project(value)))
      }
  }

  /** Sets the value as it is given, without the constraint. */
  override write(value: Tensor): this {
    this.#writing = true
    try {
      return super.write(value) as this
    } finally {
      this.#writing = false
    }
  }

  /** The penalty of the weight's regularizer, or null where it has none. */
  penalty(): Scalar | null {
    return this.rules.regularizer?.value(this.read(), this.rules.where) ?? null
  }
}
