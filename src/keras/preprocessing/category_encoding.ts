import { cast, expandDims, mul, scalar, sum, tensor1d, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { argument, bothSpellings } from '../attention/call.ts'
import { show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, inShape } from '../ops.ts'
import { boolean, integer, notInConfig, optional } from '../params.ts'
import { broadcast, isKnown, sizeOf, type Shape } from '../shapes.ts'
import { asNumbers, dtypeOf, refuseOtherDtypes, type NumberTable } from './numbers.ts'
import { oldNamesToo, word } from './params.ts'
import { isRagged, lastRows, readRows, type Rows } from './rows.ts'
import { sharedVectors, vectors, type VectorMode } from './vectors.ts'

const params = {
  num_tokens: optional(integer(1), null),
  output_mode: optional(oldNamesToo(word<VectorMode>(['one_hot', 'multi_hot', 'count'])), 'multi_hot'),
  sparse: notInConfig(boolean(false)),
}

// TensorFlow's greatest value of nothing at all, which for ragged rows is finite.
const LEAST_INT32 = -(2 ** 31)
const LEAST_FLOAT = Math.fround(-3.4028234663852886e38)

/** The axis whose numbers share a vector. */
const alongOf = (shape: readonly unknown[]): number => (shape.length > 1 ? 1 : 0)

/** Whole numbers to vectors. See {@link categoryEncoding}. */
export class CategoryEncoding extends Layer<typeof params> {
  static override readonly className = 'CategoryEncoding'
  override callArguments = bothSpellings(['countWeights'])
  // A ragged tensor comes as its values and its splits.
  protected override inputCount: readonly [number, number] = [1, Infinity]

  constructor(config: KerasConfig) {
    super(params, config)
    refuseOtherDtypes(this.computeDtype, 'CategoryEncoding')
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    asNumbers(inputs[0]!, 'float32', 'CategoryEncoding')
    const rows = readRows(inputs, 'CategoryEncoding') as Rows<number>
    const weights = argument(pass.options, 'countWeights') as Tensor | null
    this.#check(rows, weights)
    if (isRagged(rows)) return this.#encodeRagged(rows)
    const table = rows as NumberTable
    return weights ? this.#weigh(table, weights) : this.#encode(table)
  }

  #check(rows: Rows<number>, weights: Tensor | null): void {
    const { num_tokens: tokens, output_mode: mode, sparse } = this.params
    if (weights && mode !== 'count')
      throw this.refusal('count-weights-mode', ['count_weights', 'output_mode'], { value: mode })
    const isVector = rows.shape.length > 0 || mode === 'one_hot'
    const beyond = sparse && isVector ? rows.values.find((value) => Math.trunc(value) >= tokens) : undefined
    if (beyond !== undefined)
      throw this.refusal('sparse-index', ['num_tokens', 'input'], { value: show(beyond), tokens })
    if (isRagged(rows) && ((rows.splits.length > 1 && mode !== 'one_hot') || weights || sparse))
      throw this.refusal('input-ragged', ['input'], { shape: showShape(rows.shape) })
  }

  get #rules() {
    const { num_tokens: depth, output_mode: mode } = this.params
    return { mode, depth, dtype: dtypeOf(this.computeDtype) }
  }

  #encode({ values, shape }: NumberTable): Tensor {
    const { mode, dtype } = this.#rules
    if (shape.length > 0) {
      const nothing = this.params.sparse ? 0 : dtype === 'int32' ? LEAST_INT32 : -Infinity
      return vectors({ values, shape }, alongOf(shape), { ...this.#rules, nothing })
    }
    if (mode === 'one_hot') return vectors({ values, shape }, 0, this.#rules)
    // A number by itself has no axis to sum along but that of its own vector, which has no end where it is sparse.
    const place = Math.trunc(values[0]!)
    return scalar(place >= 0 && (this.params.sparse || place < this.#rules.depth) ? 1 : 0, dtype)
  }

  #encodeRagged(rows: Rows<number>): Tensor | Tensor[] {
    const { mode, depth, dtype } = this.#rules
    const { values, splits } = rows
    if (mode === 'one_hot') {
      const all = vectors({ values, shape: [values.length] }, 0, this.#rules)
      const ends = Array.from({ length: values.length + 1 }, (_, i) => i * depth)
      const parts = [...splits, ends].map((one) => tensor1d([...one], 'int32'))
      return [inShape(all, [values.length * depth]), ...parts]
    }
    const nothing = dtype === 'int32' ? LEAST_INT32 : LEAST_FLOAT
    const ends = lastRows(rows)
    let row = 0
    const rowOf = (i: number): number => {
      while (i >= ends[row + 1]!) row++
      return row
    }
    return sharedVectors(values, rowOf, [ends.length - 1], { ...this.#rules, nothing })
  }

  #weigh(table: NumberTable, given: Tensor): Tensor {
    const { num_tokens: depth } = this.params
    const along = alongOf(table.shape)
    const { dtype } = this.#rules
    const weights = asFloat(asNumbers(given, this.computeDtype, 'CategoryEncoding'))
    const each = [...table.shape, depth]
    const wide = [...weights.shape]
    wide.splice(along + 1, 0, 1)
    const shape = weights.rank > along && weights.shape[along]! > 0 ? broadcast(each, wide) : null
    if (!shape)
      throw this.refusal('count-weights-shape', ['count_weights', 'input'], {
        value: showShape(weights.shape),
        shape: showShape(table.shape),
      })
    const kept = shape.filter((_, axis) => axis !== along)
    if (sizeOf(shape) === 0) return zeros(kept, dtype)
    const hot = vectors(table, along, { mode: 'one_hot', depth, dtype: 'float32' })
    const sums = sum(mul(hot, expandDims(weights, along + 1)), along)
    return dtype === 'int32' ? cast(sums, 'int32') : sums
  }

  /** For shapes with unknown sizes this is Keras's own rule, which takes another axis than its computation does. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const { num_tokens: depth, output_mode: mode } = this.params
    if (Array.isArray(inputShape[0])) return this.#raggedShape(inputShape as Shape[])
    const shape = inputShape as Shape
    const isColumn = shape.length > 1 && shape.at(-1) === 1
    if (mode === 'one_hot') return [...(isKnown(shape) || !isColumn ? shape : shape.slice(0, -1)), depth]
    if (shape.length === 0) return []
    const along = isKnown(shape) ? alongOf(shape) : shape.length - 1
    return [...shape.filter((_, axis) => axis !== along), depth]
  }

  #raggedShape([values, ...splits]: Shape[]): Shape | Shape[] {
    const { num_tokens: depth, output_mode: mode } = this.params
    const count = values?.[0] ?? null
    if (mode === 'one_hot')
      return [[count === null ? null : count * depth], ...splits, [count === null ? null : count + 1]]
    const ends = splits[0]?.[0] ?? null
    return [ends === null ? null : ends - 1, depth]
  }
}

export interface CategoryEncodingOptions extends LayerOptions {
  /** How many tokens there are: the size of the vectors. 1 or more. */
  numTokens: number
  /**
   * `one_hot`: a vector for each number. `multi_hot`: one for all numbers along the second axis (along the only one
   * where there is one), with 1 for each number that occurs. `count`: how often each occurs. Default `multi_hot`.
   */
  outputMode?: VectorMode
  /** There are no sparse tensors here: the same numbers come in a whole one. Default false. */
  sparse?: boolean
}

/**
 * Turns whole numbers from 0 to `numTokens - 1` into vectors. Numbers outside are left out.
 *
 * Input: numbers of any shape (fractions are cut off), or a ragged tensor (its values, then the splits of each axis).
 * Output, for `(batch, numbers)`: `one_hot` `(batch, numbers, tokens)`; the others `(batch, tokens)`. For `(batch,)`
 * `one_hot` gives `(batch, tokens)`, the others one vector for all. float32 unless `dtype` is one of whole numbers. The
 * call argument `countWeights`, of the shape of the input, says what each number counts for in `count`. No weights.
 * @throws LayerError for an unknown or invalid parameter, `countWeights` that do not fit or come without `count`, text,
 * or, with `sparse`, numbers from `numTokens` on.
 * Source: keras/src/layers/preprocessing/category_encoding.py, v3.3.3.
 */
export function categoryEncoding(options: CategoryEncodingOptions): CategoryEncoding {
  return new CategoryEncoding(toKerasConfig(options))
}
