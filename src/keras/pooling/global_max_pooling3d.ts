import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseGlobalMaxPooling } from './base_global_max_pooling.ts'
import type { GlobalPoolingOptions } from './base_global_pooling.ts'

/** The greatest value of all voxels. See {@link globalMaxPooling3d}. */
export class GlobalMaxPooling3D extends BaseGlobalMaxPooling {
  static override readonly className = 'GlobalMaxPooling3D'
  static override readonly aliases = ['GlobalMaxPool3D']

  constructor(config: KerasConfig) {
    super(3, config)
  }
}

export type GlobalMaxPooling3DOptions = GlobalPoolingOptions

/**
 * The greatest value of all voxels, channel by channel.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first; output
 * `(batch, channels)`, with `keepdims` `(batch, 1, 1, 1, channels)` or `(batch, channels, 1, 1, 1)`. No weights.
 * A gradient is shared by equal greatest values.
 * @throws LayerError for invalid parameters, input of other than 5 dimensions, or input with a size of 0.
 * Source: keras/src/layers/pooling/global_max_pooling3d.py, v3.3.3.
 */
export function globalMaxPooling3d(options: GlobalMaxPooling3DOptions = {}): GlobalMaxPooling3D {
  return new GlobalMaxPooling3D(toKerasConfig(options))
}
