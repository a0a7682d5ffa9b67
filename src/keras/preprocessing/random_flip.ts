import { cast, reverse, tensor, where } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, optional, seed } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { countOf, RandomPictureLayer, recordDrawn } from './random_picture.ts'

const params = { mode: optional(anything(), 'horizontal_and_vertical'), seed: seed() }

/** Mirrors pictures at random. See {@link randomFlip}. */
export class RandomFlip extends RandomPictureLayer<typeof params> {
  static override readonly className = 'RandomFlip'

  constructor(config: KerasConfig = {}) {
    super(params, config)
  }

  protected override changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    this.checkPictures(x.shape)
    const { mode } = this.params
    const both = mode === 'horizontal_and_vertical'
    let flipped = x
    if (both || mode === 'horizontal') flipped = this.#flipped(flipped, -2, stream, pass, 'horizontal')
    if (both || mode === 'vertical') flipped = this.#flipped(flipped, -3, stream, pass, 'vertical')
    return flipped
  }

  #flipped(x: Tensor, axis: number, stream: RandomStream, pass: Pass, name: string): Tensor {
    const flips = Float32Array.from({ length: countOf(x) }, () => (stream.uniform() <= 0.5 ? 1 : 0))
    recordDrawn(pass, name, flips)
    if (x.size === 0) return x
    const shape = x.shape.map((length, i) => (x.rank === 4 && i === 0 ? length : 1))
    const chosen = cast(tensor(flips, shape), 'bool')
    return where(chosen, reverse(x, x.rank + axis), x)
  }

  protected override configKeys(): readonly string[] {
    return ['seed', 'mode']
  }
}

export interface RandomFlipOptions extends LayerOptions {
  /** Left to right, upside down, or each of both. Default `horizontal_and_vertical`. */
  mode?: 'horizontal' | 'vertical' | 'horizontal_and_vertical'
  /** Seed of the draws: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/**
 * During training, mirrors each picture with probability 1/2: left to right, upside down, or each of both by a draw
 * of its own. Any other mode changes nothing, as in Keras.
 *
 * Input `(height, width, channels)`, alone or in a batch; output the same shape, float32. No weights; a mask ends
 * here. Called alone it trains unless `training` is false; in a model, while that is trained. `inspect` gives
 * `horizontal` and `vertical`: 1 for pictures that were mirrored that way.
 * @throws LayerError for invalid parameters and, in training, for input of other than 3 or 4 dimensions.
 * Source: keras/src/layers/preprocessing/random_flip.py, v3.3.3.
 */
export function randomFlip(options: RandomFlipOptions = {}): RandomFlip {
  return new RandomFlip(toKerasConfig(options))
}
