// order: 10

// %% batch
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

const x = tf.tensor2d([
  [1, 20, 3, 4],
  [2, 24, 1, 9],
  [3, 28, 5, 2],
  [6, 48, 7, 5],
])

display(x, 'x')

const round = (value: number) => Number(value.toFixed(4))

// %% by-hand
const epsilon = 1e-3
const standardized = (axis: number) => {
  const { mean, variance } = tf.moments(x, axis, true)
  return x.sub(mean).div(variance.add(epsilon).sqrt())
}
const overBatch = standardized(0)
const overFeatures = standardized(1)
display(heatMap(x), 'x')
display(heatMap(overBatch), 'batch normalization')
display(heatMap(overFeatures), 'layer normalization')

// %% layers
const batchNorm = layers.batchNormalization()
const layerNorm = layers.layerNormalization()
const byBatchNorm = batchNorm.apply(x, { training: true }) as tf.Tensor
const byLayerNorm = layerNorm.apply(x) as tf.Tensor
const same = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).abs().max().dataSync()[0] < 1e-4
display(same(byBatchNorm, overBatch), 'batchNormalization')
display(same(byLayerNorm, overFeatures), 'layerNormalization')
display(batchNorm, 'batch')
display(layerNorm, 'layer')

// %% size
const size = slider({ min: 1, max: 64, step: 1, value: 4, label: 'size' })

// %% company
const crowd = tf.randomNormal([64, 4], 3, 2, 'float32', 9)
const sizes = Array.from({ length: 64 }, (_, i) => i + 1)
const firstEntry = (layer: tf.layers.Layer, size: number) =>
  tf.tidy(() => (layer.apply(crowd.slice(0, size), { training: true }) as tf.Tensor).dataSync()[0])
const fresh = { batch: layers.batchNormalization(), layer: layers.layerNormalization() }
const curves = Object.entries(fresh).flatMap(([norm, layer]) =>
  sizes.map((size) => ({ norm, size, value: round(firstEntry(layer, size)) })),
)

// %% company-plot
const marked = curves.filter((d) => d.size === size)
display(marked, 'first entry')
Plot.plot({
  height: 240,
  x: { label: 'batch size' },
  y: { label: 'first entry of sample 0' },
  color: { legend: true, domain: ['batch', 'layer'], range: ['#3b8eea', '#d9772b'] },
  marks: [
    Plot.ruleX([size], { strokeOpacity: 0.4 }),
    Plot.lineY(curves, { x: 'size', y: 'value', z: 'norm', stroke: 'norm', strokeWidth: 2 }),
    Plot.dot(marked, { x: 'size', y: 'value', fill: 'norm', r: 4 }),
  ],
})

// %% momentum
const momentum = select([0.5, 0.9, 0.99], { value: 0.99, label: 'momentum' })

// %% moving
const tracker = layers.batchNormalization({ momentum })
const truth = 3
const probe = tf.tensor2d([[truth - 2], [truth + 2]])
const calls = Array.from({ length: 200 }, (_, i) => i + 1)
const followed = calls.map((call) =>
  tf.tidy(() => {
    tracker.apply(tf.randomNormal([32, 1], truth, 2, 'float32', call), { training: true })
    const [mean, variance] = tracker
      .getWeights()
      .slice(2)
      .map((weight) => weight.dataSync()[0])
    const inference = (tracker.apply(probe) as tf.Tensor).mean().dataSync()[0]
    const expected = truth * (1 - momentum ** call)
    return {
      call,
      expected: round(expected),
      mean: round(mean),
      variance: round(variance),
      inference: round(inference),
    }
  }),
)
display(
  [10, 100, 200].map((call) => followed[call - 1]),
  'moving',
)
Plot.plot({
  height: 240,
  x: { label: 'training calls' },
  y: { label: 'moving_mean' },
  marks: [
    Plot.ruleY([truth], { strokeDasharray: '4 4' }),
    Plot.lineY(followed, { x: 'call', y: 'expected', stroke: '#d9772b', strokeDasharray: '2 3' }),
    Plot.lineY(followed, { x: 'call', y: 'mean', stroke: '#3b8eea', strokeWidth: 2 }),
  ],
})

// %% race-inputs
const differ = select(['features', 'samples'] as const, { label: 'differ' })
const batchSize = select([2, 4, 8, 32], { value: 32, label: 'batchSize' })

// %% task
const width = 8
const random = seededRandom(5)
const spread = () => ({ gain: 10 ** (2 * random() - 1), offset: 20 * (random() - 0.5) })
const ofFeature = Array.from({ length: width }, spread)
const signals = Array.from({ length: 384 }, () => {
  const peak = Math.floor(width * random())
  const ofSample = spread()
  const signal = ofFeature.map((its, i) => {
    const { gain, offset } = differ === 'features' ? its : ofSample
    return offset + gain * (Math.exp(-((i - peak) ** 2) / 2) + 0.3 * random())
  })
  return { signal, side: [peak < width / 2 ? 0 : 1] }
})
const tensors = (some: typeof signals) => ({
  xs: tf.tensor2d(some.map(({ signal }) => signal)),
  ys: tf.tensor2d(some.map(({ side }) => side)),
})
const trainingSignals = signals.slice(128)
const test = tensors(signals.slice(0, 128))
display(test.xs.slice(0, 4), 'signals')

function seededRandom(seed: number) {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

// %% models
const norms = {
  none: () => layers.identity({ inputShape: [width] }),
  batch: () => layers.batchNormalization({ momentum: 0.9, inputShape: [width] }),
  layer: () => layers.layerNormalization({ inputShape: [width] }),
}
function modelWith(norm: keyof typeof norms) {
  setRandomSeed(1)
  const model = tf.sequential({
    layers: [
      norms[norm](),
      layers.dense({ units: 16, activation: 'tanh' }),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' })
  return { norm, model }
}

// %% race
const steps = 120
const models = (['none', 'batch', 'layer'] as const).map(modelWith)
const draw = seededRandom(8)
const course: { norm: string; step: number; loss: number }[] = []
const plot = () =>
  Plot.plot({
    height: 260,
    x: { label: 'step', domain: [0, steps] },
    y: { label: 'test loss', domain: [0, 1], grid: true },
    color: { legend: true, domain: ['none', 'batch', 'layer'], range: ['#8a8f98', '#3b8eea', '#d9772b'] },
    marks: [
      Plot.lineY(course, { x: 'step', y: 'loss', z: 'norm', stroke: 'norm', strokeWidth: 2, clip: true }),
    ],
  })
for (let step = 0; step <= steps; step++) {
  if (step % 6 === 0) {
    for (const { norm, model } of models) {
      const loss = model.evaluate(test.xs, test.ys) as tf.Scalar
      course.push({ norm, step, loss: round(loss.dataSync()[0]) })
    }
    display(plot(), 'test loss')
    await tf.nextFrame()
  }
  const batch = tensors(
    Array.from({ length: batchSize }, () => trainingSignals[Math.floor(draw() * trainingSignals.length)]),
  )
  for (const { model } of models) await model.trainOnBatch(batch.xs, batch.ys)
  tf.dispose(batch)
}
display(course.slice(-3), 'at the end')

// %% heat-map
function heatMap(matrix: tf.Tensor) {
  const [samples, features] = matrix.shape
  const values = matrix.dataSync()
  const cells = Array.from(values, (value, i) => ({
    sample: Math.floor(i / features),
    feature: i % features,
    value,
  }))
  const most = Math.max(...values.map(Math.abs))
  return Plot.plot({
    width: 300,
    height: 50 + 30 * samples,
    marginTop: 36,
    padding: 0.05,
    x: { axis: 'top', tickSize: 0, label: 'feature' },
    y: { tickSize: 0, label: 'sample' },
    opacity: { domain: [0, most], range: [0, 0.6] },
    marks: [
      Plot.cell(cells, {
        x: 'feature',
        y: 'sample',
        fill: (d) => (d.value < 0 ? '#d9772b' : '#3b8eea'),
        fillOpacity: (d) => Math.abs(d.value),
      }),
      Plot.text(cells, { x: 'feature', y: 'sample', text: (d) => d.value.toFixed(2) }),
    ],
    color: { type: 'identity' },
  })
}
