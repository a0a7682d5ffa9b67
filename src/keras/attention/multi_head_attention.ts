import type { Tensor } from '@tensorflow/tfjs-core'
import { einsum } from '../core/einsum.ts'
import { LayerError, show } from '../errors.ts'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { integer, integerOrNone, optional, type Param } from '../params.ts'
import type { Shape } from '../shapes.ts'
import {
  BaseHeads,
  dropoutAndBias,
  projectionParams,
  type BaseHeadsOptions,
  type Projection,
} from './base_heads.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

type Sizes = number | readonly number[] | null

/** One whole number, a list of them, or none. */
const numbers = (code: 'shape-entries' | 'attention-axes', least: number): Param<Sizes> =>
  optional(
    {
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        if (value === null) return null
        const list: unknown[] = Array.isArray(value) ? value : [value]
        const bad = list.find((entry) => !Number.isInteger(entry) || (entry as number) < least)
        if (bad !== undefined)
          throw new LayerError(code, layer, [param], { value: show(value), entry: show(bad) })
        return value as Sizes
      },
      serialize: (value) => value,
    },
    null,
  )

const params = {
  num_heads: integer(1),
  key_dim: integer(1),
  value_dim: integerOrNone(0),
  ...dropoutAndBias,
  output_shape: numbers('shape-entries', 0),
  attention_axes: numbers('attention-axes', -Infinity),
  ...projectionParams,
}

const list = (sizes: Sizes): readonly number[] => (sizes === null ? [] : [sizes].flat())

/** Attention in several heads. See {@link multiHeadAttention}. */
export class MultiHeadAttention extends BaseHeads<typeof params> {
  static override readonly className = 'MultiHeadAttention'
  protected override readonly penalizesOutputs = false
  /** The attended axes, and the equations, once the number of axes is known. */
  #axes: readonly number[] | null = null
  #equations = { match: '', mix: '' }

  constructor(config: KerasConfig) {
    super(params, config)
  }

  get #valueDim(): number {
    return this.params.value_dim || this.params.key_dim
  }

  /** The output's last axes where they are not the query's. */
  get #outputAxes(): readonly number[] | null {
    const axes = list(this.params.output_shape)
    return axes.length > 0 && this.params.output_shape !== 0 ? axes : null
  }

  protected scoresShape(query: Shape, value: Shape): Shape {
    const rank = value.length + 1
    this.#attend(rank)
    const axes = this.#axes!.map((axis) => (axis < 0 ? axis + rank : axis))
    const [left, right] = [query, value].map((shape) => [...shape.slice(0, -1), this.params.num_heads])
    const free = left!.filter((_, axis) => !axes.includes(axis))
    return [...free, ...axes.map((axis) => left![axis] ?? null), ...axes.map((axis) => right![axis] ?? null)]
  }

  protected get attended(): number {
    return this.#axes!.length
  }

  protected plan(query: Shape, value: Shape, key: Shape) {
    const { num_heads: heads, key_dim: keyDim } = this.params
    this.#attend(value.length + 1)
    const output = this.#outputAxes ?? [query.at(-1) ?? null]
    return {
      query: projection(query.length - 1, 1, [heads, keyDim]),
      key: projection(key.length - 1, 1, [heads, keyDim]),
      value: projection(value.length - 1, 1, [heads, this.#valueDim]),
      output: projection(query.length - 1, 2, [...output]),
      heads: [...query.slice(0, -1), heads, this.#valueDim],
    }
  }

  /** Settles the attended axes for tensors of `rank` axes: batch, others, heads, entries. */
  #attend(rank: number): void {
    const given = this.params.attention_axes
    const named =
      given === null ? Array.from({ length: Math.max(0, rank - 3) }, (_, i) => i + 1) : list(given)
    const axes = named.map((axis) => (axis < 0 ? axis + rank : axis))
    const isAxis = (axis: number) => axis >= 0 && axis < rank - 1
    if (axes.length === 0 || new Set(axes).size < axes.length || !axes.every(isAxis))
      throw this.refusal('attention-axes', ['attention_axes', 'input'], {
        value: show(given),
        entry: show(axes.find((axis) => !isAxis(axis)) ?? given),
      })
    const query = [...LETTERS.slice(0, rank)]
    const key = query.map((letter, axis) =>
      axes.includes(axis) ? LETTERS[rank + [...axes].sort((a, b) => a - b).indexOf(axis)]! : letter,
    )
    const free = query.filter((_, axis) => !axes.includes(axis) && axis !== rank - 1)
    const scores = [...free, ...axes.map((axis) => query[axis]!), ...axes.map((axis) => key[axis]!)].join('')
    this.#axes = named
    this.#equations = {
      match: `${key.join('')},${query.join('')}->${scores}`,
      mix: `${scores},${key.join('')}->${query.join('')}`,
    }
  }

  protected match(query: Tensor, key: Tensor): Tensor | null {
    return einsum(this.#equations.match, key, query)
  }

  protected mix(shares: Tensor, value: Tensor): Tensor | null {
    return einsum(this.#equations.mix, shares, value)
  }

  protected override shapeFor(query: Shape): Shape {
    const axes = this.#outputAxes
    return axes ? [...query.slice(0, -1), ...axes] : query
  }

  protected override configValue(key: string): unknown {
    if (key === 'value_dim') return this.#valueDim
    if (key !== 'attention_axes') return super.configValue(key)
    const given = this.params.attention_axes
    return this.#axes ?? (given === null ? null : list(given))
  }
}

/** `abc,cde->abde` for 2 free axes, 1 that is summed, and 2 new ones. */
function projection(free: number, summed: number, output: Shape): Projection {
  const kept = LETTERS.slice(0, free)
  const bound = LETTERS.slice(free, free + summed)
  const fresh = LETTERS.slice(free + summed, free + summed + output.length)
  const unknown = Array<null>(Math.max(0, free - 1)).fill(null)
  return {
    equation: `${kept}${bound},${bound}${fresh}->${kept}${fresh}`,
    output_shape: [...unknown, ...output],
    bias_axes: fresh,
  }
}

export interface MultiHeadAttentionOptions extends BaseHeadsOptions {
  /** How many heads, above 0. */
  numHeads: number
  /** Size of a head's queries and keys, above 0. */
  keyDim: number
  /** Size of a head's values. Default `keyDim`. */
  valueDim?: number | null
  /** Last axes of the output. Default: the query's last axis. */
  outputShape?: number | number[] | null
  /** Axes that attention goes over. Default: all but the batch and the last. */
  attentionAxes?: number | number[] | null
}

/**
 * Attention in several heads (“Attention Is All You Need”): each head attends by scaled dot products of its own
 * projections.
 *
 * Input `[query, value]` or `[query, value, key]`: query `(batch, queries, dim)`, value and key `(batch,
 * values, …)`, key by default the value; output `(batch, queries, dim)`, or with `outputShape` those last axes;
 * with `returnAttentionScores` also the shares `(batch, heads, queries, values)`.
 * Weights, each with its bias: `query` (dim, heads, keyDim), `key` (dim, heads, keyDim), `value` (dim, heads,
 * valueDim), `attention_output` (heads, valueDim, dim); Keras names them all `kernel` and `bias`.
 * The output carries the mask of the query. `inspect` gives `scores`: the shares of each head.
 * @throws LayerError for sizes, masks or attention axes that do not fit.
 * Source: keras/src/layers/attention/multi_head_attention.py, v3.3.3.
 */
export function multiHeadAttention(options: MultiHeadAttentionOptions): MultiHeadAttention {
  return new MultiHeadAttention(toKerasConfig(options))
}
