import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConvTranspose, type ConvTransposeOptions } from './base_conv_transpose.ts'

/** A transposed convolution over depth, height and width. See {@link conv3dTranspose}. */
export class Conv3DTranspose extends BaseConvTranspose {
  static override readonly className = 'Conv3DTranspose'
  static override readonly aliases = ['Convolution3DTranspose']

  constructor(config: KerasConfig) {
    super(3, config)
  }
}

export type Conv3DTransposeOptions = ConvTransposeOptions<number | [number, number, number]>

/**
 * A transposed convolution over depth, height and width: each entry of the input adds a scaled copy of the kernel
 * to the output.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels
 * first; output `(batch, new depth, new height, new width, filters)`, or with `filters` after the batch.
 * Weights: `kernel` (kernel depth, kernel height, kernel width, filters, channels), `bias` (filters,).
 * @throws LayerError for invalid parameters, or an outputPadding that does not fit the strides.
 * Source: keras/src/layers/convolutional/conv3d_transpose.py, v3.3.3.
 */
export function conv3dTranspose(options: Conv3DTransposeOptions): Conv3DTranspose {
  return new Conv3DTranspose(toKerasConfig(options))
}
