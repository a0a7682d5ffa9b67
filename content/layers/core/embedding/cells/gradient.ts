import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const embedding = layers.embedding({ inputDim: 6, outputDim: 3, maskZero: true })
const ids = tf.tensor([[2, 5, 2, 0]], undefined, 'int32')

embedding.apply(ids)
const { grads } = tf.variableGrads(() => (embedding.apply(ids) as tf.Tensor).sum() as tf.Scalar)
for (const [name, gradient] of Object.entries(grads)) display(gradient, name)
