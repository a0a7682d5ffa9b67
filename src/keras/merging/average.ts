import { add, div } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { Merge } from './base_merge.ts'

/** The mean of the inputs, element by element. See {@link average}. */
export class Average extends Merge {
  static override readonly className = 'Average'

  protected override combine(a: Tensor, b: Tensor): Tensor {
    return add(a, b)
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const sum = super.forward(inputs, pass)
    if (sum.dtype === 'bool') throw this.refusal('input-bool', ['input'])
    return div(asFloat(sum), inputs.length)
  }
}

/**
 * The mean of the inputs, element by element.
 *
 * Input: a list of tensors `(batch, …)` of one batch size. Their sizes along each axis are equal or 1, and are
 * counted from the last axis; a tensor with fewer axes gets axes of size 1 behind the batch.
 * Output `(batch, …)` of the shape they broadcast to, in float32. No weights.
 * Masks that the inputs carry end here, as in calls of Keras 3.3.3; `computeMask` gives the steps all of them count.
 * @throws LayerError for a tensor that is not in a list, shapes that do not fit, or bool inputs.
 * Source: keras/src/layers/merging/average.py, v3.3.3.
 */
export function average(options: LayerOptions = {}): Average {
  return new Average(toKerasConfig(options))
}
