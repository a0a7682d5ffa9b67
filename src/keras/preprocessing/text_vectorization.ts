import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { boolean, optional, orNone, wholeNumber } from '../params.ts'
import { firstShape, isKnown, type Shape } from '../shapes.ts'
import { BaseLookup, encoding, textOf, vocabularyParams } from './base_lookup.ts'
import type { Encoding } from './encode.ts'
import { Lookup } from './lookup.ts'
import { textList } from './params.ts'
import { cut, isRagged, padded, readRows, writeRows, type Rows } from './rows.ts'
import { ngramLengths, ngrams, splitting, standardized, standardizing, tokenized } from './tokens.ts'
import type { Split, Standardize } from './tokens.ts'

const params = {
  max_tokens: vocabularyParams.max_tokens,
  standardize: standardizing(),
  split: splitting(),
  ngrams: ngramLengths(),
  output_mode: vocabularyParams.output_mode,
  output_sequence_length: optional(orNone(wholeNumber()), null),
  pad_to_max_tokens: vocabularyParams.pad_to_max_tokens,
  vocabulary: textList(),
  idf_weights: vocabularyParams.idf_weights,
  sparse: vocabularyParams.sparse,
  ragged: boolean(false),
  encoding: encoding(),
  vocabulary_size: vocabularyParams.vocabulary_size,
  has_input_vocabulary: vocabularyParams.has_input_vocabulary,
}

const WHERE = { layer: 'TextVectorization', param: 'input' }

/** Text to the indices of its words. See {@link textVectorization}. */
export class TextVectorization extends BaseLookup<typeof params, string> {
  static override readonly className = 'TextVectorization'
  protected readonly lookup: Lookup<string>
  protected readonly vocabularyParam = params.vocabulary

  constructor(config: KerasConfig = {}) {
    super(params, config)
    this.dtype = 'string'
    const { output_mode: mode, output_sequence_length: length, ragged } = this.params
    if (mode !== 'int' && length !== null)
      throw this.refusal('sequence-length-mode', ['output_sequence_length', 'output_mode'], { value: mode })
    if (ragged && mode !== 'int')
      throw this.refusal('ragged-mode', ['ragged', 'output_mode'], { value: mode })
    this.lookup = this.restored(
      new Lookup({
        ...this.params,
        layer: 'TextVectorization',
        dtype: 'string',
        invert: false,
        num_oov_indices: 1,
        mask_token: '',
        oov_token: '[UNK]',
      }),
    )
  }

  protected override prepare(rows: Rows<unknown>): Rows<string> {
    const { standardize, split, ngrams: lengths } = this.params
    const text = standardized(textOf(rows, WHERE.layer), standardize, WHERE)
    return ngrams(tokenized(text, split, WHERE), lengths, WHERE)
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const tokens = this.prepare(readRows(inputs, WHERE.layer))
    const { output_mode: mode, output_sequence_length: length, ragged } = this.params
    if (mode !== 'int') return this.lookup.encoded(tokens)
    const found = this.lookup.indices(tokens)
    if (length !== null && length < 0)
      throw this.refusal('integer-min', ['output_sequence_length'], { min: 0, value: length })
    if (ragged && isRagged(found)) return writeRows(length === null ? found : cut(found, length), 'int32')
    return writeRows(padded(found, 0, length), 'int32')
  }

  /** For sizes that are not known, what Keras's own rule of shapes says. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const { output_mode: mode, output_sequence_length: length, ragged, split } = this.params
    const shape = firstShape(inputShape)
    if (Array.isArray(inputShape[0])) return super.computeOutputShape(inputShape)
    const batch = shape[0] ?? null
    const isWhole = isKnown(shape)
    if (mode !== 'int')
      return this.lookup.outputShape(split === null || shape.length === 0 ? shape : [batch, null])
    if (!isWhole) return [batch, length]
    if (split === null) return shape.length > 0 ? [...shape.slice(0, -1), this.#lastSize(shape.at(-1)!)] : []
    const samples = shape.length > 1 ? shape.slice(0, -1) : shape
    if (ragged && samples.length > 0)
      return [[null], ...samples.map((size, i) => (i === 0 ? [size + 1] : [null]))]
    return [...samples, length]
  }

  #lastSize(size: number): number | null {
    const { ngrams: lengths, output_sequence_length: length } = this.params
    return length ?? (lengths === null ? size : null)
  }

  protected override configKeys(): readonly string[] {
    return [
      'max_tokens',
      'standardize',
      'split',
      'ngrams',
      'output_mode',
      'output_sequence_length',
      'pad_to_max_tokens',
      'sparse',
      'ragged',
      'vocabulary',
      'idf_weights',
      'encoding',
      'vocabulary_size',
    ]
  }

  protected override configValue(key: string): unknown {
    return super.configValue(key) ?? (key === 'vocabulary_size' ? this.vocabularySize() : null)
  }
}

export interface TextVectorizationOptions extends LayerOptions {
  /** Most words in the vocabulary, those for masked and unknown ones included: 2 or more. Default no limit. */
  maxTokens?: number | null
  /**
   * What is done to the text first: `lower` (the letters A to Z), `strip_punctuation` (that of ASCII), both, nothing
   * (null), or a function of each text. Default `lower_and_strip_punctuation`.
   */
  standardize?: Standardize | null
  /** Between what words are: white space of ASCII, every character (code point), nothing (null), or a function. */
  split?: Split | null
  /** Groups of so many words and fewer, or of exactly the lengths listed. Default single words. */
  ngrams?: number | readonly number[] | null
  /**
   * `int`: the index of each word. `multi_hot`: a vector for each sample, with 1 for each word in it. `count`: how often
   * each word is in it. `tf_idf`: that, weighed. `one_hot`: for text that is not split. Default `int`.
   */
  outputMode?: 'int' | Encoding
  /** How long every row of indices is made, with 0 or by cutting. Only with `int`. Default: the longest. */
  outputSequenceLength?: number | null
  /** Whether vectors have `maxTokens` entries whatever the size of the vocabulary. Default false. */
  padToMaxTokens?: boolean
  /** The words, in the order of their indices. Default none: `adapt` or `setVocabulary` gives them. */
  vocabulary?: readonly string[] | null
  /** The weight of each word of `vocabulary`, for `tf_idf`. Default none. */
  idfWeights?: readonly number[] | null
  /** Not with `int`. There are no sparse tensors here: the same numbers come in a whole one. */
  sparse?: boolean
  /** Whether rows keep their length: the output is then all indices, followed by where rows start and end. */
  ragged?: boolean
  /** The encoding of text in Keras; text is UTF-8 here. Default `utf-8`. */
  encoding?: string
}

/**
 * Text to indices or vectors: made plain, split into words, looked up in a vocabulary.
 *
 * Input: text `(batch,)` or `(batch, 1)`; of any shape where it is not split. Output: `int` `(batch, words)`, int32,
 * padded with 0; with `ragged` two tensors, the indices and the splits; the others `(batch, tokens)`, int32 but for
 * `tf_idf`. Index 0 is empty text, 1 an unknown word. No weights: `getVocabulary` and `setVocabulary` hold what the
 * layer knows.
 *
 * A model whose input is text is called as `model.apply(text)`: tfjs's `predict` cannot cut text into batches.
 * @throws LayerError for an unknown or invalid parameter, input that is not text or has no room for words, or a call
 * before there is a vocabulary.
 * Source: keras/src/layers/preprocessing/text_vectorization.py, v3.3.3.
 */
export function textVectorization(options: TextVectorizationOptions = {}): TextVectorization {
  return new TextVectorization(toKerasConfig(options))
}
