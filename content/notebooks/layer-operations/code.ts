// order: 8

// %% build
import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'

const dense = layers.dense({ units: 2 })
const before = dense.weights.length
dense.build([null, 3])
display([before, dense.weights.length], 'weights before, after')
display(dense, 'layer')

// %% count
const units = slider({ min: 1, max: 16, step: 1, value: 8, label: 'units' })
const features = slider({ min: 1, max: 16, step: 1, value: 5, label: 'features' })

// %% count-table
const built = {
  dense: layers.dense({ units }),
  simpleRNN: layers.simpleRNN({ units }),
  gru: layers.gru({ units }),
  lstm: layers.lstm({ units }),
  conv1d: layers.conv1d({ filters: units, kernelSize: 3 }),
  batchNormalization: layers.batchNormalization(),
}
const formula = {
  dense: features * units + units,
  simpleRNN: units * (features + units + 1),
  gru: 3 * units * (features + units + 2),
  lstm: 4 * units * (features + units + 1),
  conv1d: 3 * features * units + units,
  batchNormalization: 4 * features,
}
const counts = Object.entries(built).map(([name, layer]) => {
  layer.build([null, 10, features])
  const sizes = layer.trainableWeights.map(({ shape }) =>
    shape.reduce<number>((n, size) => n * (size ?? 1), 1),
  )
  return {
    layer: name,
    shapes: layer.weights.map(({ name, shape }) => `${name} (${shape})`).join(' '),
    countParams: layer.countParams(),
    formula: formula[name as keyof typeof formula],
    trainable: sizes.reduce((sum, size) => sum + size, 0),
  }
})
display(counts, 'counts')

// %% values
const kernel = tf.tensor2d([
  [1, 0],
  [0, 1],
  [1, 1],
])
const bias = tf.tensor1d([0.5, 0])
dense.setWeights([kernel, bias])
const x = tf.tensor2d([[1, 2, 3]])
display(dense.apply(x), 'layer')
display(tf.matMul(x, kernel).add(bias), 'by hand')

// %% alive
const student = layers.dense({ units: 2 })
student.build([null, 3])
student.setWeights([tf.zeros([3, 2]), tf.zeros([2])])
const live = student.getWeights()[0]
const kept = live.clone()
const descent = tf.train.sgd(0.1)
descent.minimize(
  () => tf.losses.meanSquaredError(tf.ones([1, 2]), student.apply(x) as tf.Tensor) as tf.Scalar,
)
display(live, 'getWeights()')
display(kept, 'its clone()')

// %% shape-inputs
const kernelSize = slider({ min: 1, max: 7, step: 1, value: 3, label: 'kernelSize' })
const strides = slider({ min: 1, max: 4, step: 1, value: 2, label: 'strides' })
const padding = select(['valid', 'same'] as const, { label: 'padding' })

// %% shapes
const convolution = layers.conv2d({ filters: 16, kernelSize, strides, padding })
const size = padding === 'same' ? Math.ceil(28 / strides) : Math.ceil((28 - kernelSize + 1) / strides)
display(convolution.computeOutputShape([null, 28, 28, 3]), 'computeOutputShape')
display([null, size, size, 16], 'formula')
display(convolution.weights.length, 'weights')

// %% config
const gru = layers.gru({ units: 4, returnSequences: true, kernelInitializer: 'he_normal' })
const config = gru.getConfig()
const twin = layers.GRU.fromConfig(config)
display(config, 'getConfig')
display(JSON.stringify(twin.getConfig()) === JSON.stringify(config), 'same configuration')

// %% twins
const series = tf.randomNormal([1, 6, 3], 0, 1, 'float32', 5)
const other = layers.GRU.fromConfig(config)
const apart = () =>
  (gru.apply(series) as tf.Tensor)
    .sub(other.apply(series) as tf.Tensor)
    .abs()
    .max()
    .dataSync()[0]
display(apart() < 1e-6, 'same output before')
other.setWeights(gru.getWeights())
display(apart() < 1e-6, 'same output after')

// %% from-keras
import { fromConfig } from 'layerbook'

const fromPython = {
  class_name: 'Conv2D',
  config: { name: 'edges', filters: 8, kernel_size: [3, 3], padding: 'same', activation: 'relu' },
}
const edges = fromConfig(fromPython.class_name, fromPython.config)
edges.build([null, 28, 28, 1])
display(edges, 'layer')

// %% tfjs
const ours = layers.gru({ units: 8 })
const theirs = tf.layers.gru({ units: 8 })
const rows = [ours, theirs].map((layer) => {
  layer.apply(tf.zeros([1, 10, 5]))
  return {
    countParams: layer.countParams(),
    shapes: layer.weights.map(({ shape }) => `(${shape})`).join(' '),
    getConfig: Object.keys(layer.getConfig())
      .filter((key) => /^(use|reset)|activation$/i.test(key))
      .join(' '),
  }
})
display(rows, 'Keras 3, tfjs')

// %% shared
const left = tf.input({ shape: [4], name: 'left' })
const right = tf.input({ shape: [4], name: 'right' })
const encoder = layers.dense({ units: 6, activation: 'tanh', name: 'encoder' })
const [leftCode, rightCode] = [left, right].map((input) => encoder.apply(input) as tf.SymbolicTensor)
const gap = layers.subtract().apply([leftCode, rightCode]) as tf.SymbolicTensor
const verdict = layers.dense({ units: 1, useBias: false, name: 'verdict' }).apply(gap) as tf.SymbolicTensor
const model = tf.model({ inputs: [left, right], outputs: verdict })
display(model)
display(
  model.weights.map(({ name }) => name),
  'weights',
)

// %% swapped
const [a, b] = [tf.ones([1, 4]), tf.tensor2d([[1, -1, 2, 0]])]
const say = (first: tf.Tensor, second: tf.Tensor) =>
  Number((model.predict([first, second]) as tf.Tensor).dataSync()[0].toFixed(4))
display([say(a, b), say(b, a), say(a, a)], '(a, b) (b, a) (a, a)')

// %% frozen
encoder.trainable = false
display([model.trainableWeights.length, model.weights.length], 'trainable, all')
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
const [encoderBefore, verdictBefore] = model.layers
  .filter(({ name }) => name === 'encoder' || name === 'verdict')
  .map((layer) => layer.getWeights()[0].clone())
const history = await model.fit([a, b], tf.ones([1, 1]), { epochs: 3 })
const moved = (layer: tf.layers.Layer, before: tf.Tensor) => layer.getWeights()[0].sub(before).abs().max()
display(moved(encoder, encoderBefore), 'encoder moved by')
display(moved(model.getLayer('verdict'), verdictBefore), 'verdict moved by')
