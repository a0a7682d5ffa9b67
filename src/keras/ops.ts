import { cast } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** The tensor in float32, as Keras casts numbers that come into a float layer. */
export const asFloat = (x: Tensor): Tensor => (x.dtype === 'float32' ? x : cast(x, 'float32'))
