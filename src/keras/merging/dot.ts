import { BatchMatMul, cast, div, maximum, sqrt, square, sum, transpose, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { axisOf } from '../axes.ts'
import { LayerError, show, showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, inShape, runKernel } from '../ops.ts'
import { boolean, type Param } from '../params.ts'
import { sizeOf, type Shape } from '../shapes.ts'
import { commonDtype, listOfShapes, ListLayer } from './base_merge.ts'

/** Keras keeps `axes` as it was written. */
const dotAxes = (): Param<number | readonly [number, number]> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const list: unknown[] = Array.isArray(value) ? value : [value, value]
    if (list.length !== 2 || !list.every(Number.isInteger))
      throw new LayerError('dot-axes', layer, [param], { value: show(value) })
    return value as number | [number, number]
  },
  serialize: (value) => value,
})

const params = { axes: dotAxes(), normalize: boolean(false) }

const EPSILON = 1e-7

const modulo = (axis: number, rank: number) => ((axis % rank) + rank) % rank

/** Scalar products of two inputs, sample by sample. See {@link dot}. */
export class Dot extends ListLayer<typeof params> {
  static override readonly className = 'Dot'
  protected override readonly inputCount: readonly [number, number] = [2, 2]

  constructor(config: KerasConfig) {
    super(params, config)
  }

  protected override makeWeights(_first: Shape, allShapes: Shape | Shape[]): void {
    this.#axes(listOfShapes(allShapes))
  }

  /** The axes summed over, counted from the front. Refuses axes of different sizes, unknown ones included. */
  #axes(shapes: Shape[]): [number, number] {
    this.expectTwo(shapes)
    const { axes } = this.params
    const where = { layer: this.getClassName(), param: 'axes' }
    const [a, b] = shapes.map((shape, i) => {
      // One negative number wraps round, however small it is.
      const axis = typeof axes !== 'number' ? axes[i]! : axes < 0 ? modulo(axes, shape.length) : axes
      return axisOf(axis, shape, where)
    }) as [number, number]
    const [first, second] = shapes as [Shape, Shape]
    if (first[a] !== second[b])
      throw this.refusal('dot-sizes', ['axes', 'input'], {
        first: `${show(first[a])} (axis ${a} of ${showShape(first)})`,
        second: `${show(second[b])} (axis ${b} of ${showShape(second)})`,
      })
    return [a, b]
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = listOfShapes(inputShape)
    return productShape(shapes as [Shape, Shape], this.#axes(shapes))
  }

  /** Always none: the axes that are left need not be steps. */
  override computeMask(_inputs: Tensor | Tensor[], _mask?: unknown): Tensor {
    return null as unknown as Tensor
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const shapes = inputs.map(({ shape }) => shape) as [number[], number[]]
    const flat = shapes.find((shape) => shape.length < 2)
    if (flat)
      throw this.refusal('input-rank-min', ['input'], {
        expected: 2,
        actual: flat.length,
        shape: showShape(flat),
      })
    if (shapes[0][0] !== shapes[1][0]) throw this.misfit('merge-batch', shapes)
    const axes = this.#axes(shapes)
    if (axes.includes(0)) throw this.refusal('dot-batch-axis', ['axes'], { value: show(this.params.axes) })
    const dtype = this.params.normalize ? 'float32' : commonDtype(inputs)
    const [x, y] = inputs.map((input, i) =>
      this.params.normalize ? unit(asFloat(input), axes[i]!) : asFloat(input),
    ) as [Tensor, Tensor]
    const products = this.#products(x, y, axes)
    return dtype === 'float32' ? products : cast(products, dtype)
  }

  /** Sums over one axis of each. */
  #products(x: Tensor, y: Tensor, axes: [number, number]): Tensor {
    const shape = productShape([x.shape, y.shape], axes) as number[]
    if (x.size === 0 || y.size === 0) return zeros(shape)
    const [left, right] = [asMatrices(x, axes[0]), asMatrices(y, axes[1])]
    const [a, b] = [left.matrices, right.matrices]
    const products = runKernel(BatchMatMul, { a, b }, { transposeA: left.first, transposeB: !right.first })
    return inShape(products, shape)
  }
}

/** The other axes of the first shape, then those of the second; an axis of size 1 where only the batch is left. */
function productShape([first, second]: [Shape, Shape], [a, b]: [number, number]): Shape {
  const kept = [...without(first, a), ...without(second, b).slice(1)]
  return kept.length === 1 ? [...kept, 1] : kept
}

const without = (shape: Shape, axis: number): Shape => shape.filter((_, i) => i !== axis)

/** A matrix a sample: one axis as its first or last, all others as the other. Not empty. */
function asMatrices(x: Tensor, axis: number): { matrices: Tensor; first: boolean } {
  const [batch, length] = [x.shape[0]!, x.shape[axis]!]
  const others = x.size / batch / length
  const first = axis === 1 && x.rank > 2
  const order = x.shape.map((_, i) => i).filter((i) => i !== axis)
  const inOrder = first || axis === x.rank - 1 ? x : transpose(x, [...order, axis])
  return { matrices: inShape(inOrder, first ? [batch, length, others] : [batch, others, length]), first }
}

/** Of length 1 along an axis; all zeros stay. */
function unit(x: Tensor, axis: number): Tensor {
  if (sizeOf(x.shape) === 0) return x
  return div(x, maximum(sqrt(sum(square(x), axis, true)), EPSILON))
}

export interface DotOptions extends LayerOptions {
  /** Axis of both inputs, or one axis of each, to sum over; not 0, the batch. Negative ones count from the end. */
  axes: number | [number, number]
  /** Scale to length 1 along the axes first, so that the output is the cosine of the angle. Default false. */
  normalize?: boolean
}

/**
 * Scalar products of two inputs, sample by sample.
 *
 * Input: a list of two tensors `(batch, …)` of 2 or more dimensions and one batch size, of the same size along
 * the axes summed over. Output `(batch, …other axes of the first, …other axes of the second)`, or `(batch, 1)`
 * where none is left. No weights; masks end here.
 * @throws LayerError for other than two inputs in a list, axes that are not there, or sizes that differ.
 * Source: keras/src/layers/merging/dot.py, v3.3.3.
 */
export function dot(options: DotOptions): Dot {
  return new Dot(toKerasConfig(options))
}
