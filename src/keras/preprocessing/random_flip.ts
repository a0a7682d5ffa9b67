import { customGrad, tensor } from '@tensorflow/tfjs-core'
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
    const draw = (name: string) => {
      if (!both && mode !== name) return null
      const flips = Float32Array.from({ length: countOf(x) }, () => (stream.uniform() <= 0.5 ? 1 : 0))
      recordDrawn(pass, name, flips)
      return flips
    }
    const [across, down] = [draw('horizontal'), draw('vertical')]
    return across || down ? mirrored(x, across, down) : x
  }

  protected override configKeys(): readonly string[] {
    return ['seed', 'mode']
  }
}

type Flips = Float32Array | null

/** Pictures mirrored where there is a 1: columns by `across`, rows by `down`. */
function mirrored(x: Tensor, across: Flips, down: Flips): Tensor {
  const [height, width, channels] = x.shape.slice(-3) as [number, number, number]
  const through = (y: Tensor): Tensor => {
    const values = y.dataSync()
    const result = values.slice()
    for (let picture = 0; picture < countOf(x); picture++)
      for (let row = 0; row < height; row++) {
        const [to, from] = [row, down?.[picture] ? height - 1 - row : row].map(
          (place) => (picture * height + place) * width * channels,
        ) as [number, number]
        if (!across?.[picture]) result.set(values.subarray(from, from + width * channels), to)
        else
          for (let column = 0; column < width; column++)
            for (let channel = 0; channel < channels; channel++)
              result[to + column * channels + channel] =
                values[from + (width - 1 - column) * channels + channel]!
      }
    return tensor(result, y.shape, y.dtype as 'float32' | 'int32' | 'bool')
  }
  const op = customGrad(() => ({
    value: through(x),
    gradFunc: (dy: Tensor | Tensor[]) => through(dy as Tensor),
  }))
  return op(x)
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
