import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseAveragePooling, type AveragePoolingOptions } from './base_average_pooling.ts'

/** The mean in each window over height and width. See {@link averagePooling2d}. */
export class AveragePooling2D extends BaseAveragePooling {
  static override readonly className = 'AveragePooling2D'
  static override readonly aliases = ['AvgPool2D']

  constructor(config: KerasConfig) {
    super(2, null, config)
  }
}

export type AveragePooling2DOptions = AveragePoolingOptions<number | [number, number]>

/**
 * The mean in each window over height and width, channel by channel.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output the same with fewer rows and columns. No weights.
 * Where a window reaches over the edge, only what lies inside the input counts.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/average_pooling2d.py, v3.3.3.
 */
export function averagePooling2d(options: AveragePooling2DOptions): AveragePooling2D {
  return new AveragePooling2D(toKerasConfig(options))
}
