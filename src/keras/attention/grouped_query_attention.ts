import { reshape, type Tensor } from '@tensorflow/tfjs-core'
import { einsum } from '../core/einsum.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig } from '../layer.ts'
import { automaticName, toKerasConfig } from '../naming.ts'
import { integer } from '../params.ts'
import type { Shape } from '../shapes.ts'
import { BaseHeads, dropoutAndBias, projectionParams, type BaseHeadsOptions } from './base_heads.ts'

const params = {
  head_dim: integer(1),
  num_query_heads: integer(1),
  num_key_value_heads: integer(1),
  ...dropoutAndBias,
  ...projectionParams,
}

/** Attention in which several heads of queries share keys and values. See {@link groupQueryAttention}. */
export class GroupQueryAttention extends BaseHeads<typeof params> {
  static override readonly className = 'GroupQueryAttention'
  static override readonly aliases = ['GroupedQueryAttention']
  protected readonly attended = 1

  constructor(config: KerasConfig) {
    // Keras numbers its names by the name the class has inside Keras.
    super(params, { ...config, name: config['name'] ?? automaticName('GroupedQueryAttention') })
    const { num_query_heads: queries, num_key_value_heads: values } = this.params
    if (queries % values !== 0)
      throw this.refusal('attention-heads', ['num_query_heads', 'num_key_value_heads'], { queries, values })
  }

  protected plan(query: Shape, value: Shape, key: Shape) {
    const { head_dim: dim, num_query_heads: queries, num_key_value_heads: values } = this.params
    const wrong = [query, value, key].find((shape) => shape.length !== 3)
    if (wrong)
      throw this.refusal('input-rank', ['input'], {
        expected: 3,
        actual: wrong.length,
        shape: showShape(wrong),
      })
    const shared = { equation: 'bkm,mvh->bkvh', output_shape: [null, values, dim], bias_axes: 'vh' }
    return {
      query: { equation: 'bqm,muh->bquh', output_shape: [null, queries, dim], bias_axes: 'uh' },
      key: shared,
      value: shared,
      output: { equation: 'bquh,uhm->bqm', output_shape: [null, query[2] ?? null], bias_axes: 'm' },
      heads: [null, null, queries, dim],
    }
  }

  // Heads of queries that follow each other share a head of keys, so they are one axis of groups, one of members.

  protected match(query: Tensor, key: Tensor): Tensor | null {
    const [batch, length, , dim] = query.shape as [number, number, number, number]
    const groups = this.params.num_key_value_heads
    const grouped = reshape(query, [batch, length, groups, this.#members, dim])
    const scores = einsum('bqvrh,bkvh->bvrqk', grouped, key)
    return (
      scores && reshape(scores, [scores.shape[0]!, this.params.num_query_heads, ...scores.shape.slice(3)])
    )
  }

  protected mix(shares: Tensor, value: Tensor): Tensor | null {
    const [batch, heads, length, values] = shares.shape as [number, number, number, number]
    const grouped = reshape(shares, [batch, heads / this.#members, this.#members, length, values])
    const mixed = einsum('bvrqk,bkvh->bqvrh', grouped, value)
    return mixed && reshape(mixed, [mixed.shape[0]!, length, heads, this.params.head_dim])
  }

  protected scoresShape(query: Shape, value: Shape): Shape {
    return [query[0] ?? null, this.params.num_query_heads, query[1] ?? null, value[1] ?? null]
  }

  get #members(): number {
    return this.params.num_query_heads / this.params.num_key_value_heads
  }

  protected override configKeys() {
    return [
      'head_dim',
      'num_query_heads',
      'num_key_value_heads',
      'use_bias',
      'dropout',
      'kernel_initializer',
      'bias_initializer',
      'kernel_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'kernel_constraint',
      'bias_constraint',
    ] as const
  }
}

export interface GroupQueryAttentionOptions extends BaseHeadsOptions {
  /** Size of each head, above 0. */
  headDim: number
  /** How many heads of queries: a multiple of `numKeyValueHeads`. */
  numQueryHeads: number
  /** How many heads of keys and values, above 0. */
  numKeyValueHeads: number
}

/**
 * Attention in several heads, of which groups share keys and values. With as many key heads as query heads it
 * is multi-head attention, with one it is multi-query attention.
 *
 * Input `[query, value]` or `[query, value, key]`: query `(batch, queries, dim)`, value and key `(batch,
 * values, …)`, key by default the value; output `(batch, queries, dim)`; with `returnAttentionScores` also the
 * shares `(batch, query heads, queries, values)`.
 * Weights, each with its bias: `query` (dim, query heads, headDim), `key` and `value` (dim, key heads, headDim),
 * `attention_output` (query heads, headDim, dim); Keras names them all `kernel` and `bias`.
 * The output carries the mask of the query. `inspect` gives `scores`: the shares of each head.
 * @throws LayerError for head counts that do not divide, or sizes and masks that do not fit.
 * Source: keras/src/layers/attention/grouped_query_attention.py, v3.3.3.
 */
export function groupQueryAttention(options: GroupQueryAttentionOptions): GroupQueryAttention {
  return new GroupQueryAttention(toKerasConfig(options))
}
