import { any, cast, customGrad, mul, notEqual, scalar, tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { takingGradients } from '../gradients.ts'
import { plainValues } from '../initializers.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { optional, type Param } from '../params.ts'
import { broadcast, firstShape, toList, type Shape } from '../shapes.ts'

type MaskValue = number | boolean | readonly unknown[]

const maskValue = (): Param<MaskValue> =>
  optional(
    {
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        const plain = plainValues(value)
        const isNumber = (entry: unknown) => typeof entry === 'number' || typeof entry === 'boolean'
        if (![plain].flat(Infinity).every(isNumber))
          throw new LayerError('not-a-number', layer, [param], { value: show(value) })
        return plain as MaskValue
      },
      serialize: (value) => value,
    },
    0,
  )

const params = { mask_value: maskValue() }

/** Marks the steps that hold nothing but one value. See {@link masking}. */
export class Masking extends Layer<typeof params> {
  static override readonly className = 'Masking'

  constructor(config: KerasConfig) {
    super(params, config)
    this.supportsMasking = true
    this.inputRule = { minRank: 1 }
  }

  /** Per step: whether some entry differs from the mask value. Where `keep` is true, the last axis stays, with size 1. */
  #kept(x: Tensor, keep: boolean): Tensor {
    const { mask_value: given } = this.params
    const value = typeof given === 'number' ? scalar(given) : asFloat(tensor(given as number[]))
    if (!broadcast(x.shape, value.shape))
      throw this.refusal('mask-value-shape', ['mask_value', 'input'], {
        value: showShape(value.shape),
        shape: showShape(x.shape),
      })
    // The wasm backend leaves any() of nothing unset.
    if (x.shape.at(-1) === 0) return zeros([...x.shape.slice(0, -1), ...(keep ? [1] : [])], 'bool')
    return any(notEqual(asFloat(x), value), -1, keep)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = inputs[0]!
    const factors = (of: Tensor) => cast(this.#kept(of, true), of.dtype)
    if (!takingGradients()) return mul(x, factors(x))
    // tfjs has no gradient for any(); the steps that are kept do not depend on the input smoothly anyway.
    const masked = customGrad((given, save) => {
      const kept = factors(given as Tensor)
      ;(save as (saved: Tensor[]) => void)([kept])
      return {
        value: mul(given as Tensor, kept),
        gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(dy, saved!),
      }
    })
    return masked(x)
  }

  /** False at the steps whose entries all equal the mask value; the input's own mask does not count. */
  override computeMask(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => this.#kept(toList(inputs)[0]!, false))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return firstShape(inputShape)
  }
}

export interface MaskingOptions extends LayerOptions {
  /** A step is masked when all its entries equal this. Default 0. */
  maskValue?: number | number[]
}

/**
 * Masks the steps of a sequence at which every entry equals `maskValue`: later layers that know masks skip
 * them, and their entries become 0.
 *
 * Input `(batch, …, features)`; output the same shape, carrying a mask `(batch, …)`. No weights.
 * @throws LayerError for a mask value that does not broadcast over the input.
 * Source: keras/src/layers/core/masking.py, v3.3.3.
 */
export function masking(options: MaskingOptions = {}): Masking {
  return new Masking(toKerasConfig(options))
}
