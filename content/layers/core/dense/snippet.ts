import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const layer = layers.dense({ units: 2, activation: 'relu' })
layer.build([null, 3])
for (const weight of layer.weights) console.log(weight.name, ...weight.shape)

const kernel = tf.tensor([1, 2, 0, -4, 2, 1], [3, 2])
const bias = tf.tensor([0.5, 0])
layer.setWeights([kernel, bias])

const samples = tf.tensor([1, 1, 1, 2, 0, 1], [2, 3])
const sequences = tf.tensor([1, 1, 1, 2, 0, 1, 0, 0, 0, 0, 1, 2], [1, 4, 3])
const y1 = layer.apply(samples) as tf.Tensor2D
const y2 = layer.apply(sequences) as tf.Tensor3D
console.log('samples', ...samples.shape, 'to', ...y1.shape)
console.log('sequences', ...sequences.shape, 'to', ...y2.shape)
for (const step of y2.arraySync().flat()) {
  console.log(...step.map((v) => v.toFixed(1)))
}
