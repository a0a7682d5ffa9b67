import { add, cast, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { seed } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { within, wrapped } from './picture.ts'
import {
  countOf,
  factorRange,
  RandomPictureLayer,
  recordDrawn,
  uniforms,
  valueRange,
  type Factor,
} from './random_picture.ts'

const params = { factor: factorRange(), value_range: valueRange(), seed: seed() }

/** Changes the brightness of pictures at random. See {@link randomBrightness}. */
export class RandomBrightness extends RandomPictureLayer<typeof params> {
  static override readonly className = 'RandomBrightness'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    this.checkPictures(x.shape)
    if (x.dtype === 'bool') throw this.refusal('input-bool', ['dtype', 'input'])
    const [least, most] = this.params.value_range
    const delta = uniforms(stream, countOf(x), ...this.params.factor).map((share) => share * (most - least))
    recordDrawn(pass, 'delta', delta)
    if (x.size === 0) return x
    const shape = x.shape.map((length, axis) => (x.rank === 4 && axis === 0 ? length : 1))
    const moved = wrapped(add(x, cast(tensor(delta, shape), x.dtype)), this.policy)
    return within(moved, least, most)
  }
}

export interface RandomBrightnessOptions extends LayerOptions {
  /** How much brighter, as a share of the value range from -1 to 1: the ends of a range, or one number for both directions. */
  factor: Factor
  /** The least and the greatest value of the input, to which the output is clipped. Default `[0, 255]`. */
  valueRange?: readonly [number, number]
  /** Seed of the draws: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/**
 * During training, adds to each picture a share, drawn evenly, of the range of values, and clips the outcome to that
 * range.
 *
 * Input `(height, width, channels)`, alone or in a batch; output the same shape, float32. No weights; a mask ends
 * here. Called alone it trains unless `training` is false; in a model, while that is trained. `inspect` gives `delta`:
 * what each picture got.
 * @throws LayerError for invalid parameters and, in training, for input of other than 3 or 4 dimensions.
 * Source: keras/src/layers/preprocessing/random_brightness.py, v3.3.3.
 */
export function randomBrightness(options: RandomBrightnessOptions): RandomBrightness {
  return new RandomBrightness(toKerasConfig(options))
}
