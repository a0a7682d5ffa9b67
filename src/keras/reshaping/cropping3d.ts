import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, optional } from '../params.ts'
import { BaseCropping } from './base_cropping.ts'
import { edges, type EdgeEntry } from './edges.ts'

const params = { cropping: optional(edges(3), 1), data_format: dataFormat() }

/** Cuts entries off the edges of a volume. See {@link cropping3d}. */
export class Cropping3D extends BaseCropping<typeof params> {
  static override readonly className = 'Cropping3D'

  constructor(config: KerasConfig) {
    super(3, params, config)
  }

  protected override get crop() {
    return { pairs: this.params.cropping, format: this.params.data_format }
  }
}

export interface Cropping3DOptions extends LayerOptions {
  /**
   * How many entries are cut off at each edge: one number for all, or one for depth, height and width, each a number
   * or `[before, after]`. 0 or more. Default 1.
   */
  cropping?: number | [EdgeEntry, EdgeEntry, EdgeEntry]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Cuts entries off the edges of a volume.
 *
 * Input `(batch, depth, height, width, channels)`, or `(batch, channels, depth, height, width)` with channels first;
 * output the same with less along depth, rows and columns, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 5 dimensions, or where nothing would be left.
 * Source: keras/src/layers/reshaping/cropping3d.py, v3.3.3.
 */
export function cropping3d(options: Cropping3DOptions = {}): Cropping3D {
  return new Cropping3D(toKerasConfig(options))
}
