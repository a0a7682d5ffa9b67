import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const series = tf.range(0, 12)

// Reshape cuts: each element lands in exactly one window.
const apart = layers.reshape({ targetShape: [-1, 4] }).apply(series.expandDims(0)) as tf.Tensor
display(apart, 'windows of 4, side by side')

// Windows that overlap repeat elements, so they have to be sliced.
const starts = [0, 2, 4, 6, 8]
display(tf.stack(starts.map((start) => series.slice(start, 4))), 'windows of 4, every 2 steps')
