import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseMaxPooling, type MaxPoolingOptions } from './base_max_pooling.ts'

/** The greatest value in each window over depth, height and width. See {@link maxPooling3d}. */
export class MaxPooling3D extends BaseMaxPooling {
  static override readonly className = 'MaxPooling3D'
  static override readonly aliases = ['MaxPool3D']

  constructor(config: KerasConfig) {
    super(3, [2, 2, 2], config)
  }
}

export type MaxPooling3DOptions = MaxPoolingOptions<number | [number, number, number]>

/**
 * The greatest value in each window over depth, height and width, channel by channel.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first;
 * output the same with fewer places along depth, height and width. No weights.
 * `inspect` gives `winner`: int32, for each output the place of its value in the input volume
 * ((plane · height + row) · width + column).
 * @throws LayerError for invalid parameters, input of other than 5 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/max_pooling3d.py, v3.3.3.
 */
export function maxPooling3d(options: MaxPooling3DOptions = {}): MaxPooling3D {
  return new MaxPooling3D(toKerasConfig(options))
}
