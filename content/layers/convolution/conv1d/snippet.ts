import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const impulse = tf.tensor([0, 0, 0, 1, 0, 0, 0, 0], [1, 8, 1])
for (const padding of ['valid', 'same', 'causal'] as const) {
  const layer = layers.conv1d({
    filters: 1,
    kernelSize: 3,
    padding,
    dilationRate: 2,
    kernelInitializer: 'ones',
  })
  const y = layer.apply(impulse) as tf.Tensor
  console.log(padding, ...Array.from(y.dataSync(), (v) => v.toFixed(0)))
}

let x = tf.eye(1, 20).reshape([1, 20, 1])
for (const dilationRate of [1, 2, 4, 8]) {
  const layer = layers.conv1d({
    filters: 1,
    kernelSize: 2,
    padding: 'causal',
    dilationRate,
    kernelInitializer: 'ones',
  })
  x = layer.apply(x) as tf.Tensor3D
  const reach = x.dataSync().filter((v) => v !== 0).length
  console.log('dilation', dilationRate, 'reach', reach)
}
