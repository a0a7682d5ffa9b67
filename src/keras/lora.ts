import { add, matMul, reshape } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import { initializers } from './initializers.ts'
import { Layer } from './layer.ts'
import type { Param } from './params.ts'
import { sizeOf } from './shapes.ts'
import type { Weight } from './weight.ts'

/**
 * Layers whose main weight can be adapted in low rank (Keras's enable_lora): the weight is frozen and
 * the product of two small trainable matrices is added to it.
 */
export abstract class LoraLayer<P extends Record<string, Param<unknown>>> extends Layer<P> {
  #main: Weight | null = null
  #factors: { a: Weight; b: Weight } | null = null
  #rank: number | null = null

  /** Names the weight to adapt; with a rank, adapts it at once. */
  protected adaptable(main: Weight, rank: number | null): void {
    this.#main = main
    if (rank) this.enableLora(rank)
  }

  /**
   * Freezes the main weight and adds two trainable factors of the given rank to it.
   * @throws LayerError before the weights are made, when done twice, or beside a constraint.
   */
  enableLora(rank: number): void {
    const main = this.#main
    if (!main) throw this.refusal('not-built', ['input'])
    if (this.#factors) throw this.refusal('lora-twice', ['lora_rank'])
    if (main.rules.constraint)
      throw this.refusal('lora-constraint', ['lora_rank', `${main.name}_constraint`], {
        constraint: `${main.name}_constraint`,
      })
    const factor = (suffix: 'a' | 'b', shape: number[], initializer: string): Weight => {
      const where = { layer: this.getClassName(), param: 'lora_rank' }
      return this.createWeight(`lora_${main.name}_${suffix}`, {
        shape,
        initializer: initializers.resolve(initializer, where),
        regularizer: main.rules.regularizer,
        parameter: main.name,
      })
    }
    const shape = main.shape as number[]
    const a = factor('a', [...shape.slice(0, -1), rank], 'he_uniform')
    const b = factor('b', [rank, shape.at(-1)!], 'zeros')
    main.trainable = false
    this.#factors = { a, b }
    this.#rank = rank
  }

  /** The main weight with what LoRA adds to it. */
  protected adapted(): Tensor {
    const main = this.#main!.read()
    if (!this.#factors) return main
    const { a, b } = this.#factors
    const rank = b.shape[0] as number
    const flat = reshape(a.read(), [sizeOf(a.shape as number[]) / rank, rank]) as Tensor2D
    return add(main, reshape(matMul(flat, b.read() as Tensor2D), main.shape))
  }

  protected override configValue(key: string): unknown {
    return key === 'lora_rank' ? (this.#rank ?? super.configValue(key)) : super.configValue(key)
  }
}
