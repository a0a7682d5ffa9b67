import { tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { LayerError, show } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import type { Param } from '../params.ts'
import { SeedGenerator, type RandomStream } from '../random.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { PictureLayer } from './picture.ts'

/** A share of -1 to 1 in both directions, or the two ends of a range. */
export type Factor = number | readonly [number, number]

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && !(value > 1) && !(value < -1)

function factorOf(value: unknown, layer: string, param: string): Factor {
  const fits = Array.isArray(value) ? value.length === 2 && value.every(isShare) : isShare(value)
  if (!fits) throw new LayerError('factor', layer, [param], { value: show(value) })
  return value as Factor
}

/** A factor, kept as it was given. */
export const factor = (): Param<Factor> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => factorOf(value, layer, param),
  serialize: (value) => value,
})

/** The ends of the range a factor stands for, the lower one first. */
export const rangeOf = (value: Factor): readonly [number, number] =>
  typeof value === 'number' ? [-Math.abs(value), Math.abs(value)] : inOrder(value)

const inOrder = ([a, b]: readonly [number, number]): readonly [number, number] => (b < a ? [b, a] : [a, b])

/** A factor, understood as the ends of its range. */
export const factorRange = (): Param<readonly [number, number]> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => rangeOf(factorOf(value, layer, param)),
  serialize: (value) => value,
})

/** The least and the greatest value of pictures. */
export const valueRange = (): Param<readonly [number, number]> => ({
  fallback: { value: [0, 255] },
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const isPair = Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'number')
    if (!isPair) throw new LayerError('value-range', layer, [param], { value: show(value) })
    return inOrder(value as [number, number])
  },
  serialize: (value) => value,
})

const f = Math.fround

/** `count` numbers from `low` up to, but not including, `high`, rounded as TensorFlow rounds them. */
export function uniforms(stream: RandomStream, count: number, low: number, high: number): Float32Array {
  const span = f(f(high) - f(low))
  return Float32Array.from({ length: count }, () => f(f(stream.uniform() * span) + f(low)))
}

/** Keeps drawn numbers for those who ask, and frees them otherwise. */
export function recordDrawn(pass: Pass, name: string, values: Float32Array, shape?: number[]): void {
  pass.record?.(name, tensor(values, shape ?? [values.length]))
}

/**
 * Layers that change pictures at random. Called alone they do so unless told that it is no training; in a model,
 * they do so while it is trained.
 */
export abstract class RandomPictureLayer<
  P extends Schema & { seed: Param<number | null> },
> extends PictureLayer<P> {
  protected override readonly trainsAlone = true
  readonly #generator: SeedGenerator

  constructor(schema: P, config: KerasConfig) {
    super(schema, config)
    this.#generator = new SeedGenerator(this.params.seed as number | null)
  }

  /** The seed in use: the one that was given, or one that was drawn. */
  protected get seed(): number {
    return this.#generator.seed
  }

  /** The training pass. Every call has a new stream of numbers. */
  protected abstract changed(x: Tensor, stream: RandomStream, pass: Pass): Tensor

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const x = this.inDtype(inputs[0]!)
    return pass.training ? this.changed(x, this.#generator.next(), pass) : x
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return firstShape(inputShape)
  }
}

/** How many pictures there are, each of which has numbers of its own. */
export const countOf = (x: Tensor): number => (x.rank === 4 ? x.shape[0]! : 1)
