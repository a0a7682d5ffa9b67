import { add, mul, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional } from '../params.ts'
import { broadcast, isKnown, toList, type Shape } from '../shapes.ts'
import {
  asNumbers,
  dtypeOf,
  isCast,
  numbers,
  refuseOtherDtypes,
  type NumberTable,
  type Numbers,
} from './numbers.ts'
import { readRows } from './rows.ts'

const params = { scale: numbers(), offset: optional(numbers(), 0) }

/** Multiplies by a scale and adds an offset. See {@link rescaling}. */
export class Rescaling extends Layer<typeof params> {
  static override readonly className = 'Rescaling'
  override supportsMasking = true
  // A ragged tensor comes as its values and its splits.
  protected override inputCount: readonly [number, number] = [1, Infinity]

  constructor(config: KerasConfig) {
    super(params, config)
    refuseOtherDtypes(this.computeDtype, 'Rescaling')
  }

  protected override forward(inputs: Tensor[]): Tensor | Tensor[] {
    const [given, ...splits] = inputs
    const x = asNumbers(given!, this.computeDtype, 'Rescaling')
    if (splits.length > 0) this.#checkRagged(inputs)
    this.#shape(x.shape)
    const { scale, offset } = this.params
    const scaled = add(mul(x, this.#tensor(scale)), this.#tensor(offset))
    return splits.length > 0 ? [scaled, ...splits] : scaled
  }

  #checkRagged(inputs: readonly Tensor[]): void {
    const { shape } = readRows(inputs, 'Rescaling')
    const { scale, offset } = this.params
    if (scale.shape.length > 0 || offset.shape.length > 0)
      throw this.refusal('input-ragged', ['scale', 'input'], { shape: showShape(shape) })
  }

  #tensor({ values, shape }: NumberTable): Tensor {
    const dtype = dtypeOf(this.computeDtype)
    const whole = dtype === 'int32' ? Array.from(values, Math.trunc) : Array.from(values)
    return tensor(whole, [...shape], dtype)
  }

  /** The shape of input and parameters together. */
  #shape(shape: readonly number[]): number[] {
    const scaled = broadcast(shape, this.params.scale.shape)
    const found = scaled && broadcast(scaled, this.params.offset.shape)
    if (found) return found
    const weight = scaled ? 'offset' : 'scale'
    throw this.refusal('weights-broadcast', [weight, 'input'], {
      weight,
      value: showShape(this.params[weight].shape),
      shape: showShape(shape),
    })
  }

  override computeMask(
    inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    return isCast(toList(inputs)[0]!, this.computeDtype) ? (null as never) : super.computeMask(inputs, mask)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    if (Array.isArray(inputShape[0])) return inputShape
    return isKnown(inputShape as Shape) ? this.#shape(inputShape as number[]) : inputShape
  }
}

export interface RescalingOptions extends LayerOptions {
  /** What the input is multiplied by: one number, or numbers that broadcast against it. */
  scale: Numbers
  /** What is added then. Default 0. */
  offset?: Numbers
}

/**
 * Computes `input * scale + offset`, in training and at inference. Pixels of 0 to 255 come to lie between 0 and 1 with
 * `scale: 1 / 255`.
 *
 * Input numbers of any shape; output the same shape, float32 unless `dtype` is one of whole numbers, which cuts off the
 * fractions of input, scale and offset first. No weights. A mask passes through. A ragged input (its values, then the
 * splits of each axis) takes one scale and one offset.
 * @throws LayerError for a scale or offset that is not numeric or does not broadcast against the input, or text.
 * Source: keras/src/layers/preprocessing/rescaling.py, v3.3.3.
 */
export function rescaling(options: RescalingOptions): Rescaling {
  return new Rescaling(toKerasConfig(options))
}
