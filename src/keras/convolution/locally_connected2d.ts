import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseLocallyConnected, type LocallyConnectedOptions } from './base_locally_connected.ts'

/** A convolution over height and width with a kernel of its own at every place. See {@link locallyConnected2d}. */
export class LocallyConnected2D extends BaseLocallyConnected {
  static override readonly className = 'LocallyConnected2D'

  constructor(config: KerasConfig) {
    super(2, config)
  }
}

export type LocallyConnected2DOptions = LocallyConnectedOptions<number | [number, number]>

/**
 * A convolution over height and width with a kernel of its own at every place: the layer of Keras 2, which Keras 3
 * does not have any more.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first; the size must be known. Output
 * `(batch, new height, new width, filters)` or `(batch, filters, new height, new width)`.
 * Weights: `kernel`, by `implementation` 1: (places, window · channels, filters); 2:
 * (height, width, channels, new height, new width, filters), with channels first
 * (channels, height, width, filters, new height, new width); 3: (links,). `bias` (new height, new width, filters).
 * @throws LayerError for invalid parameters, padding "same" with implementation 1, an input of unknown or
 * another size, or a window larger than the input.
 * Source: tf_keras/src/layers/locally_connected/locally_connected2d.py, v2.16.0.
 */
export function locallyConnected2d(options: LocallyConnected2DOptions): LocallyConnected2D {
  return new LocallyConnected2D(toKerasConfig(options))
}
