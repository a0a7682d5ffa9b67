import { maximum as larger } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { Merge, sameShape } from './base_merge.ts'

/** The greatest of the inputs, element by element. See {@link maximum}. */
export class Maximum extends Merge {
  static override readonly className = 'Maximum'

  // tfjs has no gradient for inputs of different shapes here.
  protected override combine(a: Tensor, b: Tensor): Tensor {
    return larger(...sameShape(a, b))
  }
}

/**
 * The greatest of the inputs, element by element.
 *
 * Input: a list of tensors `(batch, …)` of one batch size. Their sizes along each axis are equal or 1, and are
 * counted from the last axis; a tensor with fewer axes gets axes of size 1 behind the batch.
 * Output `(batch, …)` of the shape they broadcast to, in the dtype they meet in. No weights.
 * Masks that the inputs carry end here, as in calls of Keras 3.3.3; `computeMask` gives the steps all of them count.
 * @throws LayerError for a tensor that is not in a list, shapes that do not fit, or two bool inputs.
 * Source: keras/src/layers/merging/maximum.py, v3.3.3.
 */
export function maximum(options: LayerOptions = {}): Maximum {
  return new Maximum(toKerasConfig(options))
}
