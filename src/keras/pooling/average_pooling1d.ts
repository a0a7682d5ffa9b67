import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseAveragePooling, type AveragePoolingOptions } from './base_average_pooling.ts'

/** The mean in each window over length. See {@link averagePooling1d}. */
export class AveragePooling1D extends BaseAveragePooling {
  static override readonly className = 'AveragePooling1D'
  static override readonly aliases = ['AvgPool1D']

  constructor(config: KerasConfig) {
    super(1, null, config)
  }
}

export type AveragePooling1DOptions = AveragePoolingOptions<number>

/**
 * The mean in each window over length, channel by channel.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first;
 * output the same with fewer steps. No weights.
 * Where a window reaches over the edge, only what lies inside the input counts.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/average_pooling1d.py, v3.3.3.
 */
export function averagePooling1d(options: AveragePooling1DOptions): AveragePooling1D {
  return new AveragePooling1D(toKerasConfig(options))
}
