import { tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import type { Pass } from '../layer.ts'
import { anything, optional, seed } from '../params.ts'
import { SeedGenerator, type RandomStream } from '../random.ts'
import { SameShapeLayer } from '../same_shape.ts'
import { broadcast, sizeOf } from '../shapes.ts'

/** The seed of a layer that may have nothing to draw: Keras looks at it only when there is. */
export const idleSeed = () => optional(anything(), null)

/** Layers that change their input at random, in training alone. */
export abstract class NoiseLayer<P extends Schema> extends SameShapeLayer<P> {
  #generator: SeedGenerator | null = null

  /** Sets the seed where there is something to draw. */
  protected prepare(amount: number, given: unknown): void {
    if (amount > 0) this.#generator = new SeedGenerator(seed().parse(given, this.where('seed')))
  }

  /** The training pass. Every call has a new stream of numbers. */
  protected abstract disturb(x: Tensor, stream: RandomStream, pass: Pass): Tensor

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = inputs[0]!
    if (!pass.training || !this.#generator) return x
    if (x.dtype !== 'float32') throw this.refusal('input-float', ['input'], { dtype: x.dtype })
    return this.disturb(x, this.#generator.next(), pass)
  }

  /** Refuses the rate at which nothing would be left to scale up. */
  protected refuseWhole(rate: number): void {
    if (rate === 1) throw this.refusal('rate-one', ['rate'])
  }

  /** Which entries stay: true with probability 1 - rate. */
  protected kept(rate: number, shape: number[], stream: RandomStream): Tensor {
    const entries = new Uint8Array(sizeOf(shape))
    for (let i = 0; i < entries.length; i++) entries[i] = stream.uniform() >= rate ? 1 : 0
    return tensor(entries, shape, 'bool')
  }

  /** The shape of what is drawn, from `noise_shape` and the shape of the input. */
  protected drawnShape(noise: readonly (number | null)[] | null, shape: number[]): number[] {
    if (!noise) return shape
    const resolved = noise.map((entry, axis) => entry ?? shape[axis] ?? -1)
    if (resolved.some((size) => size < 0) || !broadcast(shape, resolved))
      throw this.refusal('noise-shape', ['noise_shape', 'input'], {
        value: showShape(noise),
        shape: showShape(shape),
      })
    return resolved
  }
}

/** Standard normal numbers. */
export function normals(shape: number[], stream: RandomStream): Tensor {
  const entries = new Float32Array(sizeOf(shape))
  for (let i = 0; i < entries.length; i++) entries[i] = stream.normal()
  return tensor(entries, shape)
}
