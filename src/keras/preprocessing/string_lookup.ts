import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import {
  BaseLookup,
  encoding,
  lookupConfig,
  lookupParams,
  textOf,
  vocabularyParams,
  wholeOf,
} from './base_lookup.ts'
import type { Encoding } from './encode.ts'
import { Lookup } from './lookup.ts'
import { textList, textOrNone } from './params.ts'
import { readRows, type Rows } from './rows.ts'

const params = {
  max_tokens: vocabularyParams.max_tokens,
  num_oov_indices: lookupParams.num_oov_indices,
  mask_token: textOrNone(null),
  oov_token: textOrNone('[UNK]'),
  vocabulary: textList(),
  idf_weights: vocabularyParams.idf_weights,
  invert: lookupParams.invert,
  output_mode: vocabularyParams.output_mode,
  pad_to_max_tokens: vocabularyParams.pad_to_max_tokens,
  sparse: vocabularyParams.sparse,
  encoding: encoding(),
  vocabulary_size: vocabularyParams.vocabulary_size,
  has_input_vocabulary: vocabularyParams.has_input_vocabulary,
}

/** Words to whole numbers, by a vocabulary. See {@link stringLookup}. */
export class StringLookup extends BaseLookup<typeof params, string> {
  static override readonly className = 'StringLookup'
  protected readonly lookup: Lookup<string>
  protected readonly vocabularyParam = params.vocabulary

  constructor(config: KerasConfig = {}) {
    super(params, lookupConfig(config))
    this.dtype = this.params.invert ? 'int32' : 'string'
    this.lookup = this.restored(new Lookup({ ...this.params, layer: 'StringLookup', dtype: 'string' }))
  }

  protected override prepare(rows: Rows<unknown>): Rows<string> {
    return textOf(rows, 'StringLookup')
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const rows = readRows(inputs, 'StringLookup')
    if (this.params.invert) return this.lookup.tokens(wholeOf(rows, 'StringLookup'))
    return this.lookup.encoded(this.prepare(rows))
  }

  protected override configKeys(): readonly string[] {
    return [
      'invert',
      'max_tokens',
      'num_oov_indices',
      'oov_token',
      'mask_token',
      'output_mode',
      'sparse',
      'pad_to_max_tokens',
      'idf_weights',
      'vocabulary',
      'vocabulary_size',
      'encoding',
    ]
  }
}

export interface LookupOptions<T extends string | number> extends LayerOptions {
  /** Most tokens in the vocabulary, special ones included: 2 or more. Default no limit. */
  maxTokens?: number | null
  /** How many indices unknown tokens are spread over by their hash. With 0 they are refused. Default 1. */
  numOovIndices?: number
  /** The token that is masked: index 0 where indices are given, left out otherwise. Default none. */
  maskToken?: T | null
  /** The token that stands for unknown ones where indices become tokens. Default `[UNK]`, or -1. */
  oovToken?: T | null
  /** The tokens, in the order of their indices. Default none: `adapt` or `setVocabulary` gives them. */
  vocabulary?: readonly T[] | null
  /** The weight of each token of `vocabulary`, for the output mode `tf_idf`. Default none. */
  idfWeights?: readonly number[] | null
  /** Whether indices become tokens. Only with the output mode `int`. Default false. */
  invert?: boolean
  /**
   * `int`: an index for each token. `one_hot`: a vector for each token. `multi_hot`: one for each sample, with 1 for each
   * token in it. `count`: how often each token is in it. `tf_idf`: that, weighed. Default `int`.
   */
  outputMode?: 'int' | Encoding
  /** Whether vectors have `maxTokens` entries whatever the size of the vocabulary. Default false. */
  padToMaxTokens?: boolean
  /** Not with the output mode `int`. There are no sparse tensors here: the same numbers come in a whole one. */
  sparse?: boolean
}

export interface StringLookupOptions extends LookupOptions<string> {
  /** The encoding of text in Keras; text is UTF-8 here. Default `utf-8`. */
  encoding?: string
}

/**
 * Looks words up in a vocabulary.
 *
 * Input: text of any shape, or a ragged tensor (its values, then the splits of each axis), or indices where `invert`
 * is set. Output: `int` as the input, int32; `one_hot` `(batch, tokens)` for input `(batch,)` or `(batch, 1)`; the
 * others `(batch, tokens)` for `(batch, words)`, int32 but for `tf_idf`. No weights: `getVocabulary` and
 * `setVocabulary` hold what the layer knows.
 *
 * A model whose input is text is called as `model.apply(text)`: tfjs's `predict` cannot cut text into batches.
 * @throws LayerError for an unknown or invalid parameter, input that is not text, an unknown token where there is no
 * index for it, or a call for vectors before there is a vocabulary.
 * Source: keras/src/layers/preprocessing/string_lookup.py, v3.3.3.
 */
export function stringLookup(options: StringLookupOptions = {}): StringLookup {
  return new StringLookup(toKerasConfig(options))
}
