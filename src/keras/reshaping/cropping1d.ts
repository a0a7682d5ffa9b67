import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional } from '../params.ts'
import { BaseCropping } from './base_cropping.ts'
import { edge } from './edges.ts'

const params = { cropping: optional(edge(), [1, 1]) }

/** Cuts steps off both ends of a sequence. See {@link cropping1d}. */
export class Cropping1D extends BaseCropping<typeof params> {
  static override readonly className = 'Cropping1D'

  constructor(config: KerasConfig) {
    super(1, params, config)
  }

  protected override get crop() {
    return { pairs: [this.params.cropping], format: 'channels_last' as const }
  }
}

export interface Cropping1DOptions extends LayerOptions {
  /** How many steps are cut off at each end, or `[before, after]`. 0 or more. Default 1. */
  cropping?: number | [before: number, after: number]
}

/**
 * Cuts steps off both ends of a sequence.
 *
 * Input `(batch, steps, features)`;
 * output the same with less along steps, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions, or where nothing would be left.
 * Source: keras/src/layers/reshaping/cropping1d.py, v3.3.3.
 */
export function cropping1d(options: Cropping1DOptions = {}): Cropping1D {
  return new Cropping1D(toKerasConfig(options))
}
