import { add, cast, engine, Reshape, Transpose } from '@tensorflow/tfjs-core'
import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core'

/** The tensor in float32, as Keras casts numbers that come into a float layer. */
export const asFloat = (x: Tensor): Tensor => (x.dtype === 'float32' ? x : cast(x, 'float32'))

/**
 * One kernel of tfjs, on tensors of the dtype it takes. tfjs's own functions look at their arguments again and
 * open a scope, which is some tenth of a small layer's time; a layer has checked its input and has a scope.
 */
export const runKernel = (
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
  attributes: Readonly<NamedAttrMap> = {},
): Tensor => engine().runKernel(name, inputs, attributes)

/** Sums with a bias for each channel, where there is one. */
export const withBias = (sums: Tensor, bias: Tensor | null): Tensor => (bias ? add(sums, bias) : sums)

/** `tf.reshape` without its scope. */
export const inShape = (x: Tensor, shape: number[]): Tensor => runKernel(Reshape, { x }, { shape })

/** The tensor with its axes in another order. Also where it is empty, which tfjs's wasm backend cannot. */
export const reordered = (x: Tensor, order: number[]): Tensor =>
  x.size > 0
    ? runKernel(Transpose, { x }, { perm: order })
    : inShape(
        x,
        order.map((axis) => x.shape[axis]!),
      )
