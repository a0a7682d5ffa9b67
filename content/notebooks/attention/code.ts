// order: 6

// %% items
import * as tf from '@tensorflow/tfjs'
import * as Plot from '@observablehq/plot'
import { layers, setRandomSeed } from 'layerbook'

const colours = ['red', 'green', 'blue']
const shapes = ['ball', 'box']
const items = ['0 red ball', '1 red box', '2 blue ball', '3 green ball', '4 blue box', '5 red ball']
const features = [...colours, ...shapes]
const rows = items.map((item) => features.map((feature) => (item.split(' ').includes(feature) ? 1 : 0)))
const x = tf.tensor2d(rows)
display(Object.fromEntries(items.map((item, i) => [item, rows[i]])), 'items')

// %% strength
const strength = slider({ min: 0, max: 8, step: 0.5, value: 2, label: 'strength' })

// %% by-hand
const query = x.slice([0, 0], [-1, 3])
const key = x.slice([0, 0], [-1, 3])
const value = x.slice([0, 3], [-1, 2])

const scores = tf.matMul(query, key, false, true)
const shares = tf.softmax(scores.mul(strength))
const attended = tf.matMul(shares, value)
display(heatMap(shares, items, items), 'shares')
display(heatMap(attended, items, shapes), 'attended')

// %% layer
const attention = layers.attention({ useScale: true })
const inputs = [query, value, key].map((one) => one.expandDims(0))
attention.build(inputs.map((one) => one.shape))
attention.setWeights([tf.scalar(strength)])
const answers = attention.apply(inputs, { returnAttentionScores: true }) as tf.Tensor[]

const distance = (a: tf.Tensor, b: tf.Tensor) => a.sub(b.reshape(a.shape)).abs().max().dataSync()[0]
display(distance(attended, answers[0]) < 1e-6, 'same output')
display(distance(shares, answers[1]) < 1e-6, 'same shares')

// %% mask-inputs
const known = slider({ min: 1, max: 6, step: 1, value: 4, label: 'known' })
const causal = toggle({ value: true, label: 'causal' })

// %% mask
const isKnown = items.map((_, i) => i < known)
const allowed = tf.tensor2d(items.map((_, i) => isKnown.map((is, j) => (is && (!causal || j <= i) ? 1 : 0))))
const before = tf.softmax(scores.mul(strength).add(allowed.sub(1).mul(1e9)))
const after = shares.mul(allowed)
display(heatMap(before, items, items), 'masked before softmax')
display(before.sum(1), 'row sums')
display(after.sum(1), 'row sums if masked after softmax')

const everyQuery = tf.ones([1, items.length], 'bool')
const masked = attention.apply(inputs, {
  mask: [everyQuery, tf.tensor([isKnown], [1, items.length], 'bool')],
  useCausalMask: causal,
  returnAttentionScores: true,
}) as tf.Tensor[]
display(distance(before, masked[1]) < 1e-6, 'same as the layer')

// %% two-heads
const keyDim = 3
const asColour = tf.eye(5, keyDim)
const asShape = tf.concat([tf.zeros([3, keyDim]), tf.eye(2, keyDim)])
const heads = [
  { name: 'colour', match: asColour, bring: asShape },
  { name: 'shape', match: asShape, bring: asColour },
]
const byHead = heads.map(({ match, bring }) => {
  const [q, k, v] = [match, match, bring].map((kernel) => tf.matMul(x, kernel))
  const scaled = tf.matMul(q, k, false, true).mul(strength / Math.sqrt(keyDim))
  const shares = tf.softmax(scaled)
  return { shares, output: tf.matMul(tf.matMul(shares, v), bring, false, true) }
})
heads.forEach(({ name }, i) => display(heatMap(byHead[i].shares, items, items), `head ${i}: ${name}`))

// %% multi-head
const mha = layers.multiHeadAttention({ numHeads: 2, keyDim, useBias: false })
const whole = x.expandDims(0)
mha.build([whole.shape, whole.shape])
const matchKernel = tf.stack([asColour, asShape], 1)
const bringKernel = tf.stack([asShape, asColour], 1)
const outputKernel = tf.stack([asShape.transpose(), asColour.transpose()])
mha.setWeights([matchKernel.mul(strength), matchKernel, bringKernel, outputKernel])
display(mha, 'layer')

const seen = mha.inspect([whole, whole])
const together = byHead[0].output.add(byHead[1].output)
const sharesOfHeads = tf.stack(byHead.map(({ shares }) => shares))
display(distance(together, seen.outputs[0]) < 1e-6, 'same output')
display(distance(sharesOfHeads, seen.values.scores) < 1e-6, 'same shares')
display(heatMap(seen.outputs[0], items, features), 'output')

// %% task
const count = 6
const random = seededRandom(7)
const oneHot = (i: number) => Array.from({ length: count }, (_, j) => (i === j ? 1 : 0))
const samples = Array.from({ length: 192 }, () => {
  const numbers = Array.from({ length: count }, () => random() * 2 - 1)
  const order = numbers.map((number, name) => ({ number, name })).sort(() => random() - 0.5)
  const asked = Math.floor(random() * count)
  return {
    question: [[...oneHot(asked), 0]],
    list: order.map(({ number, name }) => [...oneHot(name), number]),
    answer: [numbers[asked]],
  }
})
const questions = tf.tensor3d(samples.map(({ question }) => question))
const lists = tf.tensor3d(samples.map(({ list }) => list))
const answersWanted = tf.tensor2d(samples.map(({ answer }) => answer))

function seededRandom(seed: number) {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

// %% learn
setRandomSeed(1)
const question = tf.input({ shape: [1, count + 1] })
const list = tf.input({ shape: [count, count + 1] })
const lookup = layers.multiHeadAttention({ numHeads: 1, keyDim: 8 })
const found = lookup.apply([question, list]) as tf.SymbolicTensor
const flat = layers.flatten().apply(found) as tf.SymbolicTensor
const answer = layers.dense({ units: 1 }).apply(flat) as tf.SymbolicTensor
const model = tf.model({ inputs: [question, list], outputs: answer })
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' })

const names = Array.from({ length: count }, (_, i) => `name ${i}`)
const each = tf.eye(count, count + 1).expandDims(0)
const sharesNow = () => lookup.inspect([each, each]).values.scores
const draw = (epoch: number) => display(heatMap(sharesNow(), names, names, `epoch ${epoch}`), 'shares')

draw(0)
const history = await model.fit([questions, lists], answersWanted, {
  epochs: 40,
  batchSize: 32,
  shuffle: false,
  validationSplit: 0.25,
  callbacks: { onEpochEnd: async (epoch) => void (epoch % 4 === 3 && draw(epoch + 1)) },
})

// %% heat-map
function heatMap(matrix: tf.Tensor, rowNames: string[], columnNames: string[], title?: string) {
  const values = matrix.dataSync()
  const cells = rowNames.flatMap((row, i) =>
    columnNames.map((column, j) => ({ row, column, value: values[i * columnNames.length + j] })),
  )
  return Plot.plot({
    title,
    width: 560,
    height: 60 + 30 * rowNames.length,
    marginLeft: 90,
    marginTop: 36,
    padding: 0.05,
    x: { axis: 'top', domain: columnNames, label: null, tickSize: 0 },
    y: { domain: rowNames, label: null, tickSize: 0 },
    marks: [
      Plot.cell(cells, {
        x: 'column',
        y: 'row',
        fill: '#3b8eea',
        fillOpacity: (d) => 0.04 + 0.56 * Math.min(1, d.value),
      }),
      Plot.text(cells, { x: 'column', y: 'row', text: (d) => d.value.toFixed(2) }),
    ],
  })
}
