import type { KerasConfig, LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional } from '../params.ts'
import { BaseZeroPadding } from './base_zero_padding.ts'
import { edge } from './edges.ts'

const params = { padding: optional(edge(), 1) }

/** Puts zeros before and after a sequence. See {@link zeroPadding1d}. */
export class ZeroPadding1D extends BaseZeroPadding<typeof params> {
  static override readonly className = 'ZeroPadding1D'

  constructor(config: KerasConfig) {
    super(1, params, config)
  }

  protected override get zeros() {
    return { pairs: [this.params.padding], format: 'channels_last' as const }
  }
}

export interface ZeroPadding1DOptions extends LayerOptions {
  /** How many steps are added at each end, or `[before, after]`. 0 or more. Default 1. */
  padding?: number | [before: number, after: number]
}

/**
 * Puts zeros before and after a sequence.
 *
 * Input `(batch, steps, features)`;
 * output the same with more along steps, in the dtype of the input. No weights; a mask ends here.
 * @throws LayerError for invalid parameters, input of other than 3 dimensions.
 * Source: keras/src/layers/reshaping/zero_padding1d.py, v3.3.3.
 */
export function zeroPadding1d(options: ZeroPadding1DOptions = {}): ZeroPadding1D {
  return new ZeroPadding1D(toKerasConfig(options))
}
