import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.ones([2, 100, 10])
const distinct = (y: tf.Tensor) => Array.from(new Set(y.dataSync())).sort()

const layer = layers.dropout({ rate: 0.75 })
const inference = layer.apply(x) as tf.Tensor
const training = layer.apply(x, { training: true }) as tf.Tensor
console.log('inference', ...distinct(inference).map((v) => v.toFixed(1)))
console.log('training', ...distinct(training).map((v) => v.toFixed(1)))

const alone = layers.dropout({ rate: 0.5 })
const whole = layers.dropout({ rate: 0.5, noiseShape: [2, 1, 10] })
for (const [name, dropout] of Object.entries({ alone, 'whole features': whole })) {
  const y = dropout.apply(x, { training: true }) as tf.Tensor
  const spreadOverSteps = y.max(1).sub(y.min(1))
  console.log(name, ...distinct(spreadOverSteps).map((v) => v.toFixed(1)))
}
