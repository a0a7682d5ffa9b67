import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.tensor([-3, -1, 0, 1, 3], [1, 5])
const names = ['relu', 'leaky_relu', 'elu', 'sigmoid', 'tanh', 'gelu', 'softmax'] as const

for (const name of names) {
  const layer = layers.activation({ activation: name })
  const y = layer.apply(x) as tf.Tensor
  console.log(name, ...Array.from(y.dataSync(), (v) => v.toFixed(3)))
}

const softmax = layers.activation({ activation: 'softmax' })
const shifted = softmax.apply(x.add(100)) as tf.Tensor
console.log('softmax of x + 100', ...Array.from(shifted.dataSync(), (v) => v.toFixed(3)))
console.log('weights', softmax.weights.length)
