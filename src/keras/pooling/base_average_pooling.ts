import { avgPool, mul, pad, tensor } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../shapes.ts'
import { placesAlong, samePadding, type Window } from '../windows.ts'
import { BasePooling, overTwoAxes, type PoolingOptions } from './base_pooling.ts'

/** The mean of each window; of what lies inside the input where a window reaches over the edge. */
export abstract class BaseAveragePooling extends BasePooling {
  protected override pool(x: Tensor): Tensor {
    const spatial = x.shape.slice(1, -1)
    const window = this.window
    const beyond = spatial.map((length, axis): [number, number] =>
      window.padding === 'same' ? samePadding(window, axis, length) : [0, 0],
    )
    const ragged = beyond.some(([before, after]) => before + after > 0)
    // tfjs's gradient divides by the whole window at the edges too: it is right for whole windows only.
    const whole = ragged ? pad(x, [[0, 0], ...beyond, [0, 0]]) : x
    const means = overTwoAxes(whole, window, (plane, size, strides) => avgPool(plane, size, strides, 'valid'))
    return ragged ? mul(means, wholeToReal(window, spatial, beyond)) : means
  }
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
