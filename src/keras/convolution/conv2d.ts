import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConv, type ConvOptions } from './base_conv.ts'

/** A convolution over height and width. See {@link conv2d}. */
export class Conv2D extends BaseConv {
  static override readonly className = 'Conv2D'
  static override readonly aliases = ['Convolution2D']

  constructor(config: KerasConfig) {
    super(2, ['valid', 'same'], config)
  }
}

export type Conv2DOptions = ConvOptions<number | [number, number], 'valid' | 'same'>

/**
 * A convolution over height and width.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output `(batch, new height, new width, filters)` or `(batch, filters, new height, new width)`.
 * Weights: `kernel` (kernel height, kernel width, channels / groups, filters), `bias` (filters,).
 * @throws LayerError for invalid parameters, channels not divisible by groups, or a window larger than the input.
 * Source: keras/src/layers/convolutional/conv2d.py, v3.3.3.
 */
export function conv2d(options: Conv2DOptions): Conv2D {
  return new Conv2D(toKerasConfig(options))
}
