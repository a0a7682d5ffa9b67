import { minimum, mul, neg, step, sub } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { leakyRelu, relu as positive, relu6 } from '../activations.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { numberMin, optional, orNone } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'

const params = {
  max_value: optional(orNone(numberMin(0)), null),
  negative_slope: optional(numberMin(0), 0),
  threshold: optional(numberMin(0), 0),
}

/** Cuts off what lies below a threshold. See {@link reLU}. */
export class ReLU extends SameShapeLayer<typeof params> {
  static override readonly className = 'ReLU'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const { max_value: max, negative_slope: slope, threshold } = this.params
    const x = asFloat(inputs[0]!)
    if (slope !== 0 && max === null && threshold === 0) return leakyRelu(x, slope)
    const above = this.#above(x)
    if (slope === 0) return above
    const below = positive(threshold === 0 ? neg(x) : sub(threshold, x))
    return sub(above, mul(below, slope))
  }

  /** What lies above the threshold, up to the greatest value allowed; 0 elsewhere. */
  #above(x: Tensor): Tensor {
    const { max_value: max, threshold } = this.params
    if (threshold === 0 && max === 6) return relu6(x)
    const above = threshold === 0 ? positive(x) : mul(x, step(sub(x, threshold)))
    return max === null ? above : minimum(above, max)
  }
}

export interface ReLUOptions extends LayerOptions {
  /** Greatest output, 0 or more. Default none: no limit. */
  maxValue?: number | null
  /** Slope below the threshold, 0 or more. Default 0. */
  negativeSlope?: number
  /** Up to where the input counts as low, 0 or more. Default 0. */
  threshold?: number
}

/**
 * `x` above `threshold`, at most `maxValue`; `negativeSlope · (x - threshold)` below.
 *
 * Input any shape; output the same shape. No weights; a mask passes through.
 * @throws LayerError for a negative parameter.
 * Source: keras/src/layers/activations/relu.py, v3.3.3.
 */
export function reLU(options: ReLUOptions = {}): ReLU {
  return new ReLU(toKerasConfig(options))
}
