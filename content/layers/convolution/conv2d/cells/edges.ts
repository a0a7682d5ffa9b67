import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const size = 24
const disc = Array.from({ length: size * size }, (_, i) => {
  const [row, column] = [Math.floor(i / size), i % size]
  return Math.hypot(row - 11.5, column - 11.5) < 7 ? 1 : 0
})
const picture = tf.tensor(disc, [1, size, size, 1])

// Filter 0 finds vertical edges, filter 1 horizontal ones.
const sobel = tf.tensor2d([
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
])
const options = { filters: 2, kernelSize: 3, padding: 'same', useBias: false } as const
const layer = layers.conv2d(options)
layer.build(picture.shape)
layer.setWeights([tf.stack([sobel, sobel.transpose()], -1).expandDims(2)])

const maps = (layer.apply(picture) as tf.Tensor).squeeze([0])
const [vertical, horizontal] = tf.unstack(maps, -1)
for (const map of [vertical, horizontal]) display(map)
vertical.square().add(horizontal.square()).sqrt()
