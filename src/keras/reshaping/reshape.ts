import type { Tensor } from '@tensorflow/tfjs-core'
import { show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { inShape } from '../ops.ts'
import { targetShape } from '../params.ts'
import { firstShape, isKnown, sizeOf, type Shape } from '../shapes.ts'

const params = { target_shape: targetShape() }

/** Gives each sample another shape. See {@link reshape}. */
export class Reshape extends Layer<typeof params> {
  static override readonly className = 'Reshape'
  // Keras fixes the shape of the samples when the layer is built; -1 stands for what is still open then.
  #target: number[] = []

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { minRank: 1 }
  }

  protected override makeWeights(inputShape: Shape): void {
    this.#target = this.#resolve(inputShape.slice(1)).map((size) => size ?? -1)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    const [batch, ...sample] = x.shape as [number, ...number[]]
    return inShape(x, [batch, ...this.#fill(this.#target, sample)])
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch = null, ...sample] = firstShape(inputShape)
    return [batch, ...this.#resolve(sample)]
  }

  /** The shape of one sample after reshaping; null where an unknown size decides. */
  #resolve(sample: Shape): Shape {
    const target = [...this.params.target_shape]
    const unknown = target.filter((size) => size === -1).length
    if (unknown > 1) throw this.refusal('reshape-unknown', ['target_shape'], { value: show(target) })
    return isKnown(sample) ? this.#fill(target, sample) : target.map((size) => (size === -1 ? null : size))
  }

  /** The target with the size that is left in place of -1. Refuses one that a sample does not fill. */
  #fill(target: number[], sample: number[]): number[] {
    const size = sizeOf(sample)
    if (!target.includes(-1)) {
      if (sizeOf(target) !== size) throw this.#misfit(target, sample)
      return target
    }
    const known = Math.abs(sizeOf(target))
    if (known === 0 || size % known !== 0) throw this.#misfit(target, sample)
    return target.map((entry) => (entry === -1 ? size / known : entry))
  }

  #misfit(target: number[], sample: number[]) {
    const known = sizeOf(target.filter((size) => size !== -1))
    return this.refusal(
      target.includes(-1) ? 'reshape-indivisible' : 'reshape-size',
      ['target_shape', 'input'],
      {
        value: showShape(target),
        target: known,
        size: sizeOf(sample),
        shape: showShape(sample),
      },
    )
  }
}

export interface ReshapeOptions extends LayerOptions {
  /** Shape of one sample, without the batch. One entry may be -1: it takes what is left. */
  targetShape: number[]
}

/**
 * Gives each sample another shape, keeping its values in row-major order.
 *
 * Input `(batch, …)`; output `(batch, ...targetShape)`, with -1 solved. No weights; a mask ends here.
 * @throws LayerError when the sizes do not multiply to the same number, or -1 stands twice.
 * Source: keras/src/layers/reshaping/reshape.py, v3.3.3.
 */
export function reshape(options: ReshapeOptions): Reshape {
  return new Reshape(toKerasConfig(options))
}
