import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, type DataFormat } from '../params.ts'
import { BaseSpatialDropout, rate, seed, type SpatialDropoutOptions } from './base_spatial_dropout.ts'

const params = { rate: rate(), data_format: dataFormat(), seed: seed() }

/** Drops whole channels of a volume. See {@link spatialDropout3d}. */
export class SpatialDropout3D extends BaseSpatialDropout<typeof params> {
  static override readonly className = 'SpatialDropout3D'

  constructor(config: KerasConfig) {
    super(3, params, config)
  }
}

export interface SpatialDropout3DOptions extends SpatialDropoutOptions {
  /** Where the channels are: last or after the batch. Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/**
 * During training, sets a random share `rate` of the channels of each sample to 0, whole, and scales the
 * others by 1 / (1 - rate); at inference it changes nothing. Every call draws a new mask.
 *
 * Input `(batch, depth, height, width, channels)`; with channels_first `(batch, channels, depth, height, width)`; output the same shape. No weights; a mask passes
 * through. `inspect` gives `mask`: 1 where an entry stayed, 0 where it was dropped.
 * @throws LayerError for a rate outside 0…1, for training at rate 1, or input of other than 5 dimensions.
 * Source: keras/src/layers/regularization/spatial_dropout.py, v3.3.3.
 */
export function spatialDropout3d(options: SpatialDropout3DOptions): SpatialDropout3D {
  return new SpatialDropout3D(toKerasConfig(options))
}
