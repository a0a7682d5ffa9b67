import { reshape, split, unstack } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** The steps of a sequence (batch, steps, …), each (batch, …). */
export function stepsOf(x: Tensor): Tensor[] {
  if (x.rank < 5 || x.size === 0) return unstack(x, 1)
  // tfjs's wasm backend cuts tensors of five and more axes number by number, but rows whole.
  const [batch, steps, ...rest] = x.shape as [number, number, ...number[]]
  const rows = reshape(x, [batch, x.size / batch])
  return split(rows, steps, 1).map((step) => reshape(step, [batch, ...rest]))
}
