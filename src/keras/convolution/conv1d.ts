import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseConv, type ConvOptions } from './base_conv.ts'

/** A convolution over time steps. See {@link conv1d}. */
export class Conv1D extends BaseConv {
  static override readonly className = 'Conv1D'
  static override readonly aliases = ['Convolution1D']

  constructor(config: KerasConfig) {
    super(1, ['valid', 'same', 'causal'], config)
  }
}

/** `padding: 'causal'` pads in front only, so that no output sees a later input. */
export type Conv1DOptions = ConvOptions<number | [number], 'valid' | 'same' | 'causal'>

/**
 * A convolution over time steps.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, new steps, filters)` or `(batch, filters, new steps)`.
 * Weights: `kernel` (kernelSize, channels / groups, filters), `bias` (filters,).
 * @throws LayerError for invalid parameters, channels not divisible by groups, or a window larger than the input.
 * Source: keras/src/layers/convolutional/conv1d.py, v3.3.3.
 */
export function conv1d(options: Conv1DOptions): Conv1D {
  return new Conv1D(toKerasConfig(options))
}
