import { broadcastTo, cast, mul, where, zerosLike } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import type { Param } from '../params.ts'
import type { RandomStream } from '../random.ts'
import { NoiseLayer } from './base_noise.ts'

type DropoutSchema = Schema & { rate: Param<number>; seed: Param<unknown> }

/** Layers that zero a random share of the input in training, and scale up the rest. */
export abstract class BaseDropout<P extends DropoutSchema> extends NoiseLayer<P> {
  readonly #rate: number

  constructor(schema: P, config: KerasConfig) {
    super(schema, config)
    this.#rate = this.params.rate as number
    this.prepare(this.#rate, this.params.seed)
  }

  /** The shape of the mask, which is broadcast over an input of this shape. */
  protected abstract maskShape(shape: number[]): number[]

  protected override disturb(x: Tensor, stream: RandomStream, pass: Pass): Tensor {
    this.refuseWhole(this.#rate)
    const keep = this.kept(this.#rate, this.maskShape(x.shape), stream)
    const output = where(keep, mul(x, 1 / (1 - this.#rate)), zerosLike(x))
    pass.record?.('mask', cast(broadcastTo(keep, output.shape), 'float32'))
    return output
  }
}
