import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, optional } from '../params.ts'
import { BaseZeroPadding } from './base_zero_padding.ts'
import { edges, type EdgeEntry } from './edges.ts'

const params = { padding: optional(edges(3), 1), data_format: dataFormat() }

/** Puts zeros around a volume. See {@link zeroPadding3d}. */
export class ZeroPadding3D extends BaseZeroPadding<typeof params> {
  static override readonly className = 'ZeroPadding3D'

  constructor(config: KerasConfig) {
    super(3, params, config)
  }

  protected override get zeros() {
    return { pairs: this.params.padding, format: this.params.data_format }
  }
}

export interface ZeroPadding3DOptions extends LayerOptions {
  /**
   * How many entries are added at each edge: one number for all, or one for depth, height and width, each a number
   * or `[before, after]`. 0 or more. Default 1.
   */
  padding?: number | [EdgeEntry, EdgeEntry, EdgeEntry]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Puts zeros around a volume.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first;
 * output the same with more along depth, rows and columns, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 5 dimensions.
 * Source: keras/src/layers/reshaping/zero_padding3d.py, v3.3.3.
 */
export function zeroPadding3d(options: ZeroPadding3DOptions = {}): ZeroPadding3D {
  return new ZeroPadding3D(toKerasConfig(options))
}
