import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseSeparableConv, type SeparableConvOptions } from './base_separable_conv.ts'

/** Channels convolved alone over height and width, then mixed. See {@link separableConv2d}. */
export class SeparableConv2D extends BaseSeparableConv {
  static override readonly className = 'SeparableConv2D'
  static override readonly aliases = ['SeparableConvolution2D']

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type SeparableConv2DOptions = SeparableConvOptions<number | [number, number]>

/**
 * Channels convolved alone over height and width, then mixed place by place.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output `(batch, new height, new width, filters)` or `(batch, filters, new height, new width)`.
 * Weights: `depthwise_kernel` (kernel height, kernel width, channels, depthMultiplier),
 * `pointwise_kernel` (1, 1, channels · depthMultiplier, filters), `bias` (filters,).
 * @throws LayerError for invalid parameters, or a window larger than the input.
 * Source: keras/src/layers/convolutional/separable_conv2d.py, v3.3.3.
 */
export function separableConv2d(options: SeparableConv2DOptions): SeparableConv2D {
  return new SeparableConv2D(toKerasConfig(options))
}
