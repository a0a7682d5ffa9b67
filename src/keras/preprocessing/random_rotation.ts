import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { RandomStream } from '../random.ts'
import type { Places } from './affine.ts'
import { MovementLayer, movementParams, type MovementOptions } from './base_movement.ts'
import type { Size } from './picture.ts'
import { factorRange, recordDrawn, uniforms, valueRange, type Factor } from './random_picture.ts'

const params = {
  factor: factorRange(),
  fill_mode: movementParams.fill_mode,
  interpolation: movementParams.interpolation,
  seed: movementParams.seed,
  fill_value: movementParams.fill_value,
  value_range: valueRange(),
  data_format: movementParams.data_format,
}

const f = Math.fround
const PI = f(Math.PI)

/** Turns pictures at random. See {@link randomRotation}. */
export class RandomRotation extends MovementLayer<typeof params> {
  static override readonly className = 'RandomRotation'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override drawPlaces(x: Tensor, size: Size, stream: RandomStream, pass: Pass): Places {
    const [low, high] = this.params.factor
    const angles = uniforms(stream, this.#angleCount(x), f(low * 2) * PI, f(high * 2) * PI)
    recordDrawn(pass, 'angle', angles)
    const places = new Float32Array(6 * angles.length)
    angles.forEach((angle, i) => places.set(turned(angle, size), 6 * i))
    return places
  }

  // With channels first Keras takes the channels for the batch, and TensorFlow refuses what does not fit.
  #angleCount(x: Tensor): number {
    if (x.rank === 3) return 1
    if (this.params.data_format === 'channels_last') return x.shape[0]!
    const [batch, channels] = [x.shape[0]!, x.shape[1]!]
    if (channels !== 1 && channels !== batch)
      throw this.refusal('rotation-channels', ['data_format', 'input'], {
        batch,
        channels,
        shape: showShape(x.shape),
      })
    return channels
  }

  protected override configKeys(): readonly string[] {
    return ['factor', 'value_range', 'data_format', 'fill_mode', 'fill_value', 'interpolation', 'seed']
  }
}

/** Where pixels come from when a picture is turned around its middle, counterclockwise. */
function turned(angle: number, [height, width]: Size): number[] {
  const [cos, sin] = [f(Math.cos(angle)), f(Math.sin(angle))]
  const [down, across] = [height - 1, width - 1]
  const x = f(f(across - f(f(cos * across) - f(sin * down))) / 2)
  const y = f(f(down - f(f(sin * across) + f(cos * down))) / 2)
  return [cos, -sin, x, sin, cos, y]
}

export interface RandomRotationOptions extends LayerOptions, MovementOptions {
  /**
   * How far, in full turns from -1 to 1, counterclockwise: the ends of a range, or one number for both directions.
   */
  factor: Factor
  /** The range of values; of no effect, as in Keras. Default `[0, 255]`. */
  valueRange?: readonly [number, number]
}

/**
 * During training, turns each picture around its middle by an angle drawn evenly from a range.
 *
 * Input `(height, width, channels)`, alone or in a batch, or with channels first; output the same shape, float32. No
 * weights; a mask ends here. Called alone it trains unless `training` is false; in a model, while that is trained.
 * With channels first, a batch must have one channel (all pictures get one angle) or as many channels as pictures:
 * so it is in Keras. `inspect` gives `angle`, in radians. The gradient is the one of TensorFlow: turned back.
 * @throws LayerError for invalid parameters and, in training, for input of other than 3 or 4 dimensions.
 * Source: keras/src/layers/preprocessing/random_rotation.py, v3.3.3; tensorflow/core/kernels/image/image_ops.h,
 * v2.16.1.
 */
export function randomRotation(options: RandomRotationOptions): RandomRotation {
  return new RandomRotation(toKerasConfig(options))
}
