import { div, expandDims, mul, sum } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { broadcast } from '../shapes.ts'
import { BaseGlobalAveragePooling } from './base_global_average_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The mean of all steps that count. See {@link globalAveragePooling1d}. */
export class GlobalAveragePooling1D extends BaseGlobalAveragePooling {
  static override readonly className = 'GlobalAveragePooling1D'
  static override readonly aliases = ['GlobalAvgPool1D']

  constructor(config: KerasConfig) {
    super(1, config)
    this.supportsMasking = true
    this.callArguments = ['mask']
  }

  protected override reduce(x: Tensor, axes: number[], keep: boolean, pass: Pass): Tensor {
    if (!pass.mask) return super.reduce(x, axes, keep, pass)
    const channels = this.params.data_format === 'channels_last' ? 2 : 1
    const steps = x.shape.filter((_, axis) => axis !== channels)
    if (pass.mask.rank !== 2 || !broadcast(pass.mask.shape, steps))
      throw this.refusal('mask-shape', ['mask', 'input'], {
        value: showShape(pass.mask.shape),
        shape: showShape(x.shape),
        expected: showShape(steps),
      })
    const mask = expandDims(asFloat(pass.mask), channels)
    return div(sum(mul(x, mask), axes, keep), sum(mask, axes, keep))
  }

  override computeMask(): Tensor {
    return null as unknown as Tensor
  }
}

export type GlobalAveragePooling1DOptions = GlobalPoolingOptions

/**
 * The mean of all steps, channel by channel; with a mask, of the steps where it is not 0.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, channels)` or `(batch, channels, 1)`. No weights.
 * The call takes a `mask` of shape `(batch, steps)`; the output carries none.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions, or a mask of another shape.
 * Source: keras/src/layers/pooling/global_average_pooling1d.py, v3.3.3.
 */
export function globalAveragePooling1d(options: GlobalAveragePooling1DOptions = {}): GlobalAveragePooling1D {
  return new GlobalAveragePooling1D(toKerasConfig(options))
}
