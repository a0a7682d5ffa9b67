import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const channels = 16
const sizes = { 'one 5x5': [5], 'two 3x3': [3, 3] }

for (const [name, kernels] of Object.entries(sizes)) {
  let x: tf.Tensor = tf.zeros([1, 9, 9, channels])
  let count = 0
  for (const kernelSize of kernels) {
    const layer = layers.conv2d({ filters: channels, kernelSize })
    x = layer.apply(x) as tf.Tensor
    for (const weight of layer.getWeights()) count += weight.size
  }
  console.log(name, 'output', x.shape.join('x'), 'parameters', count)
}
