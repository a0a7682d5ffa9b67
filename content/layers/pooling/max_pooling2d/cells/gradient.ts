import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.tensor([1, 3, 2, 9, 4, 2, 8, 5, 6, 0, 1, 1, 3, 5, 1, 7], [1, 4, 4, 1])
const pool = layers.maxPooling2d({ poolSize: 2 })
const sumOfMaxima = (input: tf.Tensor) => (pool.apply(input) as tf.Tensor).sum()

display(x.reshape([4, 4]))
tf.grad(sumOfMaxima)(x).reshape([4, 4])
