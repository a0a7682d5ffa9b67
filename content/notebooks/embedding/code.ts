// order: 9

// %% colours
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

const hues = 18
const channel = (hue: number, shift: number, lightness: number) => {
  const wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue / hues - shift / 3))
  return lightness < 0.5 ? wave * 2 * lightness : wave + (1 - wave) * (2 * lightness - 1)
}
const colours = [0.3, 0.5, 0.75].flatMap((lightness) =>
  Array.from({ length: hues }, (_, hue) => [0, 1, 2].map((shift) => channel(hue, shift, lightness))),
)
const css = (rgb: ArrayLike<number>) =>
  `#${Array.from(rgb, (share) =>
    Math.round(255 * share)
      .toString(16)
      .padStart(2, '0'),
  ).join('')}`
const ids = tf.range(0, colours.length, 1, 'int32')
const wanted = tf.tensor2d(colours)
const places = {
  x: (_: number[], id: number) => id % hues,
  y: (_: number[], id: number) => Math.floor(id / hues),
}
const onColour = { fill: 'black', stroke: 'white', strokeWidth: 4 }
Plot.plot({
  height: 90,
  padding: 0.05,
  x: { axis: null },
  y: { axis: null },
  marks: [
    Plot.cell(colours, { ...places, fill: css }),
    Plot.text(colours, { ...places, text: (_, id) => `${id}`, ...onColour }),
  ],
})

// %% lookup
const table = layers.embedding({ inputDim: 4, outputDim: 2 })
const few = tf.tensor1d([3, 0, 3], 'int32')
table.build([null])
table.setWeights([
  tf.tensor2d([
    [0, 0.5],
    [1, 1.5],
    [2, 2.5],
    [3, 3.5],
  ]),
])
display(table.apply(few), 'rows 3, 0, 3')
display(tf.matMul(tf.oneHot(few, 4).toFloat(), table.getWeights()[0]), 'one-hot · table')
const rowGradient = tf.variableGrads(
  () => (table.apply(few) as tf.Tensor).sum() as tf.Scalar,
  [table.weights[0].read() as tf.Variable],
)
display(Object.values(rowGradient.grads)[0], 'gradient')

// %% held-out
const heldOut = toggle({ value: false, label: 'hold out' })
const epochs = slider({ min: 20, max: 200, step: 20, value: 120, label: 'epochs' })

// %% learn
setRandomSeed(2)
const embedding = layers.embedding({ inputDim: colours.length, outputDim: 2, inputShape: [1] })
const decoder = tf.sequential({
  layers: [
    layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    layers.dense({ units: 3, activation: 'sigmoid' }),
  ],
})
const model = tf.sequential({ layers: [embedding, layers.flatten(), decoder] })
model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' })
const untrained = embedding.getWeights()[0].clone()
const first = heldOut ? 6 : 0
display(picture(embedding, decoder, 'epoch 0'), 'picture')
const history = await model.fit(ids.slice(first), wanted.slice(first), {
  epochs,
  batchSize: 64,
  shuffle: false,
  callbacks: {
    onEpochEnd: async (epoch) => {
      if (epoch % 10 === 9) display(picture(embedding, decoder, `epoch ${epoch + 1}`), 'picture')
    },
  },
})
const trained = embedding.getWeights()[0].clone()
display(trained.sub(untrained).abs().max(1).slice(0, 8), 'moved')

// %% asked
const asked = slider({ min: 0, max: colours.length - 1, step: 1, value: 18, label: 'id' })

// %% neighbours
const nearest = (points: tf.Tensor) => {
  const distances = points.sub(points.slice(asked, 1)).square().sum(1).sqrt().dataSync()
  return [...distances.keys()].sort((a, b) => distances[a] - distances[b]).slice(0, 6)
}
display(nearest(untrained), 'before')
display(nearest(trained), 'after')
display(nearest(wanted), 'by RGB')
const chips = (['before', 'after', 'by RGB'] as const).flatMap((row, i) =>
  nearest([untrained, trained, wanted][i]).map((id, place) => ({ row, place, id })),
)
Plot.plot({
  height: 150,
  marginLeft: 60,
  padding: 0.1,
  x: { label: 'place', tickSize: 0 },
  y: { label: null, domain: ['before', 'after', 'by RGB'], tickSize: 0 },
  marks: [
    Plot.cell(chips, { x: 'place', y: 'row', fill: ({ id }) => css(colours[id]) }),
    Plot.text(chips, { x: 'place', y: 'row', text: ({ id }) => `${id}`, ...onColour }),
  ],
})

// %% picture
const steps = Array.from({ length: 24 }, (_, i) => (i + 0.5) / 24)

function picture(embedding: tf.layers.Layer, decoder: tf.Sequential, title: string) {
  const points = embedding.getWeights()[0].arraySync() as number[][]
  const reach = 1.1 * Math.max(0.2, ...points.flat().map(Math.abs))
  const grid = steps.flatMap((x) => steps.map((y) => [x, y].map((share) => reach * (2 * share - 1))))
  const painted = tf.tidy(() => (decoder.predict(tf.tensor2d(grid)) as tf.Tensor2D).arraySync())
  const half = reach / 24
  return Plot.plot({
    title,
    width: 480,
    aspectRatio: 1,
    x: { domain: [-reach, reach], label: 'embedding 0' },
    y: { domain: [-reach, reach], label: 'embedding 1' },
    marks: [
      Plot.rect(grid, {
        x1: ([x]) => x - half,
        x2: ([x]) => x + half,
        y1: ([, y]) => y - half,
        y2: ([, y]) => y + half,
        fill: (_, i) => css(painted[i]),
        shapeRendering: 'crispEdges',
      }),
      Plot.dot(points, { fill: (_, id) => css(colours[id]), stroke: 'white', r: 7 }),
      Plot.dot(points, { stroke: 'black', r: 8 }),
    ],
  })
}
