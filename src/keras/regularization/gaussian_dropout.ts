import { add, mul } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { numberIn } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { idleSeed, NoiseLayer, normals } from './base_noise.ts'

const params = { rate: numberIn(0, 1), seed: idleSeed() }

/** Multiplies by random numbers around 1 during training. See {@link gaussianDropout}. */
export class GaussianDropout extends NoiseLayer<typeof params> {
  static override readonly className = 'GaussianDropout'

  constructor(config: KerasConfig) {
    super(params, config)
    this.prepare(this.params.rate, this.params.seed)
  }

  protected override disturb(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    const { rate } = this.params
    this.refuseWhole(rate)
    const noise = add(mul(normals(x.shape, stream), Math.sqrt(rate / (1 - rate))), 1)
    pass.record?.('noise', noise)
    return mul(x, noise)
  }
}

export interface GaussianDropoutOptions extends LayerOptions {
  /** As for dropout, 0 to 1: the factors have the standard deviation √(rate / (1 - rate)). In training below 1. */
  rate: number
  /** Seed of the factors: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/**
 * During training, multiplies each entry by a normal number around 1, with the variance that dropout at
 * `rate` would have; at inference it changes nothing. Every call draws anew.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * `inspect` gives `noise`: the factors.
 * @throws LayerError for a rate outside 0…1, or for training at rate 1.
 * Source: keras/src/layers/regularization/gaussian_dropout.py, v3.3.3.
 */
export function gaussianDropout(options: GaussianDropoutOptions): GaussianDropout {
  return new GaussianDropout(toKerasConfig(options))
}
