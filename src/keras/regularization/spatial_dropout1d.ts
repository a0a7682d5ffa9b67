import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { BaseSpatialDropout, rate, seed, type SpatialDropoutOptions } from './base_spatial_dropout.ts'

const params = { rate: rate(), seed: seed() }

/** Drops whole channels of a sequence. See {@link spatialDropout1d}. */
export class SpatialDropout1D extends BaseSpatialDropout<typeof params> {
  static override readonly className = 'SpatialDropout1D'

  constructor(config: KerasConfig) {
    super(1, params, config)
  }
}

export type SpatialDropout1DOptions = SpatialDropoutOptions

/**
 * During training, sets a random share `rate` of the channels of each sample to 0, whole, and scales the
 * others by 1 / (1 - rate); at inference it changes nothing. Every call draws a new mask.
 *
 * Input `(batch, steps, channels)`; output the same shape. No weights; a mask passes
 * through. `inspect` gives `mask`: 1 where an entry stayed, 0 where it was dropped.
 * @throws LayerError for a rate outside 0…1, for training at rate 1, or input of other than 3 dimensions.
 * Source: keras/src/layers/regularization/spatial_dropout.py, v3.3.3.
 */
export function spatialDropout1d(options: SpatialDropout1DOptions): SpatialDropout1D {
  return new SpatialDropout1D(toKerasConfig(options))
}
