import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'

await tf.setBackend('cpu')

/** The values of a tensor; of the only one, where a layer could give several. */
export const valuesOf = (x: unknown): number[] => [...(x as tf.Tensor).dataSync()]

export { tf }
