import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import type { ErrorCode, ErrorValues } from '../errors.ts'
import type { Shape } from '../shapes.ts'
import { encode, encodedShape, type Encoding } from './encode.ts'
import { fingerprint64 } from './hash.ts'
import { slice, withValues, writeRows, type Rows } from './rows.ts'

export type Token = string | number

export interface LookupSettings<T extends Token> {
  readonly layer: string
  readonly invert: boolean
  readonly max_tokens: number | null
  readonly num_oov_indices: number
  readonly mask_token: T | null
  readonly oov_token: T | null
  readonly output_mode: 'int' | Encoding
  readonly sparse: boolean
  readonly pad_to_max_tokens: boolean
  /** The vocabulary that the layer was made with, which adapting must not change. */
  readonly vocabulary: readonly T[] | null
  readonly idf_weights: readonly number[] | null
  readonly vocabulary_size: number | null
  readonly has_input_vocabulary: boolean | null
  readonly dtype: 'int32' | 'string'
}

/** What adapting or setting a vocabulary leaves. */
export interface Learnt<T extends Token> {
  readonly tokens: readonly T[]
  readonly idf: readonly number[] | null
}

const encoder = new TextEncoder()

/** Order of Unicode code points, which is that of UTF-8 bytes; UTF-16 puts emoji before some letters. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue
    // The units before are equal, so that these are halves of the same kind, or start a code point each.
    return a.codePointAt(i)! - b.codePointAt(i)!
  }
  return a.length - b.length
}

const compareTokens = (a: Token, b: Token): number =>
  typeof a === 'string' ? compareText(a, b as string) : a - (b as number)

/** How many samples are counted between two reports of progress. */
const CHUNK = 1024

/**
 * A vocabulary, and what StringLookup, IntegerLookup and TextVectorization look up in it
 * (keras/src/layers/preprocessing/index_lookup.py, v3.3.3).
 */
export class Lookup<T extends Token> {
  readonly #settings: LookupSettings<T>
  #tokens: readonly T[] | null = null
  #indices: ReadonlyMap<T, number> = new Map()
  #idf: readonly number[] | null = null
  #size: number | null
  #isFixed: boolean
  #counts = new Map<T, number>()
  #documentCounts = new Map<T, number>()
  #documents = 0

  constructor(settings: LookupSettings<T>) {
    this.#settings = settings
    this.#size = settings.vocabulary_size
    this.#isFixed = settings.has_input_vocabulary ?? settings.vocabulary !== null
    this.#checkSettings()
    if (settings.vocabulary) this.setVocabulary(settings.vocabulary, settings.idf_weights)
    else this.#idf = settings.idf_weights
  }

  #refusal(code: ErrorCode, params: string[], values: ErrorValues = {}): LayerError {
    return new LayerError(code, this.#settings.layer, params, values)
  }

  #checkSettings(): void {
    const { max_tokens: most, output_mode: mode, idf_weights: idf, invert, sparse } = this.#settings
    if (this.#settings.pad_to_max_tokens && most === null)
      throw this.#refusal('pad-without-max', ['max_tokens', 'pad_to_max_tokens'])
    if (invert && mode !== 'int')
      throw this.#refusal('lookup-invert-mode', ['output_mode', 'invert'], { value: mode })
    if (invert && this.#settings.oov_token === null)
      throw this.#refusal('lookup-invert-oov', ['oov_token', 'invert'])
    if (sparse && mode === 'int') throw this.#refusal('sparse-int', ['sparse', 'output_mode'])
    if (idf !== null && mode !== 'tf_idf')
      throw this.#refusal('idf-unwanted', ['idf_weights', 'output_mode'], { value: mode })
    if (mode === 'tf_idf' && this.#isFixed && idf === null)
      throw this.#refusal('idf-missing', ['idf_weights'])
  }

  /** The index of the first token that is not a special one. */
  get #start(): number {
    return this.#oovStart + this.#settings.num_oov_indices
  }

  get #oovStart(): number {
    return this.#settings.mask_token !== null && this.#settings.output_mode === 'int' ? 1 : 0
  }

  /** How many indices there are, special ones included. */
  get vocabularySize(): number {
    return (this.#tokens?.length ?? 0) + this.#start
  }

  /** The size that the encoded output was fixed to; null before there is a vocabulary. */
  get fixedSize(): number | null {
    return this.#size
  }

  vocabulary(includeSpecialTokens: boolean): (T | null)[] {
    const tokens = this.#tokens ?? []
    if (!includeSpecialTokens) return [...tokens]
    const { oov_token: oov, mask_token: mask, num_oov_indices: oovCount } = this.#settings
    const masks = this.#oovStart === 1 ? [mask] : []
    return [...masks, ...Array.from({ length: oovCount }, () => oov), ...tokens]
  }

  // ---- the vocabulary -----------------------------------------------------------------------------

  setVocabulary(vocabulary: readonly T[], idfWeights: readonly number[] | null): void {
    const { output_mode: mode, mask_token: mask, oov_token: oov, invert } = this.#settings
    if (mode === 'tf_idf' && idfWeights === null) throw this.#refusal('idf-missing', ['idf_weights'])
    if (mode !== 'tf_idf' && idfWeights !== null)
      throw this.#refusal('idf-unwanted', ['idf_weights', 'output_mode'], { value: mode })
    if (vocabulary.length === 0) throw this.#refusal('vocabulary-empty', ['vocabulary'])
    const special = this.#specialTokens()
    const isWhole = special.every((token, i) => token === vocabulary[i])
    const tokens = isWhole ? vocabulary.slice(special.length) : vocabulary
    this.#checkRepeated(tokens)
    for (const reserved of [mask, invert ? oov : null])
      if (reserved !== null && tokens.includes(reserved))
        throw this.#refusal('vocabulary-reserved', ['vocabulary'], {
          token: show(reserved),
          index: vocabulary.lastIndexOf(reserved),
          special: showShape(special),
        })
    const size = this.#start + tokens.length
    const { max_tokens: most } = this.#settings
    if (most !== null && size > most)
      throw this.#refusal('vocabulary-too-large', ['max_tokens', 'vocabulary'], { size, most })
    this.#fixSize(size)
    if (idfWeights !== null) this.#setWeights(vocabulary, idfWeights, isWhole)
    this.#setTokens(tokens)
  }

  #specialTokens(): (T | null)[] {
    const { mask_token: mask, oov_token: oov, num_oov_indices: oovCount } = this.#settings
    const masks: (T | null)[] = this.#oovStart === 1 ? [mask] : []
    return [...masks, ...Array.from({ length: oovCount }, () => oov)]
  }

  #checkRepeated(tokens: readonly T[]): void {
    const seen = new Set<T>()
    const repeated = new Set<T>()
    for (const token of tokens) (seen.has(token) ? repeated : seen).add(token)
    if (repeated.size > 0)
      throw this.#refusal('vocabulary-repeated', ['vocabulary'], { value: showShape([...repeated]) })
  }

  #setTokens(tokens: readonly T[]): void {
    this.#tokens = tokens
    this.#indices = new Map(tokens.map((token, i) => [token, this.#start + i]))
  }

  #setWeights(vocabulary: readonly T[], weights: readonly number[], isWhole: boolean): void {
    if (weights.length !== vocabulary.length)
      throw this.#refusal('idf-length', ['idf_weights', 'vocabulary'], {
        expected: vocabulary.length,
        actual: weights.length,
      })
    this.#idf = this.#padWeights(weights, isWhole ? 0 : this.#start)
  }

  /** Tokens that are not in the vocabulary weigh what the others do on average; those that are not there nothing. */
  #padWeights(weights: readonly number[], front: number): number[] {
    const average = weights.reduce((sum, one) => sum + one, 0) / weights.length
    const known = [...Array.from({ length: front }, () => average), ...weights]
    const { pad_to_max_tokens: isPadded, max_tokens: most } = this.#settings
    const back = isPadded && most !== null ? Math.max(0, most - known.length) : 0
    return [...known, ...Array.from({ length: back }, () => 0)]
  }

  /** Encoded outputs have one size; it stays what it was. */
  #fixSize(size: number): void {
    const { output_mode: mode, pad_to_max_tokens: isPadded } = this.#settings
    if (mode !== 'int' && !isPadded && this.#size !== null && this.#size !== size)
      throw this.#refusal('vocabulary-size-changed', ['vocabulary'], { before: this.#size, after: size })
    this.#size = size
  }

  /** The vocabulary without special tokens, and the weights; null where there is none. */
  learnt(): Learnt<T> | null {
    return this.#tokens === null ? null : { tokens: this.#tokens, idf: this.#idf }
  }

  restore({ tokens, idf }: Learnt<T>): void {
    this.#fixSize(this.#start + tokens.length)
    this.#idf = idf
    this.#setTokens(tokens)
  }

  // ---- adapting -----------------------------------------------------------------------------------

  /** Forgets what was counted. */
  reset(): void {
    this.#counts = new Map()
    this.#documentCounts = new Map()
    this.#documents = 0
  }

  /** Counts the tokens of all samples, in parts, each of them first made into tokens by `prepare`. */
  countSamples<B>(
    samples: Rows<B>,
    prepare: (rows: Rows<B>) => Rows<T>,
    onProgress?: (done: number, total: number) => void,
  ): void {
    // A plain list is as many documents.
    const whole = samples.shape.length === 1 ? { ...samples, shape: [samples.shape[0]!, 1] } : samples
    const total = whole.shape[0]
    if (total === undefined || total === null) return this.count(prepare(whole))
    for (let from = 0; from < total || from === 0; from += CHUNK) {
      this.count(prepare(slice(whole, from, from + CHUNK)))
      onProgress?.(Math.min(from + CHUNK, total), total)
    }
  }

  /** Counts the tokens of one batch. A batch of one axis is a single document. */
  count(batch: Rows<T>): void {
    if (this.#isFixed) throw this.#refusal('vocabulary-fixed', ['vocabulary'])
    const rank = batch.shape.length
    for (const token of batch.values) this.#counts.set(token, (this.#counts.get(token) ?? 0) + 1)
    if (this.#settings.output_mode !== 'tf_idf') return
    if (rank > 2) throw this.#refusal('adapt-rank', ['input'], { shape: showShape(batch.shape) })
    const documents = rank === 2 ? batch.shape[0]! : 1
    this.#documents += documents
    for (let i = 0; i < documents; i++) {
      const document = rank === 2 ? slice(batch, i, i + 1) : batch
      for (const token of new Set(document.values))
        this.#documentCounts.set(token, (this.#documentCounts.get(token) ?? 0) + 1)
    }
  }

  /** Makes a vocabulary of what was counted: frequent tokens first, ties in descending order of the tokens. */
  finalize(): void {
    const { mask_token: mask, oov_token: oov, max_tokens: most, output_mode: mode } = this.#settings
    if (this.#isFixed || this.#counts.size === 0) {
      if (mode === 'tf_idf' && this.#idf === null) throw this.#refusal('adapt-nothing', ['input'])
      this.#fixSize(this.vocabularySize)
      return
    }
    for (const special of [mask, oov]) if (special !== null) this.#counts.delete(special)
    const sorted = [...this.#counts]
      .sort(([a, m], [b, n]) => n - m || compareTokens(b, a))
      .map(([token]) => token)
    const tokens = most === null ? sorted : sorted.slice(0, most - this.#start)
    if (tokens.length === 0) throw this.#refusal('adapt-nothing', ['input', 'max_tokens'])
    this.#fixSize(this.#start + tokens.length)
    if (mode === 'tf_idf') {
      const weights = tokens.map((token) =>
        Math.log(1 + this.#documents / (1 + (this.#documentCounts.get(token) ?? 0))),
      )
      this.#idf = this.#padWeights(weights, this.#start)
    }
    this.#setTokens(tokens)
    this.reset()
  }

  // ---- looking up ---------------------------------------------------------------------------------

  /** Indices for tokens, encoded as the settings say. */
  encoded(tokens: Rows<T>): Tensor | Tensor[] {
    const { output_mode: mode, layer } = this.#settings
    const depth = this.#depth()
    const found = this.indices(tokens)
    if (mode === 'int') return writeRows(found, 'int32')
    if (depth === null) throw this.#refusal('vocabulary-missing', ['vocabulary'])
    if (mode === 'tf_idf' && this.#settings.sparse)
      throw this.#refusal('sparse-tf-idf', ['sparse', 'output_mode'])
    const weights = mode === 'tf_idf' ? this.#idf : null
    if (mode === 'tf_idf' && weights === null) throw this.#refusal('vocabulary-missing', ['vocabulary'])
    const dtype = mode === 'tf_idf' ? 'float32' : 'int32'
    return encode(found, { mode, depth, dtype, layer, ...(weights ? { weights } : {}) })
  }

  #depth(): number | null {
    return this.#settings.pad_to_max_tokens ? this.#settings.max_tokens : this.#size
  }

  /** The index of each token. What is masked is 0, or beyond every index where the output is encoded. */
  indices(tokens: Rows<T>): Rows<number> {
    if (this.#tokens === null) throw this.#refusal('vocabulary-missing', ['vocabulary'])
    const { mask_token: mask, output_mode: mode } = this.#settings
    const masked = mode === 'int' ? 0 : Infinity
    return withValues(tokens, (token) =>
      mask !== null && token === mask ? masked : (this.#indices.get(token) ?? this.#oovIndex(token)),
    )
  }

  #oovIndex(token: T): number {
    const { num_oov_indices: count } = this.#settings
    if (count === 0) throw this.#refusal('lookup-oov', ['num_oov_indices', 'input'], { value: show(token) })
    if (count === 1) return this.#oovStart
    if (typeof token === 'string')
      return this.#oovStart + Number(fingerprint64(encoder.encode(token)) % BigInt(count))
    const rest = (token as number) % count
    return this.#oovStart + (rest < 0 ? rest + count : rest)
  }

  /** Tokens for indices. */
  tokens(indices: Rows<number>): Tensor | Tensor[] {
    const { mask_token: mask, oov_token: oov, dtype } = this.#settings
    const known = this.#tokens
    if (known === null) throw this.#refusal('vocabulary-missing', ['vocabulary'])
    const found = withValues(indices, (index) =>
      mask !== null && index === 0 ? mask : (known[index - this.#start] ?? oov!),
    )
    return writeRows(found, dtype)
  }

  /** The shape of what a layer gives for tokens of this shape. */
  outputShape(shape: Shape): Shape {
    const { output_mode: mode } = this.#settings
    return mode === 'int' ? shape : encodedShape(shape, mode, this.#depth())
  }
}
