import { sub } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { Shape } from '../shapes.ts'
import { listOfShapes, Merge } from './base_merge.ts'

/** The first input minus the second, element by element. See {@link subtract}. */
export class Subtract extends Merge {
  static override readonly className = 'Subtract'

  protected override readonly inputCount: readonly [number, number] = [2, 2]

  protected override makeWeights(first: Shape, allShapes: Shape | Shape[]): void {
    super.makeWeights(first, allShapes)
    this.expectTwo(listOfShapes(allShapes))
  }

  protected override combine(a: Tensor, b: Tensor): Tensor {
    return sub(a, b)
  }
}

/**
 * The first input minus the second, element by element.
 *
 * Input: a list of two tensors `(batch, …)` of one batch size. Their sizes along each axis are equal or 1, and are
 * counted from the last axis; a tensor with fewer axes gets axes of size 1 behind the batch.
 * Output `(batch, …)` of the shape they broadcast to, in the dtype they meet in. No weights.
 * Masks that the inputs carry end here, as in calls of Keras 3.3.3; `computeMask` gives the steps all of them count.
 * @throws LayerError for a tensor that is not in a list, other than two inputs, shapes that do not fit, or two bool inputs.
 * Source: keras/src/layers/merging/subtract.py, v3.3.3.
 */
export function subtract(options: LayerOptions = {}): Subtract {
  return new Subtract(toKerasConfig(options))
}
