import { notEqual } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { boolean, number, numberMin, optional, orNone } from '../params.ts'
import type { Shape } from '../shapes.ts'
import type { AdaptOptions, Batches } from './adapt.ts'
import { adaptTo, asNumbers, dtypeOf, type NumberBatch } from './numbers.ts'
import { numberList, word } from './params.ts'
import { boundariesOf, emptySummary, mergeSummaries, summarize } from './quantiles.ts'
import { isRagged, readRows, withValues, writeRows, type Rows } from './rows.ts'
import { vectors, type VectorMode } from './vectors.ts'

const params = {
  bin_boundaries: numberList(),
  num_bins: optional(orNone(numberMin(0)), null),
  epsilon: optional(number(), 0.01),
  output_mode: optional(word<'int' | VectorMode>(['int', 'one_hot', 'multi_hot', 'count']), 'int'),
  sparse: boolean(false),
}

/** How many boundaries are at or below a value; all of them for what is no number. */
function binOf(value: number, boundaries: Float32Array): number {
  let [low, high] = [0, boundaries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value < boundaries[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

/** Numbers to bins, by boundaries that are given or learned. See {@link discretization}. */
export class Discretization extends Layer<typeof params> {
  static override readonly className = 'Discretization'
  /** Lists that came out of `adapt`: there may be fewer of them than the constructor takes. */
  static readonly #learned = new WeakSet<readonly number[]>()
  // A ragged tensor comes as its values and its splits.
  protected override inputCount: readonly [number, number] = [1, Infinity]
  #boundaries: readonly number[]

  constructor(config: KerasConfig = {}) {
    const { output_mode: mode = 'int', dtype = null } = config
    super(params, { ...config, dtype: dtype ?? (mode === 'int' ? 'int64' : 'float32') })
    const own = [...Object.keys(params), 'name', 'dtype']
    for (const name of ['trainable', 'activity_regularizer'])
      if (name in config) throw this.refusal('unknown-parameter', [name], { name, allowed: own.join(', ') })
    if (this.policy === 'string') throw this.refusal('dtype-unsupported', ['dtype'], { value: 'string' })
    if (this.params.sparse && mode === 'int') throw this.refusal('sparse-int', ['sparse', 'output_mode'])
    this.#boundaries = this.params.bin_boundaries ?? []
    this.#checkBoundaries(config['bin_boundaries'] as readonly number[] | null)
  }

  #checkBoundaries(given: readonly number[] | null): void {
    const { bin_boundaries: boundaries, num_bins: bins } = this.params
    if (boundaries === null) return
    const actual = boundaries.length
    if (bins !== null && actual !== bins - 1 && !(given && Discretization.#learned.has(given)))
      throw this.refusal('bins-boundaries', ['num_bins', 'bin_boundaries'], { bins, actual })
    if (boundaries.some((one, i) => i > 0 && one < boundaries[i - 1]!))
      throw this.refusal('boundaries-order', ['bin_boundaries'], { value: showShape(boundaries) })
  }

  /**
   * Learns boundaries that divide the data into `numBins` bins of about the same share; what was learned before is
   * forgotten. The data may have any shape. Only an iterator makes it a promise. Its batches are not disposed of.
   * @throws LayerError where boundaries were given, without a number of bins above 0, or for text.
   */
  adapt(data: NumberBatch, options?: AdaptOptions): void
  adapt(data: Batches<NumberBatch>, options?: AdaptOptions): Promise<void>
  adapt(data: NumberBatch | Batches<NumberBatch>, options: AdaptOptions = {}): void | Promise<void> {
    const { bin_boundaries: given, num_bins: bins, epsilon } = this.params
    if (given !== null) throw this.refusal('adapt-fixed', ['bin_boundaries'])
    if (!bins) throw this.refusal('bins-missing', ['num_bins'], { value: bins ?? 'None' })
    if (epsilon === 0) throw this.refusal('epsilon-zero', ['epsilon'])
    let summary = emptySummary()
    return adaptTo(
      data,
      options,
      'Discretization',
      ({ values, shape }, isOneOfMany) => {
        summary = mergeSummaries(summarize(values, epsilon), summary, epsilon)
        const samples = shape[0] ?? 1
        if (!isOneOfMany) options.onProgress?.(samples, samples)
      },
      () => {
        this.#boundaries = boundariesOf(summary, bins)
      },
    )
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const { output_mode: mode } = this.params
    asNumbers(inputs[0]!, 'float32', 'Discretization')
    const rows = readRows(inputs, 'Discretization') as Rows<number>
    const boundaries = Float32Array.from(this.#boundaries)
    const bins = withValues(rows, (value) => binOf(Math.fround(value), boundaries))
    const dtype = dtypeOf(this.computeDtype)
    if (mode === 'int') return this.#inDtype(writeRows(bins, dtype))
    if (isRagged(rows))
      throw this.refusal('input-ragged', ['output_mode', 'input'], { shape: showShape(rows.shape) })
    const shape = rows.shape.length === 0 ? [1] : (rows.shape as number[])
    if (mode === 'count' && shape.length > 2)
      throw this.refusal('encode-rank', ['output_mode', 'input'], { shape: showShape(shape), value: mode })
    const table = { values: bins.values, shape }
    const depth = this.#boundaries.length + 1
    return this.#inDtype(vectors(table, shape.length - 1, { mode, depth, dtype })) as Tensor
  }

  #inDtype(bins: Tensor | Tensor[]): Tensor | Tensor[] {
    // On wasm a cast to bool keeps the number.
    return this.policy === 'bool' && !Array.isArray(bins) ? notEqual(bins, 0) : bins
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const { output_mode: mode } = this.params
    if (mode === 'int' || Array.isArray(inputShape[0])) return inputShape
    const shape = inputShape.length === 0 ? [1] : (inputShape as Shape)
    return [...(mode === 'one_hot' ? shape : shape.slice(0, -1)), this.#boundaries.length + 1]
  }

  protected override configValue(key: string): unknown {
    return key === 'bin_boundaries' ? [...this.#boundaries] : super.configValue(key)
  }

  override getConfig(): ReturnType<Layer['getConfig']> {
    const { name, trainable: _trainable, dtype, ...others } = super.getConfig()
    if (this.params.bin_boundaries === null)
      Discretization.#learned.add(others['bin_boundaries'] as unknown as number[])
    const { input_shape: inputShape, ...own } = others
    return {
      ...own,
      name,
      dtype,
      ...(inputShape === undefined ? {} : { input_shape: inputShape }),
    } as ReturnType<Layer['getConfig']>
  }
}

export interface DiscretizationOptions extends Omit<LayerOptions, 'trainable'> {
  /** The boundaries in rising order: n of them make n + 1 bins. Default none: `adapt` learns them. */
  binBoundaries?: readonly number[] | Tensor | null
  /** How many bins `adapt` makes. Default none. */
  numBins?: number | null
  /** How exactly `adapt` finds the boundaries, as a share of the data: smaller is more exact. Default 0.01. */
  epsilon?: number
  /**
   * `int`: the index of the bin. `one_hot`: a vector for each number. `multi_hot`: one for all numbers along the last
   * axis, with 1 for each bin that holds one of them. `count`: how many of them each bin holds. Default `int`.
   */
  outputMode?: 'int' | VectorMode
  /** Not with the output mode `int`. There are no sparse tensors here: the same numbers come in a whole one. */
  sparse?: boolean
}

/**
 * Puts numbers into bins: a bin reaches from a boundary up to, but not including, the next. Without boundaries there is
 * one bin.
 *
 * Input numbers of any shape, or with `int` a ragged tensor (its values, then the splits of each axis). Output: `int`
 * the same shape, int32; `one_hot` `(…, bins)`; `multi_hot` and `count` `(batch, bins)` for `(batch, numbers)`, float32.
 * No weights: `getConfig` holds the boundaries that were learned.
 * @throws LayerError for boundaries that do not rise or do not make `numBins` bins, `sparse` with `int`, `count` of more
 * than two axes, or text.
 * Source: keras/src/layers/preprocessing/discretization.py, v3.3.3.
 */
export function discretization(options: DiscretizationOptions = {}): Discretization {
  return new Discretization(toKerasConfig(options))
}
