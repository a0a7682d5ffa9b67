import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
import * as Plot from '@observablehq/plot'

const x = tf.concat([tf.zeros([8]), tf.ones([8])]).reshape([1, 16, 1])
const rows: { step: number; value: number; name: string }[] = []
x.dataSync().forEach((value, step) => rows.push({ step, value, name: 'input' }))

for (const padding of ['same', 'causal'] as const) {
  const layer = layers.conv1d({ filters: 1, kernelSize: 5, padding })
  layer.build([null, null, 1])
  layer.setWeights([tf.fill([5, 1, 1], 0.2), tf.zeros([1])])
  const y = Array.from((layer.apply(x) as tf.Tensor).dataSync())
  const first = y.findIndex((value) => value !== 0)
  console.log(padding, 'reacts at step', first, 'to a jump at step 8')
  y.forEach((value, step) => rows.push({ step, value, name: padding }))
}

const lines = Plot.lineY(rows, { x: 'step', y: 'value', stroke: 'name', marker: true })
Plot.plot({ height: 240, color: { legend: true }, marks: [Plot.ruleX([8]), lines] })
