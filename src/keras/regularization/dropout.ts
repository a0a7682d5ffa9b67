import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { noiseShape, numberIn } from '../params.ts'
import { BaseDropout } from './base_dropout.ts'
import { idleSeed } from './base_noise.ts'

const params = { rate: numberIn(0, 1), noise_shape: noiseShape(), seed: idleSeed() }

/** Zeroes a random share of the input during training. See {@link dropout}. */
export class Dropout extends BaseDropout<typeof params> {
  static override readonly className = 'Dropout'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override maskShape(shape: number[]): number[] {
    return this.drawnShape(this.params.noise_shape, shape)
  }

  protected override configKeys() {
    return ['rate', 'seed', 'noise_shape'] as const
  }
}

export interface DropoutOptions extends LayerOptions {
  /** Share of entries to zero, 0 to 1. In training it must be below 1. */
  rate: number
  /** Shape of the mask, broadcast over the input; null entries take the input's size. Default: the input's shape. */
  noiseShape?: (number | null)[] | null
  /** Seed of the masks: the same seed gives the same row of masks. Default none. */
  seed?: number | null
}

/**
 * During training, sets a random share `rate` of the entries to 0 and scales the others by
 * 1 / (1 - rate); at inference it changes nothing. Every call draws a new mask.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * `inspect` gives `mask`: 1 where an entry stayed, 0 where it was dropped, in the output's shape.
 * @throws LayerError for a rate outside 0…1, for training at rate 1, or a noiseShape that does not fit.
 * Source: keras/src/layers/regularization/dropout.py, v3.3.3.
 */
export function dropout(options: DropoutOptions): Dropout {
  return new Dropout(toKerasConfig(options))
}
