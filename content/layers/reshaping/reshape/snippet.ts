import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.range(0, 12).reshape([1, 3, 4])

for (const targetShape of [[12], [4, 3], [-1, 2], [2, -1, 3]]) {
  const y = layers.reshape({ targetShape }).apply(x) as tf.Tensor
  console.log(...targetShape, 'gives', ...y.shape)
}

const reshaped = layers.reshape({ targetShape: [4, 3] }).apply(x) as tf.Tensor3D
for (const row of reshaped.arraySync().flat()) {
  console.log('reshaped', ...row.map((v) => v.toFixed(0)))
}

const transposed = x.transpose([0, 2, 1]) as tf.Tensor3D
for (const row of transposed.arraySync().flat()) {
  console.log('transposed', ...row.map((v) => v.toFixed(0)))
}
