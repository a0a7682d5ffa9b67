import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const layer = layers.lstm({ units: 2, returnSequences: true, returnState: true })
const [sequence, h, c] = layer.apply(tf.zeros([1, 5, 3])) as tf.Tensor[]
console.log('sequence', ...sequence.shape, 'h', ...h.shape, 'c', ...c.shape)
for (const weight of layer.weights) console.log(weight.name, ...weight.shape)
const bias = layer.getWeights()[2].arraySync() as number[]
console.log('bias i i f f c c o o', ...bias.map((v) => v.toFixed(0)))

const x = tf.tensor([1, 0, 0, 0, 0], [1, 5, 1])
for (const unitForgetBias of [true, false]) {
  const layer = layers.lstm({
    units: 1,
    kernelInitializer: 'ones',
    recurrentInitializer: 'zeros',
    unitForgetBias,
    returnSequences: true,
  })
  const y = layer.apply(x) as tf.Tensor
  const name = unitForgetBias ? 'with' : 'without'
  console.log(name, 'forget bias', ...Array.from(y.dataSync(), (v) => v.toFixed(4)))
}
