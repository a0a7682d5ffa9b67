import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional, type Param } from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import { repeat } from './repeat.ts'

/** Keras takes what Python's int() takes: fractions are cut, text with digits is read. */
const factor = (): Param<number> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const readable =
      typeof value === 'string'
        ? /^\s*[+-]?\d+\s*$/.test(value)
        : ['number', 'boolean'].includes(typeof value)
    const whole = readable ? Math.trunc(Number(value)) : NaN
    if (!Number.isFinite(whole)) throw new LayerError('not-a-number', layer, [param], { value: show(value) })
    if (whole < 0) throw new LayerError('integer-min', layer, [param], { min: 0, value: show(value) })
    return whole + 0
  },
  serialize: (value) => value,
})

const params = { size: optional(factor(), 2) }

/** Repeats each step of a sequence. See {@link upSampling1d}. */
export class UpSampling1D extends Layer<typeof params> {
  static override readonly className = 'UpSampling1D'

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 3 }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const [batch, steps, features] = shape as [number | null, number | null, number | null]
    return [batch, steps === null ? null : steps * this.params.size, features]
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    return repeat(inputs[0]!, this.params.size, 1)
  }
}

export interface UpSampling1DOptions extends LayerOptions {
  /** How often each step comes. 0 or more; a fraction is cut off. Default 2. */
  size?: number
}

/**
 * Repeats each step of a sequence.
 *
 * Input `(batch, steps, features)`; output `(batch, steps · size, features)`, in the dtype of the input.
 * No weights; a mask ends here.
 * @throws LayerError for a `size` that is no number or below 0, or input of other than 3 dimensions.
 * Source: keras/src/layers/reshaping/up_sampling1d.py, v3.3.3.
 */
export function upSampling1d(options: UpSampling1DOptions = {}): UpSampling1D {
  return new UpSampling1D(toKerasConfig(options))
}
