import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseMaxPooling, type MaxPoolingOptions } from './base_max_pooling.ts'

/** The greatest value in each window over length. See {@link maxPooling1d}. */
export class MaxPooling1D extends BaseMaxPooling {
  static override readonly className = 'MaxPooling1D'
  static override readonly aliases = ['MaxPool1D']

  constructor(config: KerasConfig) {
    super(1, 2, config)
  }
}

export type MaxPooling1DOptions = MaxPoolingOptions<number>

/**
 * The greatest value in each window over length, channel by channel.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first;
 * output the same with fewer steps. No weights.
 * `inspect` gives `winner`: int32, for each output the step of the input its value came from.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/max_pooling1d.py, v3.3.3.
 */
export function maxPooling1d(options: MaxPooling1DOptions = {}): MaxPooling1D {
  return new MaxPooling1D(toKerasConfig(options))
}
