import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, optional } from '../params.ts'
import { BaseZeroPadding } from './base_zero_padding.ts'
import { edges, type EdgeEntry } from './edges.ts'

const params = { padding: optional(edges(2), 1), data_format: dataFormat() }

/** Puts rows and columns of zeros around an image. See {@link zeroPadding2d}. */
export class ZeroPadding2D extends BaseZeroPadding<typeof params> {
  static override readonly className = 'ZeroPadding2D'

  constructor(config: KerasConfig) {
    super(2, params, config)
  }

  protected override get zeros() {
    return { pairs: this.params.padding, format: this.params.data_format }
  }
}

export interface ZeroPadding2DOptions extends LayerOptions {
  /**
   * How many entries are added at each edge: one number for all, or one for height and width, each a number
   * or `[before, after]`. 0 or more. Default 1.
   */
  padding?: number | [EdgeEntry, EdgeEntry]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Puts rows and columns of zeros around an image.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output the same with more along rows and columns, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions.
 * Source: keras/src/layers/reshaping/zero_padding2d.py, v3.3.3.
 */
export function zeroPadding2d(options: ZeroPadding2DOptions = {}): ZeroPadding2D {
  return new ZeroPadding2D(toKerasConfig(options))
}
