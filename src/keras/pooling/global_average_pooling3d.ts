import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseGlobalAveragePooling } from './base_global_average_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The mean of all voxels. See {@link globalAveragePooling3d}. */
export class GlobalAveragePooling3D extends BaseGlobalAveragePooling {
  static override readonly className = 'GlobalAveragePooling3D'
  static override readonly aliases = ['GlobalAvgPool3D']

  constructor(config: KerasConfig) {
    super(3, config)
  }
}

export type GlobalAveragePooling3DOptions = GlobalPoolingOptions

/**
 * The mean of all voxels, channel by channel.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, 1, 1, channels)` or `(batch, channels, 1, 1, 1)`. No weights.
 * @throws LayerError for invalid parameters, input of other than 5 dimensions.
 * Source: keras/src/layers/pooling/global_average_pooling3d.py, v3.3.3.
 */
export function globalAveragePooling3d(options: GlobalAveragePooling3DOptions = {}): GlobalAveragePooling3D {
  return new GlobalAveragePooling3D(toKerasConfig(options))
}
