import { broadcastTo, cast, mul, tensor, where, zerosLike } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, noiseShape, numberIn, optional, seed } from '../params.ts'
import { SeedGenerator } from '../random.ts'
import { broadcast, firstShape, sizeOf, type Shape } from '../shapes.ts'
import { showShape } from '../errors.ts'

const params = { rate: numberIn(0, 1), noise_shape: noiseShape(), seed: optional(anything(), null) }

/** Zeroes a random share of the input during training. See {@link dropout}. */
export class Dropout extends Layer<typeof params> {
  static override readonly className = 'Dropout'
  readonly #generator: SeedGenerator

  constructor(config: KerasConfig) {
    super(params, config)
    this.supportsMasking = true
    // Keras looks at the seed only when there is something to draw.
    const where = { layer: this.getClassName(), param: 'seed' }
    this.#generator = new SeedGenerator(this.params.rate > 0 ? seed().parse(this.params.seed, where) : 0)
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = inputs[0]!
    const { rate } = this.params
    if (!pass.training || rate === 0) return x
    if (rate === 1) throw this.refusal('rate-one', ['rate'])
    if (x.dtype !== 'float32') throw this.refusal('input-float', ['input'], { dtype: x.dtype })
    const shape = this.#noiseShape(x.shape)
    const keep = this.#draw(shape)
    const output = where(keep, mul(x, 1 / (1 - rate)), zerosLike(x))
    pass.record?.('mask', cast(broadcastTo(keep, output.shape), 'float32'))
    return output
  }

  /** Which entries stay: true with probability 1 - rate, drawn anew at each call. */
  #draw(shape: number[]): Tensor {
    const stream = this.#generator.next()
    const kept = Uint8Array.from({ length: sizeOf(shape) }, () =>
      stream.uniform() >= this.params.rate ? 1 : 0,
    )
    return tensor(kept, shape, 'bool')
  }

  #noiseShape(shape: number[]): number[] {
    const noise = this.params.noise_shape
    if (!noise) return shape
    const resolved = noise.map((entry, axis) => entry ?? shape[axis] ?? -1)
    if (resolved.includes(-1) || !broadcast(shape, resolved))
      throw this.refusal('noise-shape', ['noise_shape', 'input'], {
        value: showShape(noise),
        shape: showShape(shape),
      })
    return resolved
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return firstShape(inputShape)
  }

  protected override configKeys() {
    return ['rate', 'seed', 'noise_shape'] as const
  }
}

export interface DropoutOptions extends LayerOptions {
  /** Share of entries to zero, 0 to 1. In training it must be below 1. */
  rate: number
  /** Shape of the mask, broadcast over the input; null entries take the input's size. Default: the input's shape. */
  noiseShape?: (number | null)[] | null
  /** Seed of the masks: the same seed gives the same row of masks. Default none. */
  seed?: number | null
}

/**
 * During training, sets a random share `rate` of the entries to 0 and scales the others by
 * 1 / (1 - rate); at inference it changes nothing. Every call draws a new mask.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * `inspect` gives `mask`: 1 where an entry stayed, 0 where it was dropped, in the output's shape.
 * @throws LayerError for a rate outside 0…1, for training at rate 1, or a noiseShape that does not fit.
 * Source: keras/src/layers/regularization/dropout.py, v3.3.3.
 */
export function dropout(options: DropoutOptions): Dropout {
  return new Dropout(toKerasConfig(options))
}
