import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConvTranspose, type ConvTransposeOptions } from './base_conv_transpose.ts'

/** A transposed convolution over time steps. See {@link conv1dTranspose}. */
export class Conv1DTranspose extends BaseConvTranspose {
  static override readonly className = 'Conv1DTranspose'
  static override readonly aliases = ['Convolution1DTranspose']

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type Conv1DTransposeOptions = ConvTransposeOptions<number | [number]>

/**
 * A transposed convolution over time steps: each entry of the input adds a scaled copy of the kernel
 * to the output.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, new steps, filters)` or `(batch, filters, new steps)`.
 * Weights: `kernel` (kernelSize, filters, channels), `bias` (filters,).
 * @throws LayerError for invalid parameters, or an outputPadding that does not fit the strides.
 * Source: keras/src/layers/convolutional/conv1d_transpose.py, v3.3.3.
 */
export function conv1dTranspose(options: Conv1DTransposeOptions): Conv1DTranspose {
  return new Conv1DTranspose(toKerasConfig(options))
}
