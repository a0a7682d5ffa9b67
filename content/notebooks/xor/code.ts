// order: 1

// %% points
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

const points = [
  { a: 0, b: 0, xor: 0 },
  { a: 0, b: 1, xor: 1 },
  { a: 1, b: 0, xor: 1 },
  { a: 1, b: 1, xor: 0 },
]
const x = tf.tensor2d(points.map(({ a, b }) => [a, b]))
const y = tf.tensor2d(points.map(({ xor }) => [xor]))
display(points, 'points')

// %% plane folded
interface Point {
  unit: number
  a: number
  b: number
}

// The grid reaches beyond the frame, so that no contour runs along its edge.
const [from, to, side] = [-0.6, 1.6, 48]
const at = (i: number) => from + ((to - from) * (i + 0.5)) / side
const grid = tf.tensor2d(
  Array.from({ length: side * side }, (_, i) => [at(i % side), at(Math.floor(i / side))]),
)

function plane(model: tf.LayersModel, title: string | undefined, lines: Point[] = []) {
  const heights = tf.tidy(() => (model.predict(grid) as tf.Tensor).dataSync())
  const raster = { width: side, height: side, x1: from, x2: to, y1: from, y2: to, clip: true }
  return Plot.plot({
    title,
    width: 400,
    height: 370,
    x: { domain: [-0.5, 1.5], ticks: [0, 1], tickFormat: 'd' },
    y: { domain: [-0.5, 1.5], ticks: [0, 1], tickFormat: 'd' },
    color: { type: 'linear', domain: [0, 0.5, 1], range: ['#3b8eea', '#8f949c', '#e07b28'] },
    marks: [
      Plot.contour(heights, {
        ...raster,
        fill: Plot.identity,
        thresholds: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
      }),
      Plot.contour(heights, {
        ...raster,
        value: Plot.identity,
        thresholds: [0.5],
        stroke: 'currentColor',
        strokeWidth: 2,
      }),
      Plot.line(lines, {
        x: 'a',
        y: 'b',
        z: 'unit',
        stroke: 'currentColor',
        strokeDasharray: '6 4',
        clip: true,
      }),
      Plot.dot(points, { x: 'a', y: 'b', r: 11, fill: 'var(--plot-background)', stroke: 'currentColor' }),
      Plot.text(points, { x: 'a', y: 'b', text: 'xor', fontSize: 14, fontWeight: 'bold' }),
    ],
  })
}

function answersOf(model: tf.LayersModel) {
  const answers = tf.tidy(() => Array.from((model.predict(x) as tf.Tensor).dataSync()))
  return points.map((point, i) => ({ ...point, answer: Number(answers[i].toFixed(3)) }))
}

// %% one-layer
setRandomSeed(1)
const single = tf.sequential({
  layers: [layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })],
})
single.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' })
await single.fit(x, y, { epochs: 150 })
display(answersOf(single), 'answers')

// %% knobs
const hidden = slider({ min: 1, max: 8, step: 1, value: 4, label: 'hidden units' })
const activation = select(['tanh', 'relu', 'sigmoid', 'linear'], { label: 'activation' })
const seed = slider({ min: 1, max: 10, step: 1, value: 1, label: 'seed' })

// %% two-layers
setRandomSeed(seed)
const model = tf.sequential({
  layers: [
    layers.dense({ units: hidden, activation, inputShape: [2] }),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
})
model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' })
await model.fit(x, y, {
  epochs: 150,
  callbacks: {
    onEpochEnd: (epoch) => {
      if (epoch % 10 === 9) display(plane(model, `epoch ${epoch + 1}`), 'plane')
    },
  },
})
display(answersOf(model), 'answers')

// %% folds folded
const [kernel, bias] = model.layers[0].getWeights()
const [weightsA, weightsB] = kernel.arraySync() as number[][]
const biases = bias.arraySync() as number[]
const out = model.layers[1].getWeights()[0].dataSync()
const round = (value: number) => Number(value.toFixed(2))
const units = biases.map((bias, unit) => ({
  unit,
  a: round(weightsA[unit]),
  b: round(weightsB[unit]),
  bias: round(bias),
  out: round(out[unit]),
}))
// Each unit's fold is the line a·x + b·y + bias = 0.
const lines = units.flatMap(({ unit, a, b, bias }) =>
  [-9, 9].map((far) =>
    Math.abs(b) > Math.abs(a)
      ? { unit, a: far, b: -(a * far + bias) / b }
      : { unit, a: -(b * far + bias) / a, b: far },
  ),
)
display(plane(model, undefined, lines), 'folds')
display(units, 'units')
