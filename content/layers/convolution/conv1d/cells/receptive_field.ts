import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const kernelSize = 2
const dilations = [1, 2, 4, 8]
const steps = 40

const shared = { filters: 1, kernelSize, padding: 'causal', kernelInitializer: 'ones' } as const
const stack = dilations.map((dilationRate) => layers.conv1d({ ...shared, dilationRate }))
const lastOutput = (x: tf.Tensor) =>
  stack.reduce((y, layer) => layer.apply(y) as tf.Tensor, x).dataSync()[steps - 1]

// A single 1 at step t reaches the last output only if the stack sees that far back.
const seen: number[] = []
for (let t = 0; t < steps; t++) {
  const impulse = tf.oneHot([t], steps).toFloat().reshape([1, steps, 1])
  if (lastOutput(impulse) !== 0) seen.push(t)
}

console.log('the last output sees steps', seen.join(' '))
console.log('measured', seen.length)
const sum = dilations.reduce((total, d) => total + d, 0)
console.log('formula ', 1 + (kernelSize - 1) * sum)
