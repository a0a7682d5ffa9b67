// order: 5

// %% imports
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs'
import { layers, setRandomSeed } from 'layerbook'

// %% knobs
const kernel = slider({ min: 2, max: 4, step: 1, value: 3, label: 'kernel size' })
const rates = select(['1, 1, 1', '1, 2, 4', '2, 2, 2', '1, 3, 9', '9, 3, 1'], { label: 'dilation rates' })

// %% formula
const dilations = rates.split(', ').map(Number)
const reach = dilations.reduce((sum, dilation) => sum + (kernel - 1) * dilation, 1)
display(reach, 'reach')

// %% lattice folded
interface Link {
  from: number
  to: number
  layer: number
}
const taps = (dilation: number) => Array.from({ length: kernel }, (_, i) => -i * dilation)
const links: Link[] = []
let reached = [0]
for (const [i, dilation] of [...dilations.entries()].reverse()) {
  const own = reached.flatMap((to) => taps(dilation).map((tap) => ({ from: to + tap, to, layer: i })))
  links.push(...own)
  reached = [...new Set(own.map(({ from }) => from))]
}
const seen = (layer: number, t: number) =>
  layer === dilations.length ? t === 0 : links.some((link) => link.layer === layer && link.from === t)
const nodes = Array.from({ length: dilations.length + 1 }, (_, layer) =>
  Array.from({ length: reach + 2 }, (_, i) => ({
    layer,
    t: i - reach - 1,
    seen: seen(layer, i - reach - 1),
  })),
).flat()
display(
  Plot.plot({
    width: 640,
    height: 220,
    marginLeft: 60,
    x: { label: 't', domain: [-reach - 1, 0.5] },
    y: {
      label: null,
      domain: [-0.2, dilations.length + 0.2],
      ticks: dilations.length,
      tickSize: 0,
      tickFormat: (layer) => (layer ? `rate ${dilations[layer - 1]}` : 'x'),
    },
    marks: [
      Plot.link(links, {
        x1: 'from',
        x2: 'to',
        y1: 'layer',
        y2: ({ layer }) => layer + 1,
        stroke: 'currentColor',
        strokeOpacity: 0.5,
      }),
      Plot.dot(nodes, {
        x: 't',
        y: 'layer',
        r: 3,
        fill: ({ layer, seen }) => (!seen ? 'currentColor' : layer ? '#3b8eea' : '#e07b28'),
        fillOpacity: ({ seen }) => (seen ? 1 : 0.25),
      }),
    ],
  }),
  'lattice',
)

// %% measure
const ones = {
  filters: 1,
  kernelSize: kernel,
  padding: 'causal',
  kernelInitializer: 'ones',
  useBias: false,
} as const
const stack = dilations.map((dilationRate) => layers.conv1d({ ...ones, dilationRate }))
const length = 80
const last = (x: tf.Tensor) =>
  stack.reduce((value, layer) => layer.apply(value) as tf.Tensor, x).slice([0, length - 1, 0], [1, 1, 1])
const influence = tf.tidy(() =>
  tf
    .grad((x) => last(x).sum())(tf.zeros([1, length, 1]))
    .dataSync(),
)
const paths = Array.from(influence, (value, i) => ({ t: i - length + 1, paths: Math.round(value) }))
const seenSteps = paths.filter(({ paths }) => paths > 0)
display(seenSteps.length, 'steps seen')
display(
  seenSteps.map(({ paths }) => paths),
  'counts',
)
display(
  Plot.plot({
    width: 640,
    height: 180,
    marginLeft: 60,
    x: { label: 't', domain: [-reach - 1, 0.5] },
    y: { label: 'paths', grid: true, interval: 1 },
    marks: [
      Plot.ruleX(seenSteps, { x: 't', y: 'paths', stroke: '#e07b28', strokeWidth: 5 }),
      Plot.ruleY([0]),
    ],
  }),
  'paths',
)

// %% plane folded
const side = 41
const flat = dilations.map((dilationRate) => layers.conv2d({ ...ones, padding: 'same', dilationRate }))
const middle = (x: tf.Tensor) =>
  flat.reduce((value, layer) => layer.apply(value) as tf.Tensor, x).slice([0, 20, 20, 0], [1, 1, 1, 1])
const field = tf.tidy(() =>
  tf
    .grad((x) => middle(x).sum())(tf.zeros([1, side, side, 1]))
    .dataSync(),
)
const most = Math.max(...field)
const pixels = Array.from(field, (value, i) => ({
  x: (i % side) - 20,
  y: Math.floor(i / side) - 20,
  share: value / most,
}))
display(
  Plot.plot({
    width: 330,
    height: 330,
    margin: 24,
    marginLeft: 34,
    x: { label: null, domain: [-20.5, 20.5], ticks: 5 },
    y: { label: null, domain: [-20.5, 20.5], ticks: 5 },
    marks: [
      Plot.frame({ stroke: 'currentColor', strokeOpacity: 0.4 }),
      Plot.rect(
        pixels.filter(({ share }) => share > 0),
        {
          x1: ({ x }) => x - 0.5,
          x2: ({ x }) => x + 0.5,
          y1: ({ y }) => y - 0.5,
          y2: ({ y }) => y + 0.5,
          fill: '#e07b28',
          fillOpacity: ({ share }) => Number((0.15 + 0.85 * share).toFixed(2)),
          shapeRendering: 'crispEdges',
        },
      ),
    ],
  }),
  'plane',
)

// %% delay
const delay = slider({ min: 0, max: 18, step: 1, value: 10, label: 'delay' })

// %% echo
const warmUp = 20
// Each value is -1 or 1, so that nothing about one follows from the others.
const x = tf.tidy(() => tf.randomUniform([24, warmUp + 40, 1], -1, 1, 'float32', 3).sign())
const y = x.slice([0, warmUp - delay, 0], [-1, 40, -1])

async function learn(dilations: number[]) {
  setRandomSeed(1)
  const model = tf.sequential()
  for (const [i, dilationRate] of dilations.entries())
    model.add(
      layers.conv1d({
        filters: 8,
        kernelSize: 2,
        padding: 'causal',
        dilationRate,
        activation: 'tanh',
        ...(i === 0 ? { inputShape: [warmUp + 40, 1] } : {}),
      }),
    )
  model.add(layers.conv1d({ filters: 1, kernelSize: 1 }))
  model.add(layers.cropping1d({ cropping: [warmUp, 0] }))
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })
  const { history } = await model.fit(x, y, { epochs: 60, batchSize: 24, shuffle: false })
  return {
    rates: dilations.join(', '),
    weights: model.countParams(),
    reach: dilations.reduce((sum, dilation) => sum + dilation, 1),
    loss: (history.loss.at(-1) as number).toFixed(3),
  }
}
display([await learn([1, 1, 1, 1]), await learn([1, 2, 4, 8])], 'echo')
