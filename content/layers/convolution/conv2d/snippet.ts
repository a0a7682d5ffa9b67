import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const darkToBright = tf.tensor([0, 0, 0, 1, 1, 1]).tile([4]).reshape([1, 4, 6, 1])
const edge = tf.tensor([-1, 0, 1]).tile([3]).reshape([3, 3, 1, 1])

for (const padding of ['valid', 'same'] as const) {
  const layer = layers.conv2d({ filters: 1, kernelSize: 3, padding, useBias: false })
  layer.build(darkToBright.shape)
  layer.setWeights([edge])
  const y = layer.apply(darkToBright) as tf.Tensor4D
  console.log(padding, 'gives', ...y.shape)
  for (const row of y.squeeze<tf.Tensor2D>([0, 3]).arraySync()) {
    console.log(...row.map((v) => v.toFixed(0)))
  }
}

const layer = layers.conv2d({ filters: 8, kernelSize: 3, strides: 2 })
const y = layer.apply(tf.zeros([1, 28, 28, 3])) as tf.Tensor4D
console.log('strides 2 gives', ...y.shape)
for (const weight of layer.weights) console.log(weight.name, ...weight.shape)
