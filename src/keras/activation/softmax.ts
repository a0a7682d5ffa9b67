import { add, cast, mul, sub } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { softmax as shares } from '../activations.ts'
import { axesOf } from '../axes.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { axes, optional, orNone } from '../params.ts'
import { SameShapeLayer } from '../same_shape.ts'
import { broadcast } from '../shapes.ts'

const params = { axis: optional(orNone(axes()), -1) }

/** What is added to masked entries before the exponential. */
const MASKED = -1e9

/** Turns numbers into shares that sum to 1. See {@link softmax}. */
export class Softmax extends SameShapeLayer<typeof params> {
  static override readonly className = 'Softmax'
  override callArguments = ['mask']

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { minRank: 1 }
    const { axis } = this.params
    if (Array.isArray(axis) && axis.length === 0)
      throw this.refusal('axis-entries', ['axis'], { value: '()' })
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor {
    const { axis } = this.params
    const x = asFloat(inputs[0]!)
    const along = axis === null ? x.shape.map((_, i) => i) : axesOf(axis, x.shape, this.where('axis'))
    return shares(pass.mask ? this.#masked(x, pass.mask) : x, along)
  }

  #masked(x: Tensor, mask: Tensor): Tensor {
    if (!broadcast(x.shape, mask.shape))
      throw this.refusal('mask-broadcast', ['mask', 'input'], {
        value: showShape(mask.shape),
        shape: showShape(x.shape),
        expected: showShape(x.shape),
      })
    return add(x, mul(sub(1, cast(mask, 'float32')), MASKED))
  }
}

export interface SoftmaxOptions extends LayerOptions {
  /** The axis whose entries sum to 1, or several that do so together; null for all. Default -1, the last. */
  axis?: number | number[] | null
}

/**
 * `exp(x)` over its sum along `axis`.
 *
 * Input at least 1 dimension; output the same shape. No weights. A mask (the call argument `mask`, or the
 * one the input carries) broadcasts against the input and takes entries out of the sum; it passes through.
 * @throws LayerError for an axis the input does not have, or a mask that does not fit.
 * Source: keras/src/layers/activations/softmax.py, v3.3.3.
 */
export function softmax(options: SoftmaxOptions = {}): Softmax {
  return new Softmax(toKerasConfig(options))
}
