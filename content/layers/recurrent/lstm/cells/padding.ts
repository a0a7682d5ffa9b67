import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

// Biases off zero, as training leaves them: a padded 0 then changes the state.
const lstm = layers.lstm({ units: 2, biasInitializer: 'ones' })
const sentence = [0.9, -0.4, 0.7]
const none = [0, 0, 0]

const last = (steps: number[], mask?: number[]) => {
  const x = tf.tensor(steps, [1, steps.length, 1])
  const h = lstm.apply(x, mask ? { mask: tf.tensor([mask]) } : {}) as tf.Tensor
  return Array.from(h.dataSync(), (value) => value.toFixed(4)).join(' ')
}

console.log('no padding       ', last(sentence))
console.log('after            ', last([...sentence, ...none]))
console.log('before           ', last([...none, ...sentence]))
console.log('after, masked    ', last([...sentence, ...none], [1, 1, 1, 0, 0, 0]))
console.log('before, masked   ', last([...none, ...sentence], [0, 0, 0, 1, 1, 1]))
