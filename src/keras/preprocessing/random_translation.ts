import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { RandomStream } from '../random.ts'
import type { Places } from './affine.ts'
import { MovementLayer, movementParams, type MovementOptions } from './base_movement.ts'
import type { Size } from './picture.ts'
import { countOf, factor, rangeOf, recordDrawn, uniforms, type Factor } from './random_picture.ts'

const params = { height_factor: factor(), width_factor: factor(), ...movementParams }

const f = Math.fround

/** Shifts pictures at random. See {@link randomTranslation}. */
export class RandomTranslation extends MovementLayer<typeof params> {
  static override readonly className = 'RandomTranslation'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override drawPlaces(x: Tensor, [height, width]: Size, stream: RandomStream, pass: Pass): Places {
    const count = countOf(x)
    const down = uniforms(stream, count, ...rangeOf(this.params.height_factor)).map((share) => share * height)
    const across = uniforms(stream, count, ...rangeOf(this.params.width_factor)).map((share) => share * width)
    recordDrawn(pass, 'down', down)
    recordDrawn(pass, 'across', across)
    return Float32Array.from({ length: 6 * count }, (_, i) => {
      const picture = Math.floor(i / 6)
      return [1, 0, f(-across[picture]!), 0, 1, f(-down[picture]!)][i % 6]!
    })
  }
}

export interface RandomTranslationOptions extends LayerOptions, MovementOptions {
  /** How far down, as a share of the height from -1 to 1: the ends of a range, or one number for both directions. */
  heightFactor: Factor
  /** How far to the right, as a share of the width from -1 to 1, in the same way. */
  widthFactor: Factor
}

/**
 * During training, shifts each picture by shares of its height and width drawn evenly from two ranges.
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first; output the same shape, float32. No
 * weights; a mask ends here. Called alone it trains unless `training` is false; in a model, while that is trained.
 * `inspect` gives `down` and `across`: by how many pixels each picture was shifted. The gradient is the one of
 * TensorFlow: shifted back.
 * @throws LayerError for invalid parameters and, in training, for input of other than 3 or 4 dimensions.
 * Source: keras/src/layers/preprocessing/random_translation.py, v3.3.3; tensorflow/core/kernels/image/image_ops.h,
 * v2.16.1.
 */
export function randomTranslation(options: RandomTranslationOptions): RandomTranslation {
  return new RandomTranslation(toKerasConfig(options))
}
