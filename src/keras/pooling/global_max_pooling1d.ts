import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseGlobalMaxPooling } from './base_global_max_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The greatest value of all steps. See {@link globalMaxPooling1d}. */
export class GlobalMaxPooling1D extends BaseGlobalMaxPooling {
  static override readonly className = 'GlobalMaxPooling1D'
  static override readonly aliases = ['GlobalMaxPool1D']

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type GlobalMaxPooling1DOptions = GlobalPoolingOptions

/**
 * The greatest value of all steps, channel by channel.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, channels)` or `(batch, channels, 1)`. No weights.
 * A gradient is shared by equal greatest values.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions, or input with a size of 0.
 * Source: keras/src/layers/pooling/global_max_pooling1d.py, v3.3.3.
 */
export function globalMaxPooling1d(options: GlobalMaxPooling1DOptions = {}): GlobalMaxPooling1D {
  return new GlobalMaxPooling1D(toKerasConfig(options))
}
