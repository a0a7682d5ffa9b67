import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional, orNone } from '../params.ts'
import type { RandomStream } from '../random.ts'
import type { Places } from './affine.ts'
import { MovementLayer, movementParams, type MovementOptions } from './base_movement.ts'
import type { Size } from './picture.ts'
import { countOf, factor, rangeOf, recordDrawn, uniforms, type Factor } from './random_picture.ts'

const params = { height_factor: factor(), width_factor: optional(orNone(factor()), null), ...movementParams }

const f = Math.fround

/** Zooms into or out of pictures at random. See {@link randomZoom}. */
export class RandomZoom extends MovementLayer<typeof params> {
  static override readonly className = 'RandomZoom'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override drawPlaces(x: Tensor, [height, width]: Size, stream: RandomStream, pass: Pass): Places {
    const count = countOf(x)
    const { height_factor: tall, width_factor: wide } = this.params
    const draw = (range: Factor) => {
      const [low, high] = rangeOf(range)
      return uniforms(stream, count, 1 + low, 1 + high)
    }
    const down = draw(tall)
    const across = wide === null ? down : draw(wide)
    recordDrawn(pass, 'heights', down)
    recordDrawn(pass, 'widths', across)
    const edge = (size: number, zoom: number) => f(f((size - 1) / 2) * f(1 - zoom))
    return Float32Array.from({ length: 6 * count }, (_, i) => {
      const [v, h] = [down[Math.floor(i / 6)]!, across[Math.floor(i / 6)]!]
      return [h, 0, edge(width, h), 0, v, edge(height, v)][i % 6]!
    })
  }
}

export interface RandomZoomOptions extends LayerOptions, MovementOptions {
  /**
   * How much more of the height shows, as a share from -1 to 1: the ends of a range, or one number for both
   * directions. 0.2 zooms out by a fifth, -0.2 zooms in.
   */
  heightFactor: Factor
  /** The same for the width. Default none: each picture keeps its ratio. */
  widthFactor?: Factor | null
}

/**
 * During training, zooms into or out of each picture around its middle. How much more of it shows is drawn evenly
 * from a range, for the height and, where `widthFactor` is given, apart for the width.
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first; output the same shape, float32. No
 * weights; a mask ends here. Called alone it trains unless `training` is false; in a model, while that is trained.
 * `inspect` gives `heights` and `widths`: what each picture shows, 1 being itself. The gradient is the one of
 * TensorFlow: zoomed back.
 * @throws LayerError for invalid parameters and, in training, for input of other than 3 or 4 dimensions.
 * Source: keras/src/layers/preprocessing/random_zoom.py, v3.3.3; tensorflow/core/kernels/image/image_ops.h, v2.16.1.
 */
export function randomZoom(options: RandomZoomOptions): RandomZoom {
  return new RandomZoom(toKerasConfig(options))
}
