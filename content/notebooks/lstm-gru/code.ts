// order: 3

// %% imports
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

// %% knobs
const noise = slider({ min: 0, max: 1, step: 0.1, value: 0.3, label: 'noise' })
const units = slider({ min: 2, max: 16, step: 2, value: 8, label: 'units' })
const epochs = select([15, 40], { label: 'epochs' })

// %% series
const [trained, total, period] = [240, 340, 20]
const clean = Array.from({ length: total }, (_, t) => Math.sin((2 * Math.PI * t) / period))
const random = tf.tidy(() => tf.randomNormal([total], 0, 1, 'float32', 5).dataSync())
const series = clean.map((value, t) => value + noise * random[t])

// %% windows
const steps = 20

/** Windows of 20 values, each with the value that follows, which is one of those from `from` to before `to`. */
function windows(from: number, to: number) {
  const targets = Array.from({ length: to - from }, (_, i) => from + i)
  return {
    targets,
    x: tf.tensor3d(targets.map((t) => series.slice(t - steps, t).map((value) => [value]))),
    y: tf.tensor2d(targets.map((t) => [series[t]])),
  }
}
const train = windows(steps, trained)
const test = windows(trained, total)

// %% train
const makers = { LSTM: layers.lstm, GRU: layers.gru }
const models: Record<string, tf.LayersModel> = {}
for (const [name, make] of Object.entries(makers)) {
  setRandomSeed(1)
  const model = tf.sequential({
    layers: [make({ units, inputShape: [steps, 1] }), layers.dense({ units: 1 })],
  })
  model.compile({ optimizer: tf.train.adam(0.03), loss: 'meanSquaredError' })
  display(name)
  await model.fit(train.x, train.y, {
    epochs,
    batchSize: 55,
    shuffle: false,
    validationData: [test.x, test.y],
  })
  models[name] = model
}

// %% compare
const predict = (model: tf.LayersModel) =>
  tf.tidy(() => Array.from((model.predict(test.x) as tf.Tensor).dataSync()))
const guesses: Record<string, number[]> = {
  'last value': test.targets.map((t) => series[t - 1]),
  ...Object.fromEntries(Object.entries(models).map(([name, model]) => [name, predict(model)])),
  sine: test.targets.map((t) => clean[t]),
}
const meanSquare = (guess: number[], truth: number[]) =>
  guess.reduce((sum, value, i) => sum + (value - truth[test.targets[i]]) ** 2, 0) / guess.length
display(
  Object.entries(guesses).map(([name, guess]) => ({
    name,
    weights: models[name]?.countParams() ?? 0,
    series: meanSquare(guess, series).toFixed(3),
    sine: meanSquare(guess, clean).toFixed(3),
  })),
  'errors',
)

// %% free
const horizon = 80

/** Goes on alone: each guess becomes the newest value of the next window. */
function goOn(model: tf.LayersModel): number[] {
  const values = series.slice(trained - steps, trained)
  while (values.length < steps + horizon) {
    const next = tf.tidy(() => {
      const window = tf.tensor(values.slice(-steps), [1, steps, 1])
      return (model.predict(window) as tf.Tensor).dataSync()[0]
    })
    values.push(next)
  }
  return values.slice(steps)
}
const futures = Object.entries(models).flatMap(([name, model]) =>
  goOn(model).map((value, i) => ({ name, t: trained + i, value })),
)
display(
  Plot.plot({
    width: 640,
    height: 260,
    x: { label: 't' },
    y: { label: null },
    color: { legend: true, domain: ['LSTM', 'GRU'], range: ['#3b8eea', '#e07b28'] },
    marks: [
      Plot.ruleX([trained], { stroke: 'currentColor', strokeDasharray: '2 4' }),
      Plot.line(clean.map((value, t) => ({ t, value })).slice(trained - 60, trained + horizon), {
        x: 't',
        y: 'value',
        stroke: 'currentColor',
        strokeOpacity: 0.5,
        strokeDasharray: '5 4',
      }),
      Plot.dot(series.map((value, t) => ({ t, value })).slice(trained - 60, trained), {
        x: 't',
        y: 'value',
        r: 2,
        fill: 'currentColor',
      }),
      Plot.line(futures, { x: 't', y: 'value', stroke: 'name', strokeWidth: 2 }),
    ],
  }),
  'alone',
)

// %% which
const which = select(Object.keys(makers), { label: 'layer' })

// %% memory
const layer = makers[which as keyof typeof makers]({ units, returnSequences: true, inputShape: [null, 1] })
const states = tf.tidy(() => {
  const input = tf.tensor(series.slice(trained, trained + 60), [1, 60, 1])
  const model = tf.sequential({ layers: [layer] })
  layer.setWeights(models[which].layers[0].getWeights())
  return (model.predict(input) as tf.Tensor).dataSync()
})
display(
  Plot.plot({
    title: `${which}: h`,
    width: 640,
    height: 60 + 22 * units,
    padding: 0,
    x: { label: 't', ticks: [240, 250, 260, 270, 280, 290], type: 'band' },
    y: { label: 'unit', tickSize: 0 },
    marks: [
      Plot.cell(states, {
        x: (_, i) => trained + Math.floor(i / units),
        y: (_, i) => i % units,
        fill: (value) => (value > 0 ? '#e07b28' : '#3b8eea'),
        fillOpacity: (value) => Number(Math.abs(value).toFixed(2)),
      }),
    ],
  }),
  'h',
)
