import { concat, ones } from '@tensorflow/tfjs-core'
import { initializers, type Initializer } from '../initializers.ts'
import type { Made, Where } from '../objects.ts'

/** First values of the bias of four gates, `units` each: the forget gate, the second, starts at 1. */
export function forgetBias(made: Made<Initializer>, units: number, where: Where): Made<Initializer> {
  // Keras's fallback for none does not reach the parts the bias is put together from.
  if (made.serialize() === null) initializers.resolve(null, where)
  const value: Initializer = (_shape, site) =>
    concat([made.value([units], site), ones([units]), made.value([units * 2], site)])
  return { ...made, value }
}
