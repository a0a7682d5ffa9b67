import { add, mul } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { numberIn } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { idleSeed, NoiseLayer, normals } from './base_noise.ts'

const params = { stddev: numberIn(0, 1), seed: idleSeed() }

/** Adds random numbers around 0 during training. See {@link gaussianNoise}. */
export class GaussianNoise extends NoiseLayer<typeof params> {
  static override readonly className = 'GaussianNoise'

  constructor(config: KerasConfig) {
    super(params, config)
    this.prepare(this.params.stddev, this.params.seed)
  }

  protected override disturb(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    const noise = mul(normals(x.shape, stream), this.params.stddev)
    pass.record?.('noise', noise)
    return add(x, noise)
  }
}

export interface GaussianNoiseOptions extends LayerOptions {
  /** Standard deviation of the noise, 0 to 1. */
  stddev: number
  /** Seed of the noise: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/**
 * During training, adds normal noise around 0 to each entry; at inference it changes nothing. Every call
 * draws anew.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * `inspect` gives `noise`: what was added.
 * @throws LayerError for a standard deviation outside 0…1.
 * Source: keras/src/layers/regularization/gaussian_noise.py, v3.3.3.
 */
export function gaussianNoise(options: GaussianNoiseOptions): GaussianNoise {
  return new GaussianNoise(toKerasConfig(options))
}
