import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const table = tf.tensor([0, 0, 1, 10, 2, 20, 3, 30], [4, 2])
const layer = layers.embedding({
  inputDim: 4,
  outputDim: 2,
  maskZero: true,
  weights: [table],
})

const ids = tf.tensor([3, 1, 1, 0], [1, 4], 'int32')
const rows = layer.apply(ids) as tf.Tensor3D
console.log('ids', ...ids.shape, 'to', ...rows.shape)
for (const row of rows.arraySync().flat()) {
  console.log(...row.map((v) => v.toFixed(0)))
}

const mask = layer.computeMask(ids) as tf.Tensor
console.log('mask', ...mask.dataSync())

const product = tf.oneHot(ids.flatten(), 4).toFloat().matMul(table)
const [difference] = rows.sub(product).abs().max().dataSync()
console.log('difference to one-hot times table', difference.toFixed(1))
