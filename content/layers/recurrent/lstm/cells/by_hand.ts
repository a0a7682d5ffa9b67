import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const units = 3
const lstm = layers.lstm({ units, returnState: true })
const x = tf.tensor([1, -1, 0.5, 2], [1, 2, 2])
const [, h, c] = lstm.apply(x) as tf.Tensor[]

const [kernel, recurrent, bias] = lstm.getWeights()
let hidden: tf.Tensor = tf.zeros([1, units])
let cell: tf.Tensor = tf.zeros([1, units])
for (const step of tf.unstack(x, 1)) {
  const z = step.matMul(kernel).add(hidden.matMul(recurrent)).add(bias)
  const [i, f, candidate, o] = tf.split(z, 4, 1)
  cell = f.sigmoid().mul(cell).add(i.sigmoid().mul(candidate.tanh()))
  hidden = o.sigmoid().mul(cell.tanh())
}

console.log('h differs by', hidden.sub(h).abs().max().dataSync()[0])
console.log('c differs by', cell.sub(c).abs().max().dataSync()[0])
display(hidden)
