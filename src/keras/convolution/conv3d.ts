import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConv, type ConvOptions } from './base_conv.ts'

/** A convolution over depth, height and width. See {@link conv3d}. */
export class Conv3D extends BaseConv {
  static override readonly className = 'Conv3D'
  static override readonly aliases = ['Convolution3D']

  constructor(config: KerasConfig) {
    super(3, ['valid', 'same'], config)
  }
}

export type Conv3DOptions = ConvOptions<number | [number, number, number], 'valid' | 'same'>

/**
 * A convolution over depth, height and width.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels
 * first; output `(batch, new depth, new height, new width, filters)`, or with `filters` after the batch.
 * Weights: `kernel` (kernel depth, kernel height, kernel width, channels / groups, filters), `bias` (filters,).
 * @throws LayerError for invalid parameters, channels not divisible by groups, or a window larger than the input.
 * Source: keras/src/layers/convolutional/conv3d.py, v3.3.3.
 */
export function conv3d(options: Conv3DOptions): Conv3D {
  return new Conv3D(toKerasConfig(options))
}
