import { mul, tanh, type Tensor } from '@tensorflow/tfjs-core'
import { initializers } from '../initializers.ts'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { notInConfig } from '../params.ts'
import { broadcast, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { pairSums, sumLast } from './attention.ts'
import { attentionParams, BaseAttention, type BaseAttentionOptions } from './base_attention.ts'

const scaled = attentionParams(true)
// Keras takes the score mode, checks it and does not use it.
const params = { ...scaled, score_mode: notInConfig(scaled.score_mode) }

/** Attention by sums (Bahdanau). See {@link additiveAttention}. */
export class AdditiveAttention extends BaseAttention {
  static override readonly className = 'AdditiveAttention'
  #scale: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override makeWeights(query: Shape): void {
    if (!this.params.use_scale) return
    const where = { layer: this.getClassName(), param: 'use_scale' }
    this.#scale = this.createWeight('scale', {
      shape: [this.knownAxis(query, -1)],
      initializer: initializers.resolve('glorot_uniform', where),
    })
  }

  protected override scores(query: Tensor, key: Tensor): Tensor | null {
    const sums = pairSums(asFloat(query), asFloat(key))
    const scale = this.#scale?.read()
    if (!sums || (scale && !broadcast(sums.shape, scale.shape))) return null
    return sumLast(scale ? mul(scale, tanh(sums)) : tanh(sums))
  }
}

export interface AdditiveAttentionOptions extends BaseAttentionOptions {
  /** Whether a trainable number for each entry of a query weighs the sums. Default true. */
  useScale?: boolean
}

/**
 * Additive attention (Bahdanau): the score of a query and a key is `sum(scale · tanh(query + key))`.
 *
 * Input `[query, value]` or `[query, value, key]`: query `(batch, queries, dim)`, value `(batch, values,
 * valueDim)`, key `(batch, values, dim)`, by default the value; output `(batch, queries, valueDim)`, and with
 * `returnAttentionScores` the shares `(batch, queries, values)`.
 * Weights: with `useScale` `scale` (dim,).
 * `inspect` gives `scores`: the shares, each query's summing to 1.
 * @throws LayerError for another number of inputs or masks, or sizes that do not fit.
 * Source: keras/src/layers/attention/additive_attention.py, v3.3.3.
 */
export function additiveAttention(options: AdditiveAttentionOptions = {}): AdditiveAttention {
  return new AdditiveAttention(toKerasConfig(options))
}
