import { any, cast, customGrad, mul, notEqual, squeeze, tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { plainValues } from '../initializers.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
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

  /** Per step, with a last axis of size 1: whether some entry differs from the mask value. */
  #kept(x: Tensor): Tensor {
    const value = cast(tensor(this.params.mask_value as number), 'float32')
    if (!broadcast(x.shape, value.shape))
      throw this.refusal('mask-value-shape', ['mask_value', 'input'], {
        value: showShape(value.shape),
        shape: showShape(x.shape),
      })
    // The wasm backend leaves any() of nothing unset.
    if (x.shape.at(-1) === 0) return zeros([...x.shape.slice(0, -1), 1], 'bool')
    return any(notEqual(cast(x, 'float32'), value), -1, true)
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    // tfjs has no gradient for any(); the steps that are kept do not depend on the input smoothly anyway.
    const masked = customGrad((x, save) => {
      const kept = cast(this.#kept(x as Tensor), (x as Tensor).dtype)
      ;(save as (saved: Tensor[]) => void)([kept])
      return {
        value: mul(x as Tensor, kept),
        gradFunc: (dy: Tensor, [saved]: Tensor[]) => mul(dy, saved!),
      }
    })
    return masked(inputs[0]!)
  }

  /** False at the steps whose entries all equal the mask value; the input's own mask does not count. */
  override computeMask(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => squeeze(this.#kept(toList(inputs)[0]!), [-1]))
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
