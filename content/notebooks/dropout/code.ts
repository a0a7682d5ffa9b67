// order: 4

// %% imports
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

// %% data
/** Two half moons, class 0 and class 1 in turn, with normal noise in both coordinates. */
function moons(count: number, seed: number) {
  const angles = tf.tidy(() => tf.randomUniform([count], 0, Math.PI, 'float32', seed).dataSync())
  const noise = tf.tidy(() => tf.randomNormal([count, 2], 0, 0.35, 'float32', seed + 1).dataSync())
  const points = Array.from({ length: count }, (_, i) => {
    const label = i % 2
    const [a, b] = [Math.cos(angles[i]), Math.sin(angles[i])]
    const [x, y] = label ? [1 - a, 0.5 - b] : [a, b]
    return { x: x + noise[2 * i], y: y + noise[2 * i + 1], label }
  })
  return {
    points,
    x: tf.tensor2d(points.map(({ x, y }) => [x, y])),
    y: tf.tensor2d(points.map(({ label }) => [label])),
  }
}
const train = moons(60, 1)
const test = moons(600, 3)

// %% knobs
const rate = slider({ min: 0.1, max: 0.9, step: 0.1, value: 0.5, label: 'rate' })
const units = select([16, 64, 128], { value: 128, label: 'units' })

// %% fit
async function fit(rate: number) {
  setRandomSeed(1)
  const model = tf.sequential({
    layers: [
      layers.dense({ units, activation: 'relu', inputShape: [2] }),
      layers.dropout({ rate }),
      layers.dense({ units, activation: 'relu' }),
      layers.dropout({ rate }),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
  const { history } = await model.fit(train.x, train.y, {
    epochs: 120,
    batchSize: 60,
    shuffle: false,
    validationData: [test.x, test.y],
  })
  return { name: `rate ${rate}`, model, losses: history.val_loss as number[] }
}

// %% without
const without = await fit(0)

// %% with
const dropped = await fit(rate)

// %% gap
const results = [without, dropped].map(({ name, model }) => {
  const measure = ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) =>
    tf.tidy(() => (model.evaluate(x, y) as tf.Scalar[]).map((value) => value.dataSync()[0]))
  const [[loss, accuracy], [testLoss, testAccuracy]] = [measure(train), measure(test)]
  return { name, loss, testLoss, gap: testLoss - loss, accuracy, testAccuracy }
})
display(
  results.map(({ name, ...numbers }) => ({
    name,
    ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, value.toFixed(2)])),
  })),
  'results',
)

// %% curves folded
display(
  Plot.plot({
    width: 640,
    height: 240,
    x: { label: 'epoch' },
    y: { label: null, zero: true },
    color: { legend: true, domain: [without.name, dropped.name], range: ['#8f949c', '#e07b28'] },
    marks: [
      Plot.line(
        [without, dropped].flatMap(({ name, losses }) =>
          losses.map((loss, i) => ({ name, epoch: i + 1, loss })),
        ),
        { x: 'epoch', y: 'loss', stroke: 'name', strokeWidth: 2 },
      ),
    ],
  }),
  'val_loss',
)

// %% maps
for (const { name, model } of [without, dropped]) display(map(model), name)

// %% map folded
const [from, to, side] = [-2.2, 3.2, 50]
const at = (i: number) => from + ((to - from) * (i + 0.5)) / side
const grid = tf.tensor2d(
  Array.from({ length: side * side }, (_, i) => [at(i % side), at(Math.floor(i / side))]),
)
const thresholds = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

function map(model: tf.LayersModel) {
  const answers = tf.tidy(() => (model.predict(grid) as tf.Tensor).dataSync())
  const raster = { width: side, height: side, x1: from, x2: to, y1: from, y2: to, clip: true }
  return Plot.plot({
    width: 400,
    height: 340,
    x: { domain: [-1.8, 2.8], label: null, ticks: 5 },
    y: { domain: [-1.5, 2.2], label: null, ticks: 4 },
    color: { type: 'linear', domain: [0, 0.5, 1], range: ['#3b8eea', '#8f949c', '#e07b28'] },
    marks: [
      Plot.contour(answers, { ...raster, fill: Plot.identity, thresholds }),
      Plot.contour(answers, {
        ...raster,
        value: Plot.identity,
        thresholds: [0.5],
        stroke: 'currentColor',
        strokeWidth: 2,
      }),
      Plot.dot(train.points, {
        x: 'x',
        y: 'y',
        r: 5,
        fill: 'label',
        stroke: 'var(--plot-background)',
        strokeWidth: 1.5,
      }),
    ],
  })
}
