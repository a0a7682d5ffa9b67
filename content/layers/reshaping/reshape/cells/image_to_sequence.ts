import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

// 2 rows, 3 columns, 2 channels. Tens tell the row, ones the column, halves the channel.
const picture = tf.tensor([
  [
    [
      [0, 0.5],
      [1, 1.5],
      [2, 2.5],
    ],
    [
      [10, 10.5],
      [11, 11.5],
      [12, 12.5],
    ],
  ],
])
const cut = layers.reshape({ targetShape: [3, -1] })

console.log('Reshape alone: the first step mixes columns')
display(cut.apply(picture))

console.log('columns in front first: each step is one column')
display(cut.apply(picture.transpose([0, 2, 1, 3])))
