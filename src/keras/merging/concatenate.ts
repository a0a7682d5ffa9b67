import { concat, expandDims, ones } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axisOf } from '../axes.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { optional, wholeNumber } from '../params.ts'
import { isKnown, type Shape } from '../shapes.ts'
import { listOfShapes, ListLayer, sameDtype } from './base_merge.ts'

const params = { axis: optional(wholeNumber(), -1) }

/** Puts the inputs one behind the other. See {@link concatenate}. */
export class Concatenate extends ListLayer<typeof params> {
  static override readonly className = 'Concatenate'

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override makeWeights(_first: Shape, allShapes: Shape | Shape[]): void {
    const shapes = listOfShapes(allShapes)
    const rests = shapes.map((shape) => this.#compared(shape))
    const wide = this.#differs(rests) && this.#differs(rests.map((rest) => [rest.length]))
    const lengths = rests[0]!.map((_, axis) =>
      rests.map((rest) => rest[axis]).filter((size) => size !== null),
    )
    if (wide || lengths.some((sizes) => new Set(sizes).size > 1))
      throw this.misfit('concatenate-shapes', shapes, 'axis')
  }

  #differs(shapes: Shape[]): boolean {
    return new Set(shapes.map((shape) => shape.join())).size > 1
  }

  /**
   * What Keras compares of a shape: without axes of size 1 and without the axis to join along. It counts
   * axes by their first place while it takes some out, so that shapes with axes of size 1 lose others too.
   */
  #compared(shape: Shape): Shape {
    const { axis } = this.params
    const rest = [...shape]
    const take = (place: number) => {
      if (place < -rest.length || place >= rest.length)
        throw this.misfit('concatenate-shapes', [shape], 'axis')
      rest.splice(place < 0 ? place + rest.length : place, 1)
    }
    const joined = ((axis % shape.length) + shape.length) % shape.length
    shape.forEach((size, place) => {
      if (place > 0 && place !== joined && size === 1) take(place)
    })
    if (rest.length > axis) take(axis)
    return rest
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [first, ...others] = listOfShapes(inputShape) as [Shape, ...Shape[]]
    if (others.length === 0) return [...first]
    const at = (shape: Shape) => axisOf(this.params.axis, shape, this.#where)
    const lengths = [first, ...others].map((shape) => shape[at(shape)]!)
    const length = isKnown(lengths) ? lengths.reduce((sum, size) => sum + size, 0) : null
    return first.map((size, axis) => (axis === at(first) ? length : size))
  }

  get #where() {
    return { layer: this.getClassName(), param: 'axis' }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    if (inputs.length === 1) return inputs[0]!
    const shapes = inputs.map(({ shape }) => shape)
    const axis = axisOf(this.params.axis, shapes[0]!, this.#where)
    const fits = (shape: number[]) =>
      shape.length === shapes[0]!.length && shape.every((size, i) => i === axis || size === shapes[0]![i])
    if (!shapes.every(fits)) throw this.misfit('concatenate-shapes', shapes, 'axis')
    return concat(sameDtype(inputs), axis)
  }

  protected override masksToJoin(inputs: Tensor[], masks: (Tensor | null)[]): Tensor[] {
    return inputs.map((input, i) => {
      const mask = masks[i] ?? null
      if (mask === null) return ones(input.shape, 'bool')
      return mask.rank < input.rank ? expandDims(mask, -1) : mask
    })
  }
  protected override maskAxis(): number {
    return this.params.axis
  }
  protected override readonly maskReduction = -1
}

export interface ConcatenateOptions extends LayerOptions {
  /** Axis to join along, the batch counted as 0; negative ones count from the end. Default -1. */
  axis?: number
}

/**
 * Puts the inputs one behind the other along an axis.
 *
 * Input: a list of tensors `(batch, …)` whose sizes are equal along all other axes. Output: the same shape with
 * the sum of the sizes along `axis`, in the dtype they meet in. No weights.
 * Masks that the inputs carry end here, as in calls of Keras 3.3.3; `computeMask` gives the joined one.
 * @throws LayerError for a tensor that is not in a list, an axis that is not there, or shapes that do not fit.
 * Source: keras/src/layers/merging/concatenate.py, v3.3.3.
 */
export function concatenate(options: ConcatenateOptions = {}): Concatenate {
  return new Concatenate(toKerasConfig(options))
}
