import { add, all, cast, concat, expandDims, reshape, tidy, zerosLike } from '@tensorflow/tfjs-core'
import type { DataType, Tensor } from '@tensorflow/tfjs-core'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import { Layer, type KerasConfig, type Pass } from '../layer.ts'
import { broadcast, sameSizes, toList, type Shape } from '../shapes.ts'

/** The shapes of all inputs, whichever way a host gives them. */
export const listOfShapes = (shapes: Shape | Shape[]): Shape[] =>
  Array.isArray(shapes[0]) ? (shapes as Shape[]) : [shapes as Shape]

const showShapes = (shapes: readonly (readonly unknown[])[]) => shapes.map(showShape).join(', ')

/** The dtype several dtypes meet in: a float one first, then whole numbers, then true and false. */
export const commonDtype = (inputs: readonly Tensor[]): DataType =>
  (['float32', 'int32'] as const).find((dtype) => inputs.some((input) => input.dtype === dtype)) ?? 'bool'

/** The inputs in the dtype they meet in. */
export function sameDtype(inputs: Tensor[]): Tensor[] {
  const dtype = commonDtype(inputs)
  return inputs.map((input) => (input.dtype === dtype ? input : cast(input, dtype)))
}

/**
 * Layers that take a list of inputs. `supportsMasking` stays off: calls of Keras 3.3.3 do not see the masks
 * that the tensors of a list carry, so that they end here; `computeMask` has to be asked.
 * Source: keras/src/layers/merging/base_merge.py, v3.3.3.
 */
export abstract class ListLayer<P extends Schema> extends Layer<P> {
  override readonly takesList = true
  protected override readonly inputCount: readonly [number, number] = [1, Infinity]

  /** A refusal that shows the shapes of all inputs. */
  protected misfit(
    code: 'merge-shapes' | 'merge-batch' | 'concatenate-shapes',
    shapes: readonly (readonly unknown[])[],
    param = 'input',
  ) {
    return this.refusal(code, param === 'input' ? ['input'] : [param, 'input'], {
      shapes: showShapes(shapes),
    })
  }

  protected expectTwo(shapes: readonly Shape[]): void {
    if (shapes.length !== 2)
      throw this.refusal('input-count', ['input'], { expected: 2, actual: shapes.length })
  }

  protected override checkShapes(): void {
    // Keras checks the shapes when it builds.
  }

  /**
   * The mask of the output for the masks of the inputs; null where none has one.
   * @throws LayerError where `mask` is no list with one entry an input, or the masks do not fit together.
   */
  override computeMask(inputs: Tensor | Tensor[], mask?: Tensor | (Tensor | null)[] | null): Tensor {
    const none = null as unknown as Tensor
    if (mask === null || mask === undefined) return none
    const list = toList(inputs)
    if (!Array.isArray(mask) || mask.length !== list.length)
      throw this.refusal('mask-list', ['mask'], { expected: list.length })
    if (mask.every((one) => !one)) return none
    return tidy(() => {
      const parts = this.masksToJoin(
        list,
        mask.map((one) => (one && one.dtype !== 'bool' ? cast(one, 'bool') : one)),
      )
      const axis = this.maskAxis()
      const [first, ...others] = parts.map((part) => part.shape)
      const fits = (shape: number[]) =>
        shape.length === first!.length &&
        shape.every((size, i) => size === first![i] || i === (axis + shape.length) % shape.length)
      if (!others.every(fits))
        throw this.refusal('mask-shapes', ['mask'], { shapes: showShapes([first!, ...others]) })
      const joined = concat(parts, axis)
      return all(joined, this.maskReduction)
    })
  }

  /** Masks as they are put one behind the other, and along which axis; then all must be true along another. */
  protected masksToJoin(_inputs: Tensor[], masks: (Tensor | null)[]): Tensor[] {
    return masks.filter((mask) => mask !== null).map((mask) => expandDims(mask, 0))
  }
  protected maskAxis(): number {
    return 0
  }
  protected readonly maskReduction: number = 0
}

/** Element by element, over any number of inputs that broadcast against each other. */
export abstract class Merge extends ListLayer<Record<never, never>> {
  // Keras decides when it builds whether axes are put in between.
  #aligns = false

  constructor(config: KerasConfig) {
    super({}, config)
  }

  /** The result for two inputs of one dtype. */
  protected abstract combine(a: Tensor, b: Tensor): Tensor

  protected override makeWeights(_first: Shape, allShapes: Shape | Shape[]): void {
    const shapes = listOfShapes(allShapes)
    this.#samples(shapes)
    this.#aligns = new Set(shapes.map((shape) => shape.length)).size > 1
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = listOfShapes(inputShape)
    const { batches, sample } = this.#samples(shapes)
    if (shapes.every((shape) => shape.length === 0)) return []
    return [batches[0] ?? null, ...sample]
  }

  #samples(shapes: Shape[]): { batches: number[]; sample: Shape } {
    const known = shapes.map((shape) => shape[0]).filter((size) => typeof size === 'number')
    const batches = [...new Set(known)]
    if (batches.length > 1) throw this.misfit('merge-batch', shapes)
    const sample = shapes.map((shape) => shape.slice(1)).reduce((a, b) => this.#joined(a, b, shapes))
    return { batches, sample }
  }

  #joined(a: Shape, b: Shape, shapes: Shape[]): Shape {
    if (a.length < b.length) return this.#joined(b, a, shapes)
    const extra = a.length - b.length
    return a.map((size, axis) => {
      if (axis < extra) return size
      const other = b[axis - extra]!
      if (size === null || other === null) return null
      if (size !== other && size !== 1 && other !== 1) throw this.misfit('merge-shapes', shapes)
      return size === 1 ? other : size
    })
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const aligned = this.#aligns ? this.#align(inputs) : inputs
    return aligned.reduce((a, b) => {
      if (!broadcast(a.shape, b.shape)) throw this.misfit('merge-shapes', [a.shape, b.shape])
      if (a.dtype === 'bool' && b.dtype === 'bool') throw this.refusal('input-bool', ['input'])
      const [first, second] = sameDtype([a, b])
      return this.combine(first!, second!)
    })
  }

  /** Axes of size 1 behind the batch, until all inputs have as many. */
  #align(inputs: Tensor[]): Tensor[] {
    const rank = Math.max(...inputs.map((input) => input.rank))
    return inputs.map((input) => {
      if (input.rank === rank) return input
      if (input.rank === 0)
        throw this.misfit(
          'merge-shapes',
          inputs.map(({ shape }) => shape),
        )
      const [batch, ...sample] = input.shape
      return reshape(input, [batch!, ...Array<number>(rank - input.rank).fill(1), ...sample])
    })
  }
}

/** Two tensors in the shape they broadcast to. */
export function sameShape(a: Tensor, b: Tensor): [Tensor, Tensor] {
  if (sameSizes(a.shape, b.shape)) return [a, b]
  // Adding zeros has a gradient for any rank; broadcastTo has one up to rank 4 only.
  return [add(a, zerosLike(b)), add(b, zerosLike(a))]
}
