import { cast, customGrad, div, equal, max, Max, mul, reshape, sum } from '@tensorflow/tfjs-core'
import type { GradSaveFunc, Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { takingGradients } from '../gradients.ts'
import { runKernel } from '../ops.ts'
import { BaseGlobalPooling } from './base_global_pooling.ts'

/** The greatest value of all places, channel by channel. */
export abstract class BaseGlobalMaxPooling extends BaseGlobalPooling {
  protected override reduce(x: Tensor, axes: number[], keep: boolean): Tensor {
    const axis = x.shape.indexOf(0)
    if (axis >= 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(x.shape) })
    if (!takingGradients()) return runKernel(Max, { x }, { reductionIndices: axes, keepDims: keep })
    // Equal values share the gradient, as in TensorFlow; tfjs gives each of them all of it.
    const greatest = customGrad((input, save) => {
      const value = max(input as Tensor, axes, keep)
      ;(save as GradSaveFunc)([input as Tensor, value])
      return { value, gradFunc: (dy, [from, to]) => shared(dy, from!, to!, axes) }
    })
    return greatest(x)
  }
}

function shared(dy: Tensor, x: Tensor, y: Tensor, axes: number[]): Tensor {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  const hits = cast(equal(x, reshape(y, kept)), 'float32')
  return mul(hits, div(reshape(dy, kept), sum(hits, axes, true)))
}
