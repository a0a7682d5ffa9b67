import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.range(-25, 0).reshape([1, 5, 5, 1])

for (const padding of ['valid', 'same'] as const) {
  const y = layers.maxPooling2d({ poolSize: 2, padding }).apply(x) as tf.Tensor4D
  console.log(padding, 'gives', ...y.shape)
  for (const row of y.squeeze<tf.Tensor2D>([0, 3]).arraySync()) {
    console.log(...row.map((v) => v.toFixed(0)))
  }
}

const overlapping = layers.maxPooling2d({ poolSize: 3, strides: 1 })
const y = overlapping.apply(x) as tf.Tensor4D
console.log('overlapping gives', ...y.shape)
for (const row of y.squeeze<tf.Tensor2D>([0, 3]).arraySync()) {
  console.log(...row.map((v) => v.toFixed(0)))
}
