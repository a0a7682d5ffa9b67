import { moments, reshape } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axisOf } from '../axes.ts'
import { show, showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { number, optional, wholeNumber } from '../params.ts'
import type { Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import {
  AffineLayer,
  firstValues,
  rules,
  standardize,
  switches,
  type AffineOptions,
} from './base_normalization.ts'

const params = {
  groups: optional(wholeNumber(), 32),
  axis: optional(wholeNumber(), -1),
  epsilon: optional(number(), 1e-3),
  ...switches,
  ...firstValues,
  ...rules,
}

/** Standardizes groups of channels within each sample. See {@link groupNormalization}. */
export class GroupNormalization extends AffineLayer<typeof params> {
  static override readonly className = 'GroupNormalization'
  #groups: number

  constructor(config: KerasConfig) {
    super(params, config)
    const { groups } = this.params
    if (groups === 0 || groups < -1) throw this.refusal('groups', ['groups'], { value: show(groups) })
    this.#groups = groups
  }

  protected override makeWeights(inputShape: Shape): void {
    const axis = this.#place(inputShape)
    const channels = this.knownAxis(inputShape, axis)
    if (this.#groups === -1) this.#groups = channels
    const groups = this.#groups
    if (channels < groups || channels % groups !== 0)
      throw this.refusal('channels-groups', ['groups', 'input'], { channels, groups })
    this.makeAffine([channels], this.params)
    this.inputRule = { rank: inputShape.length, axes: { [axis]: channels } }
  }

  #place(shape: Shape): number {
    const { axis } = this.params
    const place = axisOf(axis, shape, this.where('axis'))
    if (place === 0 && axis < 0)
      throw this.refusal('axis-batch', ['axis', 'input'], { axis, shape: showShape(shape) })
    return place
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const axis = this.#place(x.shape)
    const { gamma, beta } = this
    const grouped = (shape: readonly number[]): number[] => [
      ...shape.slice(0, axis),
      this.#groups,
      shape[axis]! / this.#groups,
      ...shape.slice(axis + 1),
    ]
    const groups = reshape(x, grouped(x.shape))
    // Axis 0 groups samples; Keras then keeps the last axis apart, as Python counts.
    const apart = axis === 0 ? x.rank : axis
    const together = groups.shape.map((_, i) => i).filter((i) => i !== 0 && i !== apart)
    const wide = grouped(x.shape.map((size, i) => (i === axis ? size : 1)))
    const over = (weight: Weight): Tensor => reshape(weight.read(), wide)
    const found = moments(groups, together, true)
    const result = standardize(groups, found, this.params.epsilon, gamma && over(gamma), beta && over(beta))
    return reshape(result, x.shape)
  }

  protected override configValue(key: string): unknown {
    return key === 'groups' ? this.#groups : super.configValue(key)
  }
}

export interface GroupNormalizationOptions extends AffineOptions {
  /** How many groups the channels are parted into, evenly; -1 for one group a channel. Default 32. */
  groups?: number
  /** The axis of the channels. Default -1, the last. */
  axis?: number
  /** Added to the variance. Default 0.001. */
  epsilon?: number
}

/**
 * Standardizes each group of channels of each sample, then scales and shifts each channel. The same in
 * training and at inference.
 *
 * Input `(batch, …)`; output the same shape. Weights: `gamma` and `beta`, each (channels,). A mask passes
 * through.
 * @throws LayerError where the channels do not part into the groups, for an axis the input does not have
 * or whose size is unknown, or other input than the layer was built for.
 * Source: keras/src/layers/normalization/group_normalization.py, v3.3.3.
 */
export function groupNormalization(options: GroupNormalizationOptions = {}): GroupNormalization {
  return new GroupNormalization(toKerasConfig(options))
}
