import { Tensor } from '@tensorflow/tfjs-core'
import type { serialization } from '@tensorflow/tfjs-core'
import type { KerasConfig, Schema } from '../construct.ts'
import { LayerError, show } from '../errors.ts'
import { Layer } from '../layer.ts'
import {
  boolean,
  integer,
  integerOrNone,
  notInConfig,
  optional,
  orNone,
  anything,
  type Param,
  type Parsed,
} from '../params.ts'
import type { Shape } from '../shapes.ts'
import { readAssets, withAssets } from './assets.ts'
import { forEachBatch, isBatches, type AdaptOptions, type Batch, type Batches } from './adapt.ts'
import type { Lookup, Learnt, Token } from './lookup.ts'
import { lookupMode, numberList } from './params.ts'
import { readRows, rowsOfList, withValues, type Rows } from './rows.ts'

/** The parameters that all layers with a vocabulary have, Keras's hidden ones included. */
export const vocabularyParams = {
  max_tokens: integerOrNone(2),
  output_mode: lookupMode(),
  pad_to_max_tokens: boolean(false),
  sparse: boolean(false),
  idf_weights: numberList(),
  vocabulary_size: integerOrNone(0),
  has_input_vocabulary: notInConfig(optional(orNone(boolean(false)), null)) as Param<boolean | null>,
}

/** What StringLookup and IntegerLookup have beside those. */
export const lookupParams = {
  num_oov_indices: optional(integer(0), 1),
  invert: boolean(false),
}

export const encoding = () => optional(anything(), 'utf-8')

/** Lookup layers take `trainable` and `dtype`, and leave them as they are. */
export function lookupConfig(config: KerasConfig): KerasConfig {
  const { trainable: _trainable, dtype: _dtype, ...others } = config
  return others
}

/**
 * Values of the kind the layer looks up.
 * @throws LayerError for text where numbers are needed, or the other way round.
 */
export function textOf(rows: Rows<unknown>, layer: string): Rows<string> {
  const wrong = rows.values.find((one) => typeof one !== 'string')
  if (wrong !== undefined) throw new LayerError('input-text', layer, ['input'], { value: show(wrong) })
  return rows as Rows<string>
}

export function wholeOf(rows: Rows<unknown>, layer: string): Rows<number> {
  const wrong = rows.values.find((one) => typeof one !== 'number')
  if (wrong !== undefined) throw new LayerError('input-numbers', layer, ['input'], { value: show(wrong) })
  return withValues(rows as Rows<number>, Math.trunc)
}

/** What layers with a vocabulary share: adapting, and reading and setting the vocabulary. */
export abstract class BaseLookup<P extends Schema, T extends Token> extends Layer<P> {
  // A ragged tensor comes as its values and its splits.
  protected override inputCount: readonly [number, number] = [1, Infinity]
  protected abstract readonly lookup: Lookup<T>
  readonly #learnt: Learnt<T> | null

  constructor(schema: P, given: KerasConfig) {
    const { config, state } = readAssets<Learnt<T>>(given)
    super(schema, config)
    this.#learnt = state
  }

  /** The lookup with what a saved model kept of it. */
  protected restored(lookup: Lookup<T>): Lookup<T> {
    if (this.#learnt) lookup.restore(this.#learnt)
    return lookup
  }

  /** Tokens of what a call or `adapt` is given. */
  protected abstract prepare(rows: Rows<unknown>): Rows<T>

  /**
   * Makes the vocabulary of the tokens in the data: frequent ones first, ties in descending order. What was adapted
   * to before is forgotten. The list or tensor may have one axis, for as many samples; batches of an iterator of one
   * axis are a single sample each. Only an iterator makes it a promise. Its batches are not disposed of.
   * @throws LayerError where the layer was made with a vocabulary, or for data of another kind than it looks up.
   */
  adapt(data: Batch<T>, options?: AdaptOptions): void
  adapt(data: Batches<Batch<T>>, options?: AdaptOptions): Promise<void>
  adapt(data: Batch<T> | Batches<Batch<T>>, options: AdaptOptions = {}): void | Promise<void> {
    this.lookup.reset()
    if (isBatches(data)) return this.#adaptToBatches(data, options)
    this.lookup.countSamples(this.#read(data), (rows) => this.prepare(rows), options.onProgress)
    this.lookup.finalize()
  }

  async #adaptToBatches(batches: Batches<Batch<T>>, options: AdaptOptions): Promise<void> {
    await forEachBatch(batches, options, (batch) => this.lookup.count(this.prepare(this.#read(batch))))
    this.lookup.finalize()
  }

  #read(batch: Batch<T>): Rows<unknown> {
    return batch instanceof Tensor
      ? readRows([batch], this.getClassName())
      : rowsOfList(batch, this.getClassName())
  }

  /** The tokens by index: with those for masked and unknown tokens in front, or without. */
  getVocabulary(includeSpecialTokens = true): (T | null)[] {
    return this.lookup.vocabulary(includeSpecialTokens)
  }

  /** How many indices there are, those for masked and unknown tokens included. */
  vocabularySize(): number {
    return this.lookup.vocabularySize
  }

  /**
   * Sets the vocabulary, with one weight for each token where the layer gives `tf_idf`. It may begin with the special
   * tokens that `getVocabulary` gives.
   * @throws LayerError for an empty vocabulary, one with repeated or reserved tokens, or one of another size once the
   * output has its own.
   */
  setVocabulary(
    vocabulary: readonly T[] | Tensor,
    idfWeights: readonly number[] | Tensor | null = null,
  ): void {
    const layer = this.getClassName()
    const tokens = this.vocabularyParam.parse(vocabulary, { layer, param: 'vocabulary' })
    this.lookup.setVocabulary(tokens ?? [], numberList().parse(idfWeights, { layer, param: 'idf_weights' }))
  }

  protected abstract readonly vocabularyParam: Param<readonly T[] | null>

  protected override configValue(key: string): unknown {
    return key === 'vocabulary_size' ? this.lookup.fixedSize : super.configValue(key)
  }

  /** What Keras gives; in a model also the vocabulary, which Keras saves in a file beside it. */
  override getConfig(): serialization.ConfigDict {
    const config = super.getConfig()
    if (this.inboundNodes.length === 0) return config
    return withAssets(config, this.lookup.learnt()) as serialization.ConfigDict
  }

  /** The shape, or those of a ragged tensor's parts. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    if (!Array.isArray(inputShape[0])) return this.lookup.outputShape(inputShape as Shape)
    const shapes = inputShape as Shape[]
    const rows = shapes[1]?.[0] ?? null
    const encoded = this.lookup.outputShape([rows === null ? null : rows - 1, null])
    return (this.params as Parsed<typeof vocabularyParams>).output_mode === 'int' ? shapes : encoded
  }
}
