import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const x = tf.tensor2d([[0, 80, 150]])
const softmax = layers.activation({ activation: 'softmax' })
const logSoftmax = layers.activation({ activation: 'log_softmax' })

const twoSteps = (softmax.apply(x) as tf.Tensor).log()
const oneStep = logSoftmax.apply(x) as tf.Tensor
console.log('softmax, then log', ...twoSteps.dataSync())
console.log('log_softmax      ', ...oneStep.dataSync())
