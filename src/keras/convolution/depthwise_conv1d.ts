import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseDepthwiseConv, type DepthwiseConvOptions } from './base_depthwise_conv.ts'

/** A convolution of each channel alone, over time steps. See {@link depthwiseConv1d}. */
export class DepthwiseConv1D extends BaseDepthwiseConv {
  static override readonly className = 'DepthwiseConv1D'

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type DepthwiseConv1DOptions = DepthwiseConvOptions<number | [number]>

/**
 * A convolution of each channel alone, over time steps.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; output
 * `(batch, new steps, channels · depthMultiplier)` or `(batch, channels · depthMultiplier, new steps)`.
 * Output channels of one input channel lie next to each other.
 * Weights: `kernel` (kernelSize, channels, depthMultiplier), `bias` (channels · depthMultiplier,).
 * @throws LayerError for invalid parameters, or a window larger than the input.
 * Source: keras/src/layers/convolutional/depthwise_conv1d.py, v3.3.3.
 */
export function depthwiseConv1d(options: DepthwiseConv1DOptions): DepthwiseConv1D {
  return new DepthwiseConv1D(toKerasConfig(options))
}
