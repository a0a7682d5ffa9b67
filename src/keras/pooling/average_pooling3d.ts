import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseAveragePooling, type AveragePoolingOptions } from './base_average_pooling.ts'

/** The mean in each window over depth, height and width. See {@link averagePooling3d}. */
export class AveragePooling3D extends BaseAveragePooling {
  static override readonly className = 'AveragePooling3D'
  static override readonly aliases = ['AvgPool3D']

  constructor(config: KerasConfig) {
    super(3, null, config)
  }
}

export type AveragePooling3DOptions = AveragePoolingOptions<number | [number, number, number]>

/**
 * The mean in each window over depth, height and width, channel by channel.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first;
 * output the same with fewer places along depth, height and width. No weights.
 * Where a window reaches over the edge, only what lies inside the input counts.
 * @throws LayerError for invalid parameters, input of other than 5 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/average_pooling3d.py, v3.3.3.
 */
export function averagePooling3d(options: AveragePooling3DOptions): AveragePooling3D {
  return new AveragePooling3D(toKerasConfig(options))
}
