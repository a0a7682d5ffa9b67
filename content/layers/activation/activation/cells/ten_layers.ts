import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
import * as Plot from '@observablehq/plot'

const names = ['sigmoid', 'tanh', 'silu', 'relu'] as const
const rows: { name: string; depth: number; gradient: number }[] = []

for (const name of names) {
  const layer = layers.activation({ activation: name })
  for (let depth = 1; depth <= 10; depth++) {
    const through = (x: tf.Tensor) => {
      for (let i = 0; i < depth; i++) x = layer.apply(x) as tf.Tensor
      return x
    }
    const gradient = tf.grad(through)(tf.scalar(1)).dataSync()[0]
    rows.push({ name, depth, gradient })
  }
  console.log(name, rows[rows.length - 1].gradient.toExponential(1))
}

Plot.plot({
  y: { type: 'log', ticks: 7, tickFormat: '.0e', grid: true },
  color: { legend: true },
  marks: [Plot.lineY(rows, { x: 'depth', y: 'gradient', stroke: 'name', marker: true })],
})
