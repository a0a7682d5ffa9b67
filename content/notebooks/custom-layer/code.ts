// order: 7

// %% inputs
const sharpness = slider({ min: 0, max: 8, step: 0.25, value: 2, label: 'sharpness' })
const centre = slider({ min: -2, max: 2, step: 0.1, value: 0.5, label: 'centre' })

// %% formula
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'

const bump = (x: tf.Tensor, centre: tf.Tensor, sharpness: tf.Tensor) =>
  x.sub(centre).square().mul(sharpness).neg().exp()

const along = tf.linspace(-3, 3, 121)
const height = bump(along, tf.scalar(centre), tf.scalar(sharpness)).dataSync()
Plot.plot({
  height: 180,
  x: { label: 'x' },
  y: { domain: [0, 1], label: 'bump' },
  marks: [Plot.lineY(height, { x: along.dataSync(), stroke: '#3b8eea', strokeWidth: 2 })],
})

// %% layer-class
import { Layer, params, registerLayer, type KerasConfig, type Shape } from 'layerbook'

const parameters = {
  units: params.integer(1),
  centre_initializer: params.initializer('random_normal'),
  sharpness_initializer: params.initializer('ones'),
  sharpness_constraint: params.constraint(),
}

class Bumps extends Layer<typeof parameters> {
  static override readonly className = 'Bumps'
  protected override readonly inputRule = { minRank: 2 }

  constructor(config: KerasConfig) {
    super(parameters, config)
  }

  protected override makeWeights(inputShape: Shape) {
    const { units, centre_initializer, sharpness_initializer, sharpness_constraint } = this.params
    const features = this.knownAxis(inputShape, -1)
    this.createWeight('centre', { shape: [units, features], initializer: centre_initializer })
    this.createWeight('sharpness', {
      shape: [units],
      initializer: sharpness_initializer,
      constraint: sharpness_constraint,
    })
  }

  protected override forward([x]: tf.Tensor[]) {
    const [centre, sharpness] = this.weights.map((weight) => weight.read())
    const distance = x.expandDims(-2).sub(centre).square().sum(-1)
    return distance.mul(sharpness).neg().exp()
  }

  override computeOutputShape(inputShape: Shape) {
    return [...inputShape.slice(0, -1), this.params.units]
  }
}
void registerLayer(Bumps)

// %% first-call
const layer = new Bumps({ units: 3 })
const points = tf.tensor2d([
  [0, 0],
  [1, 0],
  [3, 4],
])
const heights = layer.apply(points) as tf.Tensor
display(layer, 'layer')
display(heights, 'output')

// %% known-weights
const known = new Bumps({ units: 3 })
known.build(points.shape)
known.setWeights([
  tf.tensor2d([
    [0, 0],
    [1, 0],
    [0, 4],
  ]),
  tf.tensor1d([0.5, 1, 0.02]),
])
display(known.apply(points), 'output')

const squares = tf.tensor2d([
  [0, 1, 16],
  [1, 0, 17],
  [25, 20, 9],
])
display(squares.mul([0.5, 1, 0.02]).neg().exp(), 'by hand')

// %% refused
const refusal = (act: () => unknown) => {
  try {
    return act()
  } catch (error) {
    return (error as Error).message
  }
}
display(
  refusal(() => new Bumps({ units: 0 })),
  'units: 0',
)
display(
  refusal(() => new Bumps({ unit: 3 })),
  'unit: 3',
)
display(
  refusal(() => layer.apply(tf.tensor1d([1, 2]))),
  'no batch',
)
display(
  refusal(() => layer.setWeights([tf.zeros([3, 2])])),
  'one weight',
)

// %% configuration
import { fromConfig } from 'layerbook'

const config = layer.getConfig()
const copy = fromConfig('Bumps', config)
display(config, 'getConfig')
display(JSON.stringify(copy.getConfig()) === JSON.stringify(config), 'same configuration')
display(layer.computeOutputShape([null, 7, 2]), 'output shape')

// %% gradient
const variables = known.weights.map((weight) => weight.read() as tf.Variable)
const total = () => (known.apply(points) as tf.Tensor).sum() as tf.Scalar
const { value, grads } = tf.variableGrads(total, variables)
const [forCentre, forSharpness] = variables.map(({ name }) => grads[name])

const [centres, sharpnesses] = known.getWeights().map((weight) => weight.clone())
const step = 0.01
const nudged = (by: number) => {
  known.setWeights([centres, sharpnesses.add(tf.tensor1d([by, 0, 0]))])
  return total().dataSync()[0]
}
const slope = (nudged(step) - nudged(-step)) / (2 * step)
known.setWeights([centres, sharpnesses])

display(value, 'sum of outputs')
display(forCentre, 'gradient of centre')
display(forSharpness, 'gradient of sharpness')
display(slope, 'slope by nudging')

// %% moons
const random = seededRandom(11)
const moons = Array.from({ length: 240 }, (_, i) => {
  const angle = Math.PI * random()
  const side = i % 2
  const noise = () => (random() - 0.5) * 0.5
  return {
    x: (side ? 1 - Math.cos(angle) : Math.cos(angle)) - 0.5 + noise(),
    y: (side ? 0.5 - Math.sin(angle) : Math.sin(angle)) - 0.25 + noise(),
    side,
  }
})
const places = tf.tensor2d(moons.map(({ x, y }) => [x, y]))
const sides = tf.tensor2d(moons.map(({ side }) => [side]))
const sideColours = ['#d9772b', '#3b8eea']

function seededRandom(seed: number) {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

// %% units
const units = slider({ min: 1, max: 12, step: 1, value: 8, label: 'units' })

// %% train
import { layers } from 'layerbook'

const seeded = (seed: number) => ({
  class_name: 'RandomUniform',
  config: { minval: -1.5, maxval: 1.5, seed },
})
const model = tf.sequential({
  layers: [
    new Bumps({
      units,
      input_shape: [2],
      centre_initializer: seeded(3),
      sharpness_constraint: 'non_neg',
    }),
    layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: seeded(4) }),
  ],
})
model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy', metrics: ['accuracy'] })
display(model)
display(picture(model, 0), 'picture')
const history = await model.fit(places, sides, {
  epochs: 40,
  batchSize: 40,
  shuffle: false,
  callbacks: {
    onEpochEnd: async (epoch) => void (epoch % 4 === 3 && display(picture(model, epoch + 1), 'picture')),
  },
})

// %% picture
const ticks = Array.from({ length: 26 }, (_, i) => -2.5 + 0.2 * i)
const grid = ticks.flatMap((x) => ticks.filter((y) => Math.abs(y) < 2).map((y) => ({ x, y })))
const gridPlaces = tf.tensor2d(grid.map(({ x, y }) => [x, y]))

function picture(model: tf.Sequential, epoch: number) {
  const [bumps] = model.layers
  const [centres, sharpnesses] = bumps.getWeights().map((weight) => weight.arraySync()) as [
    number[][],
    number[],
  ]
  const chances = tf.tidy(() => (model.predict(gridPlaces) as tf.Tensor).dataSync())
  // Where a bump has fallen to half of its height.
  const radius = sharpnesses.map((sharpness) => Math.sqrt(Math.LN2 / Math.max(sharpness, 0.02)))
  const rings = centres.flatMap(([x, y], unit) =>
    Array.from({ length: 33 }, (_, i) => ({
      unit,
      x: x + radius[unit] * Math.cos((i * Math.PI) / 16),
      y: y + radius[unit] * Math.sin((i * Math.PI) / 16),
    })),
  )
  return Plot.plot({
    title: `epoch ${epoch}`,
    width: 520,
    aspectRatio: 1,
    x: { domain: [-2.6, 2.6] },
    y: { domain: [-2, 2] },
    marks: [
      Plot.rect(grid, {
        x1: (d) => d.x - 0.1,
        x2: (d) => d.x + 0.1,
        y1: (d) => d.y - 0.1,
        y2: (d) => d.y + 0.1,
        fill: (_, i) => sideColours[chances[i] > 0.5 ? 1 : 0],
        fillOpacity: (_, i) => Math.abs(chances[i] - 0.5).toFixed(2),
        shapeRendering: 'crispEdges',
        clip: true,
      }),
      Plot.dot(moons, { x: 'x', y: 'y', fill: (d) => sideColours[d.side], r: 2.5 }),
      Plot.line(rings, { x: 'x', y: 'y', z: 'unit', strokeOpacity: 0.7, clip: true }),
      Plot.dot(centres, { symbol: 'times', r: 4, strokeWidth: 2, clip: true }),
    ],
    opacity: { type: 'identity' },
    color: { type: 'identity' },
  })
}
