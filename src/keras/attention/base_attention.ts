import { cast, expandDims, logicalNot, mul, sub, type Tensor } from '@tensorflow/tfjs-core'
import { softmax } from '../activations.ts'
import { einsum } from '../core/einsum.ts'
import { LayerError, show, showShape } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { anything, boolean, notInConfig, number, optional, seed, type Param } from '../params.ts'
import { Dropout } from '../regularization/dropout.ts'
import { broadcast, isKnown, toList, type Shape } from '../shapes.ts'
import { asBool, bothMasks, bothSpellings, causalMask, isOn } from './call.ts'

const MODES = ['dot', 'concat'] as const

/** One of the words, exactly as Keras writes it. */
const scoreMode = (): Param<(typeof MODES)[number]> =>
  optional(
    {
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        const found = MODES.find((mode) => mode === value)
        if (found) return found
        throw new LayerError('choice', layer, [param], { value: show(value), allowed: MODES.join(', ') })
      },
      serialize: (mode) => mode,
    },
    'dot',
  )

export const attentionParams = (scaled: boolean) => ({
  use_scale: boolean(scaled),
  score_mode: scoreMode(),
  dropout: optional(number(), 0),
  seed: notInConfig(optional(anything(), null)),
})

type Params = ReturnType<typeof attentionParams>

/** What is taken from the score of a masked value before the softmax. */
const MASKED = 1e9

/**
 * Attention of one head: how well queries and keys match decides the shares of the values.
 * Source: keras/src/layers/attention/attention.py, v3.3.3.
 */
export abstract class BaseAttention extends Layer<Params> {
  protected override readonly inputCount = [2, 3] as const
  override callArguments = bothSpellings(['mask', 'returnAttentionScores', 'useCausalMask'])
  readonly #seed: number | null
  #dropout: Dropout | null = null

  constructor(params: Params, config: KerasConfig) {
    super(params, config)
    // Keras looks at the seed only when there is something to draw.
    const where = { layer: this.getClassName(), param: 'seed' }
    this.#seed = this.params.dropout > 0 ? seed().parse(this.params.seed, where) : 0
  }

  /** How well each query matches each key: `(…, queries, keys)`, or null where their shapes do not fit. */
  protected abstract scores(query: Tensor, key: Tensor): Tensor | null

  protected override checkShapes(shapes: readonly Shape[]): void {
    for (const shape of shapes)
      if (shape.length < 2)
        throw this.refusal('input-rank-min', ['input'], {
          expected: 2,
          actual: shape.length,
          shape: showShape(shape),
        })
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor[] {
    const [query, value, key = value] = inputs as [Tensor, Tensor, Tensor?]
    const [queryMask = null, valueMask = null] = this.#masks(pass)
    const scores = this.scores(query, key)
    if (!scores) throw this.#misfit(query, value, key)
    const mask = isOn(pass.options, 'useCausalMask')
      ? bothMasks(valueMask && expandDims(valueMask, -2), causalMask(...lastTwo(scores.shape)))
      : valueMask
    const shares = this.#dropped(softmax(mask ? this.#masked(scores, mask) : scores), pass.training)
    pass.record?.('scores', shares)
    const result = einsum('...qk,...kd->...qd', shares, cast(value, 'float32'))
    if (!result) throw this.#misfit(query, value, key)
    const output = queryMask ? this.#silenced(result, queryMask) : result
    return isOn(pass.options, 'returnAttentionScores') ? [output, shares] : [output]
  }

  /** Of the query and the value: those of the call, else those the inputs carry. */
  #masks(pass: Pass): readonly (Tensor | null)[] {
    const given = pass.options.mask
    if (given === undefined || given === null) return pass.masks
    if (!Array.isArray(given) || given.length < 2 || given.length > 3)
      throw this.refusal('attention-mask-list', ['mask'], { actual: toList(given).length })
    const missing = given.filter((mask) => mask === null).length
    if (missing > 0 && missing < given.length) throw this.refusal('attention-mask-mixed', ['mask'])
    return given
  }

  #masked(scores: Tensor, mask: Tensor): Tensor {
    const hidden = mul(cast(logicalNot(asBool(mask)), 'float32'), MASKED)
    // Keras 3.3.3 lets a mask (batch, values) broadcast over (batch, queries, values) as it is.
    if (!broadcast(scores.shape, hidden.shape))
      throw this.refusal('attention-mask-shape', ['mask', 'input'], {
        value: showShape(mask.shape),
        shape: showShape(scores.shape),
      })
    return sub(scores, hidden)
  }

  #dropped(shares: Tensor, training: boolean): Tensor {
    const { dropout: rate } = this.params
    if (!training || rate <= 0) return shares
    if (rate === 1) throw this.refusal('rate-one', ['dropout'])
    if (rate > 1) throw this.refusal('number-range', ['dropout'], { min: 0, max: 1, value: show(rate) })
    this.#dropout ??= new Dropout({ rate, seed: this.#seed })
    return this.#dropout.apply(shares, { training }) as Tensor
  }

  /** 0 where the query is masked. */
  #silenced(result: Tensor, queryMask: Tensor): Tensor {
    const heard = cast(expandDims(queryMask, -1), 'float32')
    if (!broadcast(result.shape, heard.shape))
      throw this.refusal('attention-mask-shape', ['mask', 'input'], {
        value: showShape(queryMask.shape),
        shape: showShape(result.shape),
      })
    return mul(result, heard)
  }

  #misfit(query: Tensor, value: Tensor, key: Tensor) {
    return this.refusal('attention-sizes', ['input'], {
      query: showShape(query.shape),
      value: showShape(value.shape),
      key: showShape(key.shape),
    })
  }

  /** The mask of the query. A call does not put it on the output: Keras takes no mask from a list of inputs. */
  override computeMask(_inputs: Tensor | Tensor[], mask?: Tensor | (Tensor | null)[] | null): Tensor {
    return ((Array.isArray(mask) && mask[0]) || null) as Tensor
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shapes = toList<Shape | number | null>(inputShape)
    if (!shapes.every(Array.isArray) || shapes.length < 2)
      throw this.refusal('input-count', ['input'], { expected: '2–3', actual: 1 })
    const [query, value] = shapes as [Shape, Shape]
    // A query of one sample is repeated for the values of several.
    const [left, right] = [query.slice(0, -2), value.slice(0, -2)]
    const batch = isKnown(left) && isKnown(right) ? (broadcast(left, right) ?? left) : left
    const rows = [...batch, query.at(-2) ?? null]
    const output = [...rows, value.at(-1) ?? null]
    if (!isOn(this.modelOptions, 'returnAttentionScores')) return output
    return [output, [...rows, value.at(-2) ?? null]]
  }
}

const lastTwo = (shape: readonly number[]) => shape.slice(-2) as [number, number]

/** Options that Attention and AdditiveAttention share. */
export interface BaseAttentionOptions extends Omit<LayerOptions, 'inputShape'> {
  /** Share of the attention shares to zero in training, below 1. Default 0. */
  dropout?: number
  /** Seed of the dropout: the same seed gives the same row of draws. Default none. */
  seed?: number | null
}

/** Call arguments of Attention and AdditiveAttention. */
export interface AttentionCall extends CallOptions {
  /**
   * `[queryMask, valueMask]`: true where a query or a value counts. Outputs of masked queries are 0; masked
   * values get no share. Default: the masks the inputs carry. Keras 3.3.3 broadcasts the value's mask over
   * `(batch, queries, values)` as it is, so give it the shape `(batch, 1, values)`.
   */
  mask?: Tensor[] | null
  /** Whether a query sees only values that do not come after it. Default false. */
  useCausalMask?: boolean
  /** Whether the shares come as a second output. Default false. */
  returnAttentionScores?: boolean
}
