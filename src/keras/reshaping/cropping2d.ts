import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { dataFormat, optional } from '../params.ts'
import { BaseCropping } from './base_cropping.ts'
import { edges, type EdgeEntry } from './edges.ts'

const params = { cropping: optional(edges(2), 0), data_format: dataFormat() }

/** Cuts rows and columns off the edges of an image. See {@link cropping2d}. */
export class Cropping2D extends BaseCropping<typeof params> {
  static override readonly className = 'Cropping2D'

  constructor(config: KerasConfig) {
    super(2, params, config)
  }

  protected override get crop() {
    return { pairs: this.params.cropping, format: this.params.data_format }
  }
}

export interface Cropping2DOptions extends LayerOptions {
  /**
   * How many entries are cut off at each edge: one number for all, or one for height and width, each a number
   * or `[before, after]`. 0 or more. Default 0.
   */
  cropping?: number | [EdgeEntry, EdgeEntry]
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
}

/**
 * Cuts rows and columns off the edges of an image.
 *
 * Input `(batch, height, width, channels)`, or `(batch, channels, height, width)` with channels first;
 * output the same with less along rows and columns, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, or where nothing would be left.
 * Source: keras/src/layers/reshaping/cropping2d.py, v3.3.3.
 */
export function cropping2d(options: Cropping2DOptions = {}): Cropping2D {
  return new Cropping2D(toKerasConfig(options))
}
