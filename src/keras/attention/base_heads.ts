import { add, cast, expandDims, mul, reshape, sub, type Tensor } from '@tensorflow/tfjs-core'
import { softmax } from '../activations.ts'
import { EinsumDense } from '../core/einsum_dense.ts'
import { showShape } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import {
  boolean,
  constraint,
  initializer,
  numberIn,
  optional,
  regularizer,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { Dropout } from '../regularization/dropout.ts'
import { broadcast, isKnown, toList, type Shape } from '../shapes.ts'
import type { Schema } from '../construct.ts'
import { bothMasks, bothSpellings, causalMask, isOn, tensorArgument } from './call.ts'

export const dropoutAndBias = { dropout: optional(numberIn(0, 1), 0), use_bias: boolean(true) }

/** What the projections take, in Keras's order. */
export const projectionParams = {
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
}

type HeadParams = typeof dropoutAndBias & typeof projectionParams

/** How one projection is computed: an EinsumDense of this equation. */
export interface Projection {
  readonly equation: string
  readonly output_shape: Shape
  readonly bias_axes: string
}

/** What is added to the score of a masked value before the softmax. */
const MASKED = -1e9

/**
 * Attention in several heads: query, value and key are projected, each head attends by dot products, and
 * what the heads give is projected back.
 */
export abstract class BaseHeads<P extends Schema & HeadParams> extends Layer<P> {
  protected override readonly inputCount = [2, 3] as const
  override callArguments = bothSpellings([
    'queryMask',
    'valueMask',
    'keyMask',
    'attentionMask',
    'returnAttentionScores',
    'useCausalMask',
  ])
  readonly #given: KerasConfig
  readonly #dropout: Dropout | null
  #projections: Record<'query' | 'key' | 'value' | 'output', EinsumDense> | null = null

  constructor(params: P, config: KerasConfig) {
    super(params, config)
    this.supportsMasking = true
    this.#given = config
    const rate = this.params.dropout as number
    this.#dropout = rate > 0 ? new Dropout({ rate }) : null
  }

  /** The projections for the shapes of query, value and key. */
  protected abstract plan(
    query: Shape,
    value: Shape,
    key: Shape,
  ): { query: Projection; key: Projection; value: Projection; output: Projection; heads: Shape }

  /** How well projected queries and keys match: heads, then the axes of the queries, then those of the keys. */
  protected abstract match(query: Tensor, key: Tensor): Tensor | null

  /** The projected values in those shares, with the axes of the projected query. */
  protected abstract mix(shares: Tensor, value: Tensor): Tensor | null

  /** Over how many axes of the input attention goes. */
  protected abstract readonly attended: number

  protected override checkShapes(): void {}

  protected override makeWeights(_first: Shape, all: Shape | Shape[]): void {
    const [query, value, key = value] = this.#shapes(all)
    const plan = this.plan(query, value, key)
    const made = (name: string, projection: Projection, shape: Shape): EinsumDense => {
      const own = Object.keys(projectionParams).map((param) => [param, this.#given[param]] as const)
      const dense = new EinsumDense({
        ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
        ...projection,
        bias_axes: this.params.use_bias ? projection.bias_axes : null,
        name,
        dtype: this.policy,
        trainable: this.trainable,
      })
      this.track(dense).build(shape)
      return dense
    }
    this.#projections = {
      query: made('query', plan.query, query),
      key: made('key', plan.key, key),
      value: made('value', plan.value, value),
      output: made('attention_output', plan.output, plan.heads),
    }
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor[] {
    const [query, value, key = value] = inputs as [Tensor, Tensor, Tensor?]
    const mask = this.#mask(inputs, pass)
    const project = (name: 'query' | 'key' | 'value' | 'output', x: Tensor) =>
      this.#projections![name].apply(x) as Tensor
    const [q, k, v] = [project('query', query), project('key', key), project('value', value)]
    const scale = 1 / Math.sqrt(q.shape.at(-1)!)
    const scores = this.match(mul(q, scale), k)
    if (!scores) throw this.#misfit(inputs)
    const along = Array.from({ length: this.attended }, (_, i) => scores.rank - this.attended + i)
    const shares = softmax(mask ? this.#masked(scores, mask) : scores, along)
    pass.record?.('scores', shares)
    const dropped = this.#dropout
      ? (this.#dropout.apply(shares, { training: pass.training }) as Tensor)
      : shares
    const mixed = this.mix(dropped, v)
    if (!mixed) throw this.#misfit(inputs)
    const output = project('output', mixed)
    return isOn(pass.options, 'returnAttentionScores') ? [output, shares] : [output]
  }

  /** All masks at once, as far as there are any; alone, an attention mask may hold numbers. */
  #mask(inputs: Tensor[], { options, masks }: Pass): Tensor | null {
    const of = (name: string, carried: Tensor | null | undefined, axis: number) => {
      const mask = tensorArgument(options, name) ?? carried ?? null
      return mask && expandDims(mask, axis)
    }
    const parts = [
      of('queryMask', masks[0], -1),
      of('valueMask', masks[1], -2),
      of('keyMask', masks[2], -2),
      isOn(options, 'useCausalMask') ? causalMask(inputs[0]!.shape[1] ?? 0, inputs[1]!.shape[1] ?? 0) : null,
      tensorArgument(options, 'attentionMask'),
    ]
    return parts.reduce((all, part) => {
      if (all && part && !broadcast(all.shape, part.shape)) throw this.#maskMisfit(part.shape, all.shape)
      return bothMasks(all, part)
    }, null)
  }

  #masked(scores: Tensor, mask: Tensor): Tensor {
    // Axes that the mask lacks, such as that of the heads, come before the attended ones.
    const missing = Math.max(0, scores.rank - mask.rank)
    const behind = this.attended * 2
    if (missing > 0 && mask.rank < behind) throw this.#maskMisfit(mask.shape, scores.shape)
    const front = mask.shape.slice(0, mask.rank - behind)
    const shape = [...front, ...Array<number>(missing).fill(1), ...mask.shape.slice(mask.rank - behind)]
    const whole = missing > 0 ? reshape(mask, shape) : mask
    if (!broadcast(scores.shape, whole.shape)) throw this.#maskMisfit(mask.shape, scores.shape)
    return add(scores, mul(sub(1, cast(whole, 'float32')), MASKED))
  }

  #maskMisfit(mask: number[], scores: number[]) {
    return this.refusal('attention-mask-shape', ['attention_mask', 'query_mask', 'value_mask', 'input'], {
      param: 'mask',
      value: showShape(mask),
      shape: showShape(scores),
    })
  }

  #misfit(inputs: Tensor[]) {
    const [query, value, key = value] = inputs.map((x) => showShape(x.shape))
    return this.refusal('attention-sizes', ['input'], { query: query!, value: value!, key: key! })
  }

  #shapes(given: Shape | Shape[]): [Shape, Shape, Shape?] {
    const shapes = toList<Shape | number | null>(given)
    if (!shapes.every(Array.isArray) || shapes.length < 2)
      throw this.refusal('input-count', ['input'], { expected: '2–3', actual: 1 })
    return shapes as [Shape, Shape, Shape?]
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const [query, value, key = value] = this.#shapes(inputShape)
    const inner = (shape: Shape) => showShape(shape.slice(1, -1))
    // Keras asks this of symbolic tensors alone; it computes on query and value of other sizes.
    const symbolic = ![query, value, key].every(isKnown)
    if ((symbolic && query.at(-1) !== value.at(-1)) || inner(value) !== inner(key))
      throw this.refusal('attention-shapes', ['input'], {
        query: showShape(query),
        value: showShape(value),
        key: showShape(key),
      })
    // A query of one sample is repeated for the values of several.
    const repeated = symbolic || query[0] !== 1 ? query : [value[0]!, ...query.slice(1)]
    const output = this.shapeFor(repeated)
    if (!isOn(this.modelOptions, 'returnAttentionScores')) return output
    return [output, this.scoresShape(repeated, value)]
  }

  /** The shape of the shares for a query's and a value's. */
  protected abstract scoresShape(query: Shape, value: Shape): Shape

  /** The output's shape for a query's. */
  protected shapeFor(query: Shape): Shape {
    return query
  }
}

/** Options of the projections, in both layers of several heads. */
export interface BaseHeadsOptions extends Omit<LayerOptions, 'inputShape'> {
  /** Share of the attention shares to zero in training, 0 to 1. Default 0. */
  dropout?: number
  /** Whether the projections have a bias. Default true. */
  useBias?: boolean
  /** First values of the kernels. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the biases. Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the kernels. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the biases. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on what each projection gives. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the kernels must lie. Default none. */
  kernelConstraint?: ConstraintOption
  /** Where the biases must lie. Default none. */
  biasConstraint?: ConstraintOption
}

/** Call arguments of the layers of several heads. Masks are true where something counts, and go together. */
export interface HeadsCall extends CallOptions {
  /** `(batch, queries)`. Default: the mask the query carries. */
  queryMask?: Tensor | null
  /** `(batch, values)`. Default: the mask the value carries. */
  valueMask?: Tensor | null
  /** `(batch, values)`. Default: the mask the key carries, where one is given. */
  keyMask?: Tensor | null
  /** `(batch, queries, values)`, or with an axis of heads before the queries: which values a query sees. */
  attentionMask?: Tensor | null
  /** Whether a query sees only values that do not come after it. Default false. */
  useCausalMask?: boolean
  /** Whether the shares come as a second output. Default false. */
  returnAttentionScores?: boolean
}
