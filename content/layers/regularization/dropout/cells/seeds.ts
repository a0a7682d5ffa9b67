import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.ones([1, 10])
const show = (name: string, layer: tf.layers.Layer) => {
  const y = layer.apply(x, { training: true }) as tf.Tensor
  console.log(name, ...y.dataSync())
}

const layer = layers.dropout({ rate: 0.5, seed: 7 })
show('call 1           ', layer)
show('call 2           ', layer)
show('new layer, call 1', layers.dropout({ rate: 0.5, seed: 7 }))

const plain = tf.layers.dropout({ rate: 0.5, seed: 7 })
show('plain tfjs, 1    ', plain)
show('plain tfjs, 2    ', plain)
