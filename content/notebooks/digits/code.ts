// order: 2

// %% imports
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

// %% amount
const amount = select([100, 300, 900], { value: 300, label: 'training pictures' })

// %% data
function make(count: number, seed: number) {
  const random = randomFrom(seed)
  // 0, 1, … 9, 0, 1, …: every batch has every digit.
  const labels = Array.from({ length: count }, (_, i) => i % 10)
  const pictures = labels.map((digit) => draw(digit, random))
  const x = tf.tensor4d(pictures.flat(), [count, size, size, 1])
  return { labels, pictures, x, y: tf.oneHot(tf.tensor1d(labels, 'int32'), 10) }
}

const train = make(amount, 1)
const test = make(100, 2)
display(gallery(train.pictures.slice(0, 20), train.labels.slice(0, 20).map(String), 10), 'training pictures')

// %% train
setRandomSeed(3)
const model = tf.sequential({
  layers: [
    layers.conv2d({ filters: 6, kernelSize: 5, activation: 'relu', inputShape: [size, size, 1] }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
})
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
display(model)

const drawFilters = (epoch: number) =>
  display(planes(model.layers[0].getWeights()[0].dataSync(), 5, 6, `epoch ${epoch}`), 'filters')
display(planes(model.layers[0].getWeights()[0].dataSync(), 5, 6, 'epoch 0'), 'filters at first')
const history = await model.fit(train.x, train.y, {
  epochs: 15,
  batchSize: 30,
  shuffle: false,
  validationData: [test.x, test.y],
  callbacks: { onEpochEnd: (epoch) => drawFilters(epoch + 1) },
})

// %% plain
setRandomSeed(3)
const plain = tf.sequential({
  layers: [
    layers.flatten({ inputShape: [size, size, 1] }),
    layers.dense({ units: 10, activation: 'softmax' }),
  ],
})
plain.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
await plain.fit(train.x, train.y, {
  epochs: 15,
  batchSize: 30,
  shuffle: false,
  validationData: [test.x, test.y],
})
const accuracy = (of: tf.LayersModel) =>
  tf.tidy(() => {
    const right = tf.equal((of.predict(test.x) as tf.Tensor).argMax(1), tf.tensor1d(test.labels))
    return right.mean().dataSync()[0]
  })
display(
  [model, plain].map((of) => ({
    first: of.layers[0].getClassName(),
    weights: of.countParams(),
    right: accuracy(of).toFixed(2),
  })),
  'test',
)

// %% knob
const picture = slider({ min: 0, max: 99, step: 1, value: 8, label: 'picture' })

// %% maps
const one = test.x.slice([picture], [1])
const maps = model.layers[0].apply(one) as tf.Tensor
const pooled = model.layers[1].apply(maps) as tf.Tensor
display(gallery([test.pictures[picture]], [String(test.labels[picture])], 1), 'picture')
display(planes(maps.dataSync(), 8, 6, 'Conv2D'), 'maps')
display(planes(pooled.dataSync(), 4, 6, 'MaxPooling2D'), 'pooled')
const shares = (model.predict(one) as tf.Tensor).dataSync()
display(
  Plot.plot({
    width: 560,
    height: 130,
    x: { label: null },
    y: { domain: [0, 1], label: null, ticks: [0, 0.5, 1] },
    marks: [
      Plot.barY(shares, {
        x: (_, i) => i,
        y: Plot.identity,
        fill: (_, i) => (i === test.labels[picture] ? '#e07b28' : '#3b8eea'),
      }),
      Plot.ruleY([0]),
    ],
  }),
  'softmax',
)

// %% mistakes
const guesses = (model.predict(test.x) as tf.Tensor).argMax(1).dataSync()
const wrong = test.labels.flatMap((label, i) => (label === guesses[i] ? [] : [i]))
display(
  gallery(
    wrong.map((i) => test.pictures[i]),
    wrong.map((i) => `${test.labels[i]} → ${guesses[i]}`),
    10,
  ),
  'mistakes',
)

// %% strokes folded
type Stroke = [x: number, y: number][]

/** Part of an ellipse around (x, y), by degrees; 0 is to the right, 90 is down. */
function arc(x: number, y: number, width: number, height: number, from: number, to: number): Stroke {
  return Array.from({ length: 13 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 12) * Math.PI) / 180
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)]
  })
}

const digits: Stroke[][] = [
  [arc(0.5, 0.5, 0.27, 0.4, 0, 360)],
  [
    [
      [0.34, 0.28],
      [0.53, 0.1],
      [0.53, 0.9],
    ],
  ],
  [[...arc(0.5, 0.33, 0.25, 0.23, 190, 385), [0.26, 0.9], [0.78, 0.9]]],
  [arc(0.46, 0.3, 0.26, 0.2, 200, 450), arc(0.46, 0.7, 0.29, 0.21, -90, 160)],
  [
    [
      [0.64, 0.9],
      [0.64, 0.1],
      [0.22, 0.64],
      [0.82, 0.64],
    ],
  ],
  [
    [
      [0.74, 0.1],
      [0.32, 0.1],
      [0.29, 0.47],
    ],
    arc(0.47, 0.64, 0.28, 0.25, -130, 150),
  ],
  [
    [
      [0.66, 0.1],
      [0.32, 0.5],
    ],
    arc(0.5, 0.66, 0.25, 0.24, 0, 360),
  ],
  [
    [
      [0.22, 0.1],
      [0.78, 0.1],
      [0.44, 0.9],
    ],
  ],
  [arc(0.5, 0.3, 0.2, 0.2, 0, 360), arc(0.5, 0.7, 0.25, 0.21, 0, 360)],
  [
    arc(0.5, 0.34, 0.25, 0.24, 0, 360),
    [
      [0.75, 0.34],
      [0.6, 0.9],
    ],
  ],
]

// %% draw folded
/** Numbers from 0 to 1 that are the same at each run (mulberry32). */
function randomFrom(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const size = 12

/** Ink of every pixel, 0 to 1, of a digit that is turned, sheared, shifted and drawn with a thick or thin pen. */
function draw(digit: number, random: () => number): number[] {
  const spread = (most: number) => (random() * 2 - 1) * most
  const [turn, shear, scale, dx, dy] = [
    spread(0.25),
    spread(0.25),
    0.85 + spread(0.15),
    spread(0.1),
    spread(0.1),
  ]
  const pen = 0.055 + spread(0.02)
  const place = ([x, y]: [number, number]): [number, number] => {
    const [u, v] = [(x - 0.5 + shear * (0.5 - y)) * scale, (y - 0.5) * scale]
    return [
      0.5 + dx + u * Math.cos(turn) - v * Math.sin(turn),
      0.5 + dy + u * Math.sin(turn) + v * Math.cos(turn),
    ]
  }
  const strokes = digits[digit].map((stroke) => stroke.map(place))
  return Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size]
    const distance = Math.min(
      ...strokes.flatMap((stroke) =>
        stroke.slice(1).map(([bx, by], k) => {
          const [ax, ay] = stroke[k]
          const [ex, ey] = [bx - ax, by - ay]
          const along = Math.max(0, Math.min(1, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey)))
          return Math.hypot(x - ax - along * ex, y - ay - along * ey)
        }),
      ),
    )
    const ink = Math.max(0, Math.min(1, (pen - distance) * size + 0.5))
    return Math.max(0, Math.min(1, ink + spread(0.15)))
  })
}

// %% pictures folded
function gallery(pictures: number[][], names: string[], columns: number) {
  const pixels = pictures.flatMap((picture, n) =>
    picture.flatMap((ink, i) => {
      if (ink < 0.06) return []
      const x = (n % columns) * (size + 2) + (i % size)
      const y = Math.floor(n / columns) * (size + 4) + Math.floor(i / size)
      return [{ x, y, ink: Number(ink.toFixed(2)) }]
    }),
  )
  const captions = names.map((name, n) => ({
    name,
    x: (n % columns) * (size + 2) + size / 2,
    y: Math.floor(n / columns) * (size + 4) + size + 1.4,
  }))
  const rows = Math.ceil(pictures.length / columns)
  return Plot.plot({
    width: columns * 60,
    height: rows * 68,
    margin: 2,
    x: { axis: null, domain: [-1, columns * (size + 2) - 1] },
    y: { axis: null, domain: [rows * (size + 4), 0] },
    marks: [
      Plot.rect(pixels, {
        x1: 'x',
        x2: ({ x }) => x + 1,
        y1: 'y',
        y2: ({ y }) => y + 1,
        inset: -0.2,
        fill: 'currentColor',
        fillOpacity: 'ink',
      }),
      Plot.text(captions, { x: 'x', y: 'y', text: 'name' }),
    ],
  })
}

// %% planes folded
function planes(values: ArrayLike<number>, side: number, count: number, title: string) {
  const cells = Array.from({ length: side * side * count }, (_, i) => {
    const place = Math.floor(i / count)
    return { filter: i % count, x: place % side, y: Math.floor(place / side), value: values[i] }
  })
  const most = Math.max(...cells.map(({ value }) => Math.abs(value)))
  return Plot.plot({
    title,
    width: 560,
    height: 130,
    padding: 0,
    marginLeft: 4,
    x: { axis: null, round: false },
    y: { axis: null, round: false },
    fx: { label: null, padding: 0.12 },
    marks: [
      Plot.frame({ stroke: 'currentColor', strokeOpacity: 0.4 }),
      Plot.cell(cells, {
        fx: 'filter',
        x: 'x',
        y: 'y',
        fill: ({ value }) => (value > 0 ? '#e07b28' : '#3b8eea'),
        fillOpacity: ({ value }) => Number((Math.abs(value) / most).toFixed(2)),
      }),
    ],
  })
}
