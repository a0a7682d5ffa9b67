import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseSeparableConv, type SeparableConvOptions } from './base_separable_conv.ts'

/** Channels convolved alone over time steps, then mixed. See {@link separableConv1d}. */
export class SeparableConv1D extends BaseSeparableConv {
  static override readonly className = 'SeparableConv1D'
  static override readonly aliases = ['SeparableConvolution1D']

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type SeparableConv1DOptions = SeparableConvOptions<number | [number]>

/**
 * Channels convolved alone over time steps, then mixed step by step.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, new steps, filters)` or `(batch, filters, new steps)`.
 * Weights: `depthwise_kernel` (kernelSize, channels, depthMultiplier),
 * `pointwise_kernel` (1, channels · depthMultiplier, filters), `bias` (filters,).
 * @throws LayerError for invalid parameters, or a window larger than the input.
 * Source: keras/src/layers/convolutional/separable_conv1d.py, v3.3.3.
 */
export function separableConv1d(options: SeparableConv1DOptions): SeparableConv1D {
  return new SeparableConv1D(toKerasConfig(options))
}
