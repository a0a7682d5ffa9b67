import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseGlobalMaxPooling } from './base_global_max_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The greatest value of all pixels. See {@link globalMaxPooling2d}. */
export class GlobalMaxPooling2D extends BaseGlobalMaxPooling {
  static override readonly className = 'GlobalMaxPooling2D'
  static override readonly aliases = ['GlobalMaxPool2D']

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type GlobalMaxPooling2DOptions = GlobalPoolingOptions

/**
 * The greatest value of all pixels, channel by channel.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, 1, channels)` or `(batch, channels, 1, 1)`. No weights.
 * A gradient is shared by equal greatest values.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, or input with a size of 0.
 * Source: keras/src/layers/pooling/global_max_pooling2d.py, v3.3.3.
 */
export function globalMaxPooling2d(options: GlobalMaxPooling2DOptions = {}): GlobalMaxPooling2D {
  return new GlobalMaxPooling2D(toKerasConfig(options))
}
