import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseLocallyConnected, type LocallyConnectedOptions } from './base_locally_connected.ts'

/** A convolution over steps with a kernel of its own at every place. See {@link locallyConnected1d}. */
export class LocallyConnected1D extends BaseLocallyConnected {
  static override readonly className = 'LocallyConnected1D'

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type LocallyConnected1DOptions = LocallyConnectedOptions<number | [number]>

/**
 * A convolution over steps with a kernel of its own at every place: the layer of Keras 2, which Keras 3
 * does not have any more.
 *
 * Input `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first; the size must be known. Output
 * `(batch, new steps, filters)` or `(batch, filters, new steps)`.
 * Weights: `kernel`, by `implementation` 1: (places, window · channels, filters); 2:
 * (steps, channels, new steps, filters), with channels first
 * (channels, steps, filters, new steps); 3: (links,). `bias` (new steps, filters).
 * @throws LayerError for invalid parameters, padding "same" with implementation 1, an input of unknown or
 * another size, or a window larger than the input.
 * Source: tf_keras/src/layers/locally_connected/locally_connected1d.py, v2.16.0.
 */
export function locallyConnected1d(options: LocallyConnected1DOptions): LocallyConnected1D {
  return new LocallyConnected1D(toKerasConfig(options))
}
