import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

// 2 rows, 3 columns, 2 channels. Tens tell the row, ones the column, halves the channel.
const picture = tf.tensor([[
  [[0, 0.5], [1, 1.5], [2, 2.5]],
  [[10, 10.5], [11, 11.5], [12, 12.5]],
]])
const columns = layers.reshape({ targetShape: [3, -1] })

display(columns.apply(picture) as tf.Tensor, 'Reshape alone: the first step mixes columns')
display(columns.apply(picture.transpose([0, 2, 1, 3])) as tf.Tensor, 'columns in front, then Reshape')
