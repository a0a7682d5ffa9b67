import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseGlobalAveragePooling } from './base_global_average_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The mean of all pixels. See {@link globalAveragePooling2d}. */
export class GlobalAveragePooling2D extends BaseGlobalAveragePooling {
  static override readonly className = 'GlobalAveragePooling2D'
  static override readonly aliases = ['GlobalAvgPool2D']

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type GlobalAveragePooling2DOptions = GlobalPoolingOptions

/**
 * The mean of all pixels, channel by channel.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, 1, channels)` or `(batch, channels, 1, 1)`. No weights.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions.
 * Source: keras/src/layers/pooling/global_average_pooling2d.py, v3.3.3.
 */
export function globalAveragePooling2d(options: GlobalAveragePooling2DOptions = {}): GlobalAveragePooling2D {
  return new GlobalAveragePooling2D(toKerasConfig(options))
}
