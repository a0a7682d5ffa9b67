import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { sequential } from '@tensorflow/tfjs-layers'
import { layers } from 'layerbook'

await tf.setBackend('cpu')
const ones = { kernelInitializer: 'ones' }
const model = sequential({
  layers: [
    layers.conv2d({ filters: 2, kernelSize: [1, 3], activation: 'relu', inputShape: [2, 4, 2], ...ones }),
    layers.maxPooling2d({ poolSize: 2, strides: 1 }),
    layers.dense({ units: 1, ...ones }),
  ],
})
const prediction = model
  .predict(tf.ones([1, 2, 4, 2]))
  .arraySync()
  .flat(2)

model.compile({ optimizer: tf.train.sgd(0.001), loss: 'meanSquaredError' })
const { history } = await model.fit(tf.ones([4, 2, 4, 2]), tf.zeros([4, 1, 1, 1]), { epochs: 5, verbose: 0 })
console.log(JSON.stringify({ prediction, first: history.loss[0], last: history.loss.at(-1) }))
