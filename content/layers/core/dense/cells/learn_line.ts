import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
import * as Plot from '@observablehq/plot'

// Points on y = 2x + 1; one unit has to find the 2 and the 1.
const x = tf.linspace(-1, 1, 20).reshape([20, 1])
const y = x.mul(2).add(1)

const layer = layers.dense({ units: 1 })
layer.build([null, 1])
const optimizer = tf.train.sgd(0.2)
const error = () => (layer.apply(x) as tf.Tensor).sub(y).square().mean() as tf.Scalar

const losses: { step: number; loss: number }[] = []
for (let step = 0; step < 60; step++) {
  const loss = optimizer.minimize(error, true)!
  losses.push({ step, loss: loss.dataSync()[0] })
}

const [kernel, bias] = layer.getWeights().map((weight) => weight.dataSync()[0])
console.log('kernel', kernel.toFixed(3), 'bias', bias.toFixed(3))
Plot.line(losses, { x: 'step', y: 'loss' }).plot({ height: 220, grid: true })
