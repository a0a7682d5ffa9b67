import { cast, reshape, transpose } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** The tensor in float32, as Keras casts numbers that come into a float layer. */
export const asFloat = (x: Tensor): Tensor => (x.dtype === 'float32' ? x : cast(x, 'float32'))

/** The tensor with its axes in another order. Also where it is empty, which tfjs's wasm backend cannot. */
export const reordered = (x: Tensor, order: number[]): Tensor =>
  x.size > 0
    ? transpose(x, order)
    : reshape(
        x,
        order.map((axis) => x.shape[axis]!),
      )
