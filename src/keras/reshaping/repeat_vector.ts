import { reshape } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { integer } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { repeat } from './repeat.ts'

const params = { n: integer(0) }

/** Makes a sequence of a vector. See {@link repeatVector}. */
export class RepeatVector extends Layer<typeof params> {
  static override readonly className = 'RepeatVector'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 2 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    return [shape[0]!, this.params.n, shape[1]!]
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    const [batch, features] = x.shape as [number, number]
    return repeat(reshape(x, [batch, 1, features]), this.params.n, 1)
  }
}

export interface RepeatVectorOptions extends LayerOptions {
  /** How many steps. Whole number, 0 or more. */
  n: number
}

/**
 * Makes a sequence of a vector: `n` steps that are all the same.
 *
 * Input `(batch, features)`; output `(batch, n, features)`. No weights; a mask ends here.
 * @throws LayerError for an `n` that is no whole number or below 0, or input of other than 2 dimensions.
 * Source: keras/src/layers/reshaping/repeat_vector.py, v3.3.3.
 */
export function repeatVector(options: RepeatVectorOptions): RepeatVector {
  return new RepeatVector(toKerasConfig(options))
}
