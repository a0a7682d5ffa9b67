import { fill, Mean } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Pass } from '../layer.ts'
import { runKernel } from '../ops.ts'
import { BaseGlobalPooling } from './base_global_pooling.ts'

/** The mean of all places, channel by channel; not a number where there are none. */
export abstract class BaseGlobalAveragePooling extends BaseGlobalPooling {
  protected override reduce(x: Tensor, axes: number[], keep: boolean, _pass: Pass): Tensor {
    return x.size === 0
      ? fill(this.computeOutputShape(x.shape) as number[], NaN)
      : runKernel(Mean, { x }, { axis: axes, keepDims: keep })
  }
}
