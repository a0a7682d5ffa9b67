import { avgPool, avgPool3d, mul, pad, tensor } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor5D } from '@tensorflow/tfjs-core'
import { takingGradients } from '../gradients.ts'
import { sizeOf } from '../shapes.ts'
import { placesAlong, samePadding, type Window } from '../windows.ts'
import { BasePooling, overTwoAxes, type PoolingOptions } from './base_pooling.ts'

/** The mean of each window; of what lies inside the input where a window reaches over the edge. */
export abstract class BaseAveragePooling extends BasePooling {
  protected override pool(x: Tensor): Tensor {
    const window = this.window
    const spatial = x.shape.slice(1, -1)
    const beyond = spatial.map((length, axis): [number, number] =>
      window.padding === 'same' ? samePadding(window, axis, length) : [0, 0],
    )
    if (!beyond.some(([before, after]) => before + after > 0)) return means(x, window, 'valid')
    // tfjs's gradient divides by the whole window at the edges too, and over three axes it misplaces
    // padding "same" where a stride is larger than the window: it is right for whole windows only.
    const misplaced =
      spatial.length === 3 && window.strides.some((stride, axis) => stride > window.size[axis]!)
    if (!misplaced && !takingGradients()) return means(x, window, 'same')
    const whole = pad(x, [[0, 0], ...beyond, [0, 0]])
    return mul(means(whole, window, 'valid'), wholeToReal(window, spatial, beyond))
  }
}

function means(x: Tensor, window: Window, padding: 'valid' | 'same'): Tensor {
  const { size, strides } = window
  type Sizes = [number, number, number]
  return size.length === 3
    ? avgPool3d(x as Tensor5D, [...size] as Sizes, [...strides] as Sizes, padding)
    : overTwoAxes(x, window, (plane, pair, steps) => avgPool(plane, pair, steps, padding))
}

/** By how much a whole window is larger than the part of it inside the input, place by place. */
function wholeToReal(
  window: Window,
  spatial: readonly number[],
  beyond: readonly [number, number][],
): Tensor {
  const places = spatial.map((length, axis) => placesAlong(window, axis, length)!)
  const factors = new Float32Array(sizeOf(places))
  for (let at = 0; at < factors.length; at++) {
    let [rest, factor] = [at, 1]
    for (let axis = places.length - 1; axis >= 0; axis--) {
      const start = (rest % places[axis]!) * window.strides[axis]! - beyond[axis]![0]
      const end = Math.min(spatial[axis]!, start + window.size[axis]!)
      factor *= window.size[axis]! / (end - Math.max(0, start))
      rest = Math.floor(rest / places[axis]!)
    }
    factors[at] = factor
  }
  return tensor(factors, [1, ...places, 1])
}

/** Options of the average poolings. */
export interface AveragePoolingOptions<Size> extends PoolingOptions<Size> {
  /** Size of the window along each axis, above 0. Keras has no default for it. */
  poolSize: Size
}
