import { add, cast, div, maximum, mul, reshape, sqrt, sub, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axisOf } from '../axes.ts'
import { LayerError, showShape } from '../errors.ts'
import { initializers } from '../initializers.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import { axes, boolean, optional, orNone, type Param } from '../params.ts'
import { broadcast, isKnown, sizeOf, toList, type Shape } from '../shapes.ts'
import type { AdaptOptions, Batches } from './adapt.ts'
import { Moments } from './moments.ts'
import {
  adaptTo,
  asNumbers,
  isCast,
  isWholeDtype,
  numbers,
  refuseOtherDtypes,
  type NumberBatch,
  type Numbers,
  type NumberTable,
} from './numbers.ts'

/** Axes as a list; none is no axis at all. */
const axisList = (): Param<readonly number[]> => ({
  inConfig: 'always',
  parse: (value, where) => (value === null ? [] : toList(axes().parse(value, where))),
  serialize: (value) => [...value],
})

const params = {
  axis: optional(axisList(), -1),
  mean: optional(orNone(numbers()), null),
  variance: optional(orNone(numbers()), null),
  invert: boolean(false),
}

/** The least deviation that is divided by. */
const EPSILON = 1e-7

interface Layout {
  /** The axes that have values of their own, in rising order, and their sizes. */
  readonly kept: readonly number[]
  readonly sizes: readonly number[]
  /** The shape in which mean and variance meet the input: 1 along all other axes. */
  readonly wide: readonly number[]
}

/** Shifts and scales by a mean and variance, given or learned. See {@link normalization}. */
export class Normalization extends Layer<typeof params> {
  static override readonly className = 'Normalization'
  override supportsMasking = true
  protected override readonly wholeWeights = true
  #layout: Layout | null = null

  constructor(config: KerasConfig = {}) {
    super(params, config)
    refuseOtherDtypes(this.computeDtype, 'Normalization')
    if ((this.params.mean === null) !== (this.params.variance === null))
      throw this.refusal('mean-variance', ['mean', 'variance'])
  }

  protected override makeWeights(inputShape: Shape): void {
    const where = { layer: 'Normalization', param: 'axis' }
    const kept = this.params.axis.map((axis) => axisOf(axis, inputShape, where)).sort((a, b) => a - b)
    const sizes = kept.map((axis) => this.knownAxis(inputShape, axis))
    const wide = inputShape.map((size, axis) => (kept.includes(axis) ? size! : 1))
    const { mean, variance } = this.params
    if (mean && variance) {
      this.#checkGiven('mean', mean, wide)
      this.#checkGiven('variance', variance, wide)
    } else {
      if (sizeOf(sizes) !== sizeOf(wide))
        throw this.refusal('axis-twice', ['axis', 'input'], {
          value: showShape(this.params.axis),
          shape: showShape(inputShape),
        })
      for (const [name, first, shape] of [
        ['mean', 'zeros', sizes],
        ['variance', 'ones', sizes],
        ['count', 'zeros', []],
      ] as const)
        this.createWeight(name, {
          shape,
          initializer: initializers.resolve(first, { layer: 'Normalization', param: name }),
          trainable: false,
        })
    }
    this.#layout = { kept, sizes, wide }
  }

  #checkGiven(param: 'mean' | 'variance', { shape }: NumberTable, wide: readonly number[]): void {
    if (sizeOf(shape) !== sizeOf(wide))
      throw this.refusal('weights-values', [param, 'axis'], {
        expected: showShape(wide),
        actual: showShape(shape),
      })
  }

  /**
   * Learns mean and variance from data; what was learned before is forgotten. Data has the shape of the input, the
   * batch included; batches of an iterator that have one axis are a single sample each. Only an iterator makes it a
   * promise. Its batches are not disposed of.
   * @throws LayerError where mean and variance were given, or for data that does not fit the layer.
   */
  adapt(data: NumberBatch, options?: AdaptOptions): void
  adapt(data: Batches<NumberBatch>, options?: AdaptOptions): Promise<void>
  adapt(data: NumberBatch | Batches<NumberBatch>, options: AdaptOptions = {}): void | Promise<void> {
    if (this.params.mean) throw this.refusal('adapt-fixed', ['mean'])
    let moments: Moments | null = null
    return adaptTo(
      data,
      options,
      'Normalization',
      (batch, isOneOfMany) => {
        const { values, shape } = batch
        const table = isOneOfMany && shape.length === 1 ? { values, shape: [1, ...shape] } : batch
        moments ??= this.#momentsFor(table.shape)
        this.#checkAdapted(table.shape)
        if (isOneOfMany && table.values.length === 0 && moments.count === 0)
          throw this.refusal('adapt-empty', ['input'], { shape: showShape(table.shape) })
        moments.addSamples(table, isOneOfMany ? undefined : options.onProgress)
      },
      () => this.#learn(moments),
    )
  }

  #momentsFor(shape: readonly number[]): Moments {
    this.build([...shape])
    const { kept, sizes } = this.#layout!
    return new Moments(kept, sizes)
  }

  #checkAdapted(shape: readonly number[]): void {
    const { kept, wide } = this.#layout!
    if (shape.length !== wide.length || kept.some((axis) => shape[axis] !== wide[axis]))
      throw this.refusal('adapt-shape', ['input', 'axis'], {
        expected: showShape(wide.map((size, axis) => (kept.includes(axis) ? size : null))),
        actual: showShape(shape),
      })
  }

  #learn(moments: Moments | null): void {
    if (!this.#layout) throw this.refusal('adapt-empty', ['input'], { shape: showShape([0]) })
    const { sizes } = this.#layout
    const none = new Float64Array(sizeOf(sizes))
    for (const [i, values] of [moments?.mean ?? none, moments?.variance ?? none].entries()) {
      const value = tensor(this.#given({ values, shape: sizes }), [...sizes])
      this.weights[i]!.write(value)
      value.dispose()
    }
  }

  protected override forward(inputs: Tensor[]): Tensor {
    const layer = 'Normalization'
    const x = asFloat(asNumbers(inputs[0]!, this.computeDtype, layer))
    this.#shape(x.shape)
    const mean = this.#mean()
    const deviation = this.#deviation()
    return this.params.invert ? add(mean, mul(x, deviation)) : div(sub(x, mean), deviation)
  }

  #mean(): Tensor {
    const wide = [...this.#layout!.wide]
    const { mean } = this.params
    return mean ? tensor(this.#given(mean), wide) : this.#learned(0)
  }

  #deviation(): Tensor {
    const wide = [...this.#layout!.wide]
    const { variance } = this.params
    if (!variance) return maximum(sqrt(this.#learned(1)), EPSILON)
    return tensor(
      this.#given(variance).map((one) => Math.max(Math.sqrt(one), EPSILON)),
      wide,
    )
  }

  #learned(i: number): Tensor {
    const value = reshape(this.weights[i]!.read(), [...this.#layout!.wide])
    return isWholeDtype(this.computeDtype) ? asFloat(cast(value, 'int32')) : value
  }

  #given({ values }: NumberTable): Float32Array {
    return Float32Array.from(values, isWholeDtype(this.computeDtype) ? Math.trunc : Number)
  }

  /** The shape of input and mean together. */
  #shape(shape: readonly number[]): number[] {
    if (!this.#layout) return [...shape]
    const { wide } = this.#layout
    const found = broadcast(shape, wide)
    if (found) return found
    throw new LayerError('weights-broadcast', 'Normalization', ['axis', 'input'], {
      weight: 'mean',
      value: showShape(wide),
      shape: showShape(shape),
    })
  }

  override computeMask(
    inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    return isCast(toList(inputs)[0]!, this.computeDtype) ? (null as never) : super.computeMask(inputs, mask)
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return isKnown(inputShape) ? this.#shape(inputShape) : inputShape
  }

  protected override configKeys(): readonly string[] {
    return ['axis', 'invert', 'mean', 'variance']
  }
}

export interface NormalizationOptions extends LayerOptions {
  /**
   * The axis, or axes, that have a mean and a variance for each index; all other axes share them. `null`: one mean and
   * one variance for all numbers. Default -1, the last axis.
   */
  axis?: number | readonly number[] | null
  /** The mean, as many numbers as there are indices along `axis`. Goes with `variance`. Default none: `adapt` learns it. */
  mean?: Numbers | Tensor | null
  /** The variance, as many numbers as there are indices along `axis`. Goes with `mean`. Default none: `adapt` learns it. */
  variance?: Numbers | Tensor | null
  /** Whether standardized numbers become what they were before. Default false. */
  invert?: boolean
}

/**
 * Computes `(input - mean) / max(sqrt(variance), 1e-7)`, with a mean and a variance that are given, or learned with
 * `adapt`.
 *
 * Input numbers of any shape; output the same shape. Weights, where mean and variance are not given: `mean` and
 * `variance`, the sizes of the input along `axis`, and `count`, one number that Keras keeps for old models. Training
 * changes none of them. A mask passes through.
 * @throws LayerError for a mean without a variance or the other way round, axes that the input does not have or whose
 * size is unknown, numbers that do not fill them, or text.
 * Source: keras/src/layers/preprocessing/normalization.py, v3.3.3.
 */
export function normalization(options: NormalizationOptions = {}): Normalization {
  return new Normalization(toKerasConfig(options))
}
