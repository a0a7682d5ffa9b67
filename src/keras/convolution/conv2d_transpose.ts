import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConvTranspose, type ConvTransposeOptions } from './base_conv_transpose.ts'

/** A transposed convolution over height and width. See {@link conv2dTranspose}. */
export class Conv2DTranspose extends BaseConvTranspose {
  static override readonly className = 'Conv2DTranspose'
  static override readonly aliases = ['Convolution2DTranspose']

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type Conv2DTransposeOptions = ConvTransposeOptions<number | [number, number]>

/**
 * A transposed convolution over height and width: each entry of the input adds a scaled copy of the kernel
 * to the output.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output `(batch, new height, new width, filters)` or `(batch, filters, new height, new width)`.
 * Weights: `kernel` (kernel height, kernel width, filters, channels), `bias` (filters,).
 * @throws LayerError for invalid parameters, or an outputPadding that does not fit the strides.
 * Source: keras/src/layers/convolutional/conv2d_transpose.py, v3.3.3.
 */
export function conv2dTranspose(options: Conv2DTransposeOptions): Conv2DTranspose {
  return new Conv2DTranspose(toKerasConfig(options))
}
