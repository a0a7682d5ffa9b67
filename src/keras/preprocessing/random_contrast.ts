import { add, clipByValue, mean, mul, sub } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { seed, type Param } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { RandomPictureLayer, recordDrawn, uniforms } from './random_picture.ts'

type Contrast = number | readonly number[]

/** How far contrast may go down and up. */
const endsOf = (value: Contrast): readonly [down: number, up: number] =>
  typeof value === 'number' ? [value, value] : [value[0]!, value[1]!]

const contrast = (): Param<Contrast> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const ends: unknown[] = Array.isArray(value) ? value.slice(0, 2) : [value, value]
    const fits = ends.length === 2 && ends.every((end) => typeof end === 'number' && !(end < 0))
    if (!fits || (ends[0] as number) > 1)
      throw new LayerError('contrast-factor', layer, [param], { value: show(value) })
    return value as Contrast
  },
  serialize: (value) => value,
})

const params = { factor: contrast(), seed: seed() }

/** Changes the contrast of pictures at random. See {@link randomContrast}. */
export class RandomContrast extends RandomPictureLayer<typeof params> {
  static override readonly className = 'RandomContrast'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    if (x.rank < 3)
      throw this.refusal('picture-rank', ['input'], { actual: x.rank, shape: showShape(x.shape) })
    if (x.dtype !== 'float32') throw this.refusal('dtype-unsupported', ['dtype'], { value: this.policy })
    const [down, up] = endsOf(this.params.factor)
    const factor = uniforms(stream, 1, 1 - down, 1 + up)
    recordDrawn(pass, 'factor', factor, [])
    if (x.size === 0) return x
    const middle = mean(mean(x, x.rank - 3, true), x.rank - 2, true)
    return clipByValue(add(mul(sub(x, middle), factor[0]!), middle), 0, 255)
  }
}

export interface RandomContrastOptions extends LayerOptions {
  /** How far contrast may go down (0 to 1) and up (0 or more), or one number for both. */
  factor: number | readonly [down: number, up: number]
  /** Seed of the draws: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/**
 * During training, moves every value away from the mean of its channel, or towards it: (x - mean) · factor + mean,
 * one factor for the whole batch, drawn evenly from 1 - down to 1 + up. The outcome is clipped to 0…255.
 *
 * Input `(height, width, channels)`, alone or in a batch; output the same shape, float32. No weights; a mask ends
 * here. Called alone it trains unless `training` is false; in a model, while that is trained. `inspect` gives
 * `factor`.
 * @throws LayerError for invalid parameters and, in training, for input of fewer than 3 dimensions or a dtype of
 * whole numbers.
 * Source: keras/src/layers/preprocessing/random_contrast.py, v3.3.3.
 */
export function randomContrast(options: RandomContrastOptions): RandomContrast {
  return new RandomContrast(toKerasConfig(options))
}
