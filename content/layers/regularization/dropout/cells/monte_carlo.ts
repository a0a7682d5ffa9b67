import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'
import * as Plot from '@observablehq/plot'

setRandomSeed(1)
const hidden = layers.dense({ units: 32, activation: 'relu' })
const drop = layers.dropout({ rate: 0.5 })
const out = layers.dense({ units: 1 })

const x = tf.tensor2d([[1, -1, 0.5]])
const predict = (training: boolean) => {
  const kept = drop.apply(hidden.apply(x), { training })
  return (out.apply(kept) as tf.Tensor).dataSync()[0]
}

const samples = Array.from({ length: 300 }, () => predict(true))
const { mean, variance } = tf.moments(tf.tensor1d(samples))
console.log('training=False', predict(false).toFixed(3))
const [center, spread] = [mean, variance.sqrt()].map((t) => t.dataSync()[0].toFixed(3))
console.log('300 calls with training=True', center, '±', spread)

Plot.rectY(samples, Plot.binX({ y: 'count' }, { x: (v: number) => v })).plot({ height: 220 })
