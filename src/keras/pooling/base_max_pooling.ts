import {
  add,
  argMax,
  cast,
  customGrad,
  equal,
  expandDims,
  gather,
  MaxPool,
  mul,
  range,
  reshape,
  tensor,
  tensor1d,
} from '@tensorflow/tfjs-core'
import type { GradSaveFunc, Tensor } from '@tensorflow/tfjs-core'
import { takingGradients } from '../gradients.ts'
import type { Pass } from '../layer.ts'
import { runKernel } from '../ops.ts'
import { addPatches, fromRows, patchesOf, takePatches, toRows, type Patches } from '../patches.ts'
import { sizeOf } from '../shapes.ts'
import { placesAlong, samePadding, spatialOf } from '../windows.ts'
import { BasePooling, overTwoAxes, type PoolingOptions } from './base_pooling.ts'

/** The greatest value in each window. */
export abstract class BaseMaxPooling extends BasePooling {
  // Keras infers an output of size 0 but cannot compute it.
  protected override nothing(inputShape: number[], outputShape: number[]): Tensor {
    const format = this.params.data_format
    const places = spatialOf(outputShape, format)
    const lost = spatialOf(inputShape, format).findIndex((length, axis) => length > 0 && places[axis] === 0)
    if (lost >= 0) throw this.tooLarge(lost, inputShape)
    return super.nothing(inputShape, outputShape)
  }

  protected override pool(x: Tensor, pass: Pass): Tensor {
    const spatial = x.shape.slice(1, -1)
    if (pass.record) pass.record('winner', this.inFormat(this.#winners(x, this.#patches(spatial))))
    if (!takingGradients()) return this.#maxima(x)
    // tfjs's gradient is wrong on wasm where the maximum is not above 0.
    const pooled = customGrad((image, save) => {
      const value = this.#maxima(image as Tensor)
      ;(save as GradSaveFunc)([image as Tensor, value])
      return { value, gradFunc: (dy, [input, output]) => this.#gradient(dy, input!, output!) }
    })
    return pooled(x)
  }

  // tfjs's maximum over three axes is wrong on wasm where it is not above 0, and everywhere where a
  // stride is larger than the window and padding "same".
  #maxima(x: Tensor): Tensor {
    const pad = this.window.padding
    return overTwoAxes(x, this.window, (plane, filterSize, strides) =>
      runKernel(MaxPool, { x: plane }, { filterSize, strides, pad }),
    )
  }

  #patches(spatial: readonly number[]): Patches {
    const { size, strides, padding } = this.window
    return patchesOf(
      spatial.map((length, axis) => ({
        length,
        size: size[axis]!,
        stride: strides[axis]!,
        before: padding === 'same' ? samePadding(this.window, axis, length)[0] : 0,
        places: placesAlong(this.window, axis, length)!,
      })),
    )
  }

  #gradient(dy: Tensor, x: Tensor, y: Tensor): Tensor {
    const spatial = x.shape.slice(1, -1)
    const patches = this.#patches(spatial)
    const values = takePatches(toRows(x), patches)
    // Of equal values TensorFlow takes the first over one or two axes, and all of them over three.
    const hits =
      spatial.length < 3
        ? equal(expandDims(argMax(values, 1), 1), reshape(range(0, patches.taps, 1, 'int32'), [1, -1, 1]))
        : mul(
            cast(equal(values, expandDims(toRows(y), 1)), 'float32'),
            tensor(patches.real, [patches.places, patches.taps, 1]),
          )
    const shares = mul(cast(hits, 'float32'), expandDims(toRows(dy), 1))
    return fromRows(addPatches(shares, patches, sizeOf(spatial)), x.shape[0]!, spatial)
  }

  /** For each output, where its value stands in the input, as a place in row-major order. The first one wins a tie. */
  #winners(x: Tensor, patches: Patches): Tensor {
    const first = argMax(takePatches(toRows(x), patches), 1)
    const base = reshape(range(0, patches.places * patches.taps, patches.taps, 'int32'), [-1, 1])
    const cells = gather(tensor1d(patches.cells, 'int32'), add(base, first))
    const places = x.shape.slice(1, -1).map((length, axis) => placesAlong(this.window, axis, length)!)
    return fromRows(cells, x.shape[0]!, places)
  }
}

/** Options of the max poolings. */
export interface MaxPoolingOptions<Size> extends PoolingOptions<Size> {
  /** Size of the window along each axis, above 0. Default 2. */
  poolSize?: Size
}
