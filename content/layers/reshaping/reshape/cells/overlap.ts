import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const series = tf.range(0, 12)

// Reshape cuts: each element lands in exactly one window.
console.log('windows of 4, side by side')
display(layers.reshape({ targetShape: [-1, 4] }).apply(series.expandDims(0)))

// Windows that overlap repeat elements, so they have to be sliced.
console.log('windows of 4, one every 2 steps')
const starts = [0, 2, 4, 6, 8]
display(tf.stack(starts.map((start) => series.slice(start, 4))))
