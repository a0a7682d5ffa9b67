import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional, orNone, wholeNumber } from '../params.ts'
import { BaseLookup, lookupConfig, lookupParams, vocabularyParams, wholeOf } from './base_lookup.ts'
import { Lookup } from './lookup.ts'
import { wholeList, word } from './params.ts'
import { readRows, type Rows } from './rows.ts'
import type { LookupOptions } from './string_lookup.ts'

const params = {
  max_tokens: vocabularyParams.max_tokens,
  num_oov_indices: lookupParams.num_oov_indices,
  mask_token: optional(orNone(wholeNumber()), null),
  oov_token: optional(orNone(wholeNumber()), -1),
  vocabulary: wholeList(),
  vocabulary_dtype: optional(word(['int64']), 'int64'),
  idf_weights: vocabularyParams.idf_weights,
  invert: lookupParams.invert,
  output_mode: vocabularyParams.output_mode,
  sparse: vocabularyParams.sparse,
  pad_to_max_tokens: vocabularyParams.pad_to_max_tokens,
  vocabulary_size: vocabularyParams.vocabulary_size,
  has_input_vocabulary: vocabularyParams.has_input_vocabulary,
}

/** Whole numbers to indices, by a vocabulary. See {@link integerLookup}. */
export class IntegerLookup extends BaseLookup<typeof params, number> {
  static override readonly className = 'IntegerLookup'
  protected readonly lookup: Lookup<number>
  protected readonly vocabularyParam = params.vocabulary

  constructor(config: KerasConfig = {}) {
    super(params, lookupConfig(config))
    this.dtype = 'int32'
    this.lookup = this.restored(new Lookup({ ...this.params, layer: 'IntegerLookup', dtype: 'int32' }))
  }

  protected override prepare(rows: Rows<unknown>): Rows<number> {
    return wholeOf(rows, 'IntegerLookup')
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const rows = this.prepare(readRows(inputs, 'IntegerLookup'))
    return this.params.invert ? this.lookup.tokens(rows) : this.lookup.encoded(rows)
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
      'vocabulary_dtype',
      'idf_weights',
      'vocabulary',
      'vocabulary_size',
    ]
  }
}

export interface IntegerLookupOptions extends LookupOptions<number> {
  /** Only `int64`, Keras's name for what is int32 here. */
  vocabularyDtype?: 'int64'
}

/**
 * Looks whole numbers up in a vocabulary.
 *
 * Input: numbers of any shape (fractions are cut off), or a ragged tensor (its values, then the splits of each axis).
 * Output: `int` as the input, int32; `one_hot` `(batch, tokens)` for input `(batch,)` or `(batch, 1)`; the others
 * `(batch, tokens)` for `(batch, numbers)`, int32 but for `tf_idf`. No weights: `getVocabulary` and `setVocabulary`
 * hold what the layer knows.
 * @throws LayerError for an unknown or invalid parameter, text, an unknown number where there is no index for it, or
 * a call for vectors before there is a vocabulary.
 * Source: keras/src/layers/preprocessing/integer_lookup.py, v3.3.3.
 */
export function integerLookup(options: IntegerLookupOptions = {}): IntegerLookup {
  return new IntegerLookup(toKerasConfig(options))
}
