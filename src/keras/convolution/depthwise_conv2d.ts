import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseDepthwiseConv, type DepthwiseConvOptions } from './base_depthwise_conv.ts'

/** A convolution of each channel alone, over height and width. See {@link depthwiseConv2d}. */
export class DepthwiseConv2D extends BaseDepthwiseConv {
  static override readonly className = 'DepthwiseConv2D'

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type DepthwiseConv2DOptions = DepthwiseConvOptions<number | [number, number]>

/**
 * A convolution of each channel alone, over height and width.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first; output
 * `(batch, new height, new width, channels · depthMultiplier)`, or with the channels after the batch.
 * Output channels of one input channel lie next to each other.
 * Weights: `kernel` (kernel height, kernel width, channels, depthMultiplier), `bias` (channels · depthMultiplier,).
 * @throws LayerError for invalid parameters, or a window larger than the input.
 * Source: keras/src/layers/convolutional/depthwise_conv2d.py, v3.3.3.
 */
export function depthwiseConv2d(options: DepthwiseConv2DOptions): DepthwiseConv2D {
  return new DepthwiseConv2D(toKerasConfig(options))
}
