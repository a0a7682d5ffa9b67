import { add, broadcastTo, cast, fill, mul, where } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { noiseShape, numberIn } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { idleSeed, NoiseLayer } from './base_noise.ts'

const params = { rate: numberIn(0, 1), noise_shape: noiseShape(), seed: idleSeed() }

/** What selu tends to far below zero: its scale times its alpha. */
const FLOOR = -1.0507009873554805 * 1.6732632423543772

/** Dropout that keeps mean and variance. See {@link alphaDropout}. */
export class AlphaDropout extends NoiseLayer<typeof params> {
  static override readonly className = 'AlphaDropout'

  constructor(config: KerasConfig) {
    super(params, config)
    this.prepare(this.params.rate, this.params.seed)
  }

  protected override disturb(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    const { rate, noise_shape: noise } = this.params
    this.refuseWhole(rate)
    const keep = this.kept(rate, this.drawnShape(noise, x.shape), stream)
    const dropped = where(keep, x, fill(x.shape, FLOOR))
    pass.record?.('mask', cast(broadcastTo(keep, dropped.shape), 'float32'))
    const scale = ((1 - rate) * (1 + rate * FLOOR ** 2)) ** -0.5
    return add(mul(dropped, scale), -scale * FLOOR * rate)
  }

  protected override configKeys() {
    return ['rate', 'seed', 'noise_shape'] as const
  }
}

export interface AlphaDropoutOptions extends LayerOptions {
  /** Share of entries to drop, 0 to 1. In training it must be below 1. */
  rate: number
  /** Shape of the mask, broadcast over the input; null entries take the input's size. Default: the input's shape. */
  noiseShape?: (number | null)[] | null
  /** Seed of the masks: the same seed gives the same row of masks. Default none. */
  seed?: number | null
}

/**
 * During training, sets a random share `rate` of the entries to the floor of selu, about -1.758, then
 * scales and shifts everything so that standard normal input keeps mean 0 and variance 1; at inference it
 * changes nothing. Every call draws a new mask.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * `inspect` gives `mask`: 1 where an entry stayed, 0 where it was dropped, in the output's shape.
 * @throws LayerError for a rate outside 0…1, for training at rate 1, or a noiseShape that does not fit.
 * Source: keras/src/layers/regularization/alpha_dropout.py, v3.3.3.
 */
export function alphaDropout(options: AlphaDropoutOptions): AlphaDropout {
  return new AlphaDropout(toKerasConfig(options))
}
