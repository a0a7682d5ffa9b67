import { add, expandDims, mul, sum, tanh, zeros, type Tensor } from '@tensorflow/tfjs-core'
import { einsum } from '../core/einsum.ts'
import { initializers } from '../initializers.ts'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { broadcast } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { attentionParams, BaseAttention, type BaseAttentionOptions } from './base_attention.ts'

const params = attentionParams(false)

/** Attention by dot products (Luong). See {@link attention}. */
export class Attention extends BaseAttention {
  static override readonly className = 'Attention'
  #scale: Weight | null = null
  #concatWeight: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override makeWeights(): void {
    const where = { layer: this.getClassName(), param: 'use_scale' }
    const one = (name: string) =>
      this.createWeight(name, { shape: [], initializer: initializers.resolve('ones', where) })
    if (this.params.use_scale) this.#scale = one('scale')
    if (this.params.score_mode === 'concat') this.#concatWeight = one('concat_score_weight')
  }

  protected override scores(query: Tensor, key: Tensor): Tensor | null {
    const [q, k, scale] = [asFloat(query), asFloat(key), this.#scale?.read()]
    const weight = this.#concatWeight
    if (weight) {
      const sums = pairSums(q, k)
      return sums && mul(weight.read(), sumLast(tanh(scale ? mul(scale, sums) : sums)))
    }
    if (key.rank !== 3) return null
    // Keras multiplies whole numbers as such, and has no softmax of them.
    if (!scale && query.dtype !== 'float32' && key.dtype !== 'float32')
      throw this.refusal('attention-whole', ['input', 'use_scale'])
    const scores = einsum('...qd,...kd->...qk', q, k)
    return scores && scale ? mul(scores, scale) : scores
  }
}

/** Every query plus every key: `(…, queries, keys, dim)`; null where they do not broadcast. */
export function pairSums(query: Tensor, key: Tensor): Tensor | null {
  const [q, k] = [expandDims(query, -2), expandDims(key, -3)]
  return broadcast(q.shape, k.shape) ? add(q, k) : null
}

/** The sum along the last axis, which may be empty. */
export const sumLast = (x: Tensor): Tensor => (x.size === 0 ? zeros(x.shape.slice(0, -1)) : sum(x, -1))

export interface AttentionOptions extends BaseAttentionOptions {
  /** Whether a trainable number scales the scores. Default false. */
  useScale?: boolean
  /** `dot`: scores are dot products. `concat`: the sum of tanh(query + key), times a trainable number. */
  scoreMode?: 'dot' | 'concat'
}

/**
 * Dot-product attention (Luong): `softmax(query · keyᵀ) · value`.
 *
 * Input `[query, value]` or `[query, value, key]`: query `(batch, queries, dim)`, value `(batch, values,
 * valueDim)`, key `(batch, values, dim)`, by default the value; output `(batch, queries, valueDim)`, and with
 * `returnAttentionScores` the shares `(batch, queries, values)`.
 * Weights: with `useScale` `scale` (), with score mode concat `concat_score_weight` ().
 * `inspect` gives `scores`: the shares, each query's summing to 1.
 * @throws LayerError for another number of inputs or masks, or sizes that do not fit.
 * Source: keras/src/layers/attention/attention.py, v3.3.3.
 */
export function attention(options: AttentionOptions = {}): Attention {
  return new Attention(toKerasConfig(options))
}
