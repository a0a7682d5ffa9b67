import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseMaxPooling, type MaxPoolingOptions } from './base_max_pooling.ts'

/** The greatest value in each window over height and width. See {@link maxPooling2d}. */
export class MaxPooling2D extends BaseMaxPooling {
  static override readonly className = 'MaxPooling2D'
  static override readonly aliases = ['MaxPool2D']

  constructor(config: KerasConfig) {
    super(2, [2, 2], config)
  }
}

export type MaxPooling2DOptions = MaxPoolingOptions<number | [number, number]>

/**
 * The greatest value in each window over height and width, channel by channel.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output the same with fewer rows and columns. No weights.
 * `inspect` gives `winner`: int32, for each output the place of its value in the input plane
 * (row · width + column).
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, or a window larger than the input.
 * Source: keras/src/layers/pooling/max_pooling2d.py, v3.3.3.
 */
export function maxPooling2d(options: MaxPooling2DOptions = {}): MaxPooling2D {
  return new MaxPooling2D(toKerasConfig(options))
}
