import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { layers } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

type Symbolic = tfl.SymbolicTensor

const noise = (seed: number, ...shape: number[]) => tf.randomUniform(shape, -1, 1, 'float32', seed)
const L2 = (l2: number) => ({ class_name: 'L2', config: { l2 } })

/** The loss that the first step of fit reports; the weights stay as they are. */
async function firstLoss(model: tfl.LayersModel, x: tf.Tensor | tf.Tensor[], y: tf.Tensor): Promise<number> {
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
  const { history } = await model.fit(x, y, { epochs: 1, batchSize: 64, verbose: 0 })
  return history['loss']![0] as number
}

describe('constraints hold after every step of training', () => {
  const optimizers: [string, () => tf.Optimizer][] = [
    ['sgd', () => tf.train.sgd(0.5)],
    ['momentum', () => tf.train.momentum(0.5, 0.9)],
    ['adam', () => tf.train.adam(0.5)],
    ['adamax', () => tf.train.adamax(0.5)],
    ['adagrad', () => tf.train.adagrad(0.5)],
    ['adadelta', () => tf.train.adadelta(50)],
    ['rmsprop', () => tf.train.rmsprop(0.5)],
  ]
  test.each(optimizers)('%s', async (_, optimizer) => {
    const layer = layers.dense({
      units: 3,
      kernelInitializer: 'ones',
      kernelConstraint: { class_name: 'UnitNorm', config: {} },
      biasConstraint: 'non_neg',
      inputShape: [4],
    })
    const model = tfl.sequential({ layers: [layer] })
    model.compile({ optimizer: optimizer(), loss: 'meanSquaredError' })
    const norms: number[][] = []
    await model.fit(noise(1, 8, 4), tf.fill([8, 3], -5), {
      epochs: 4,
      batchSize: 8,
      verbose: 0,
      callbacks: { onBatchEnd: () => void norms.push(valuesOf(tf.norm(layer.getWeights()[0]!, 2, 0))) },
    })
    expect(norms).toHaveLength(4)
    for (const norm of norms.flat()) expect(norm).toBeCloseTo(1, 5)
    for (const bias of valuesOf(layer.getWeights()[1]!)) expect(bias).toBeGreaterThanOrEqual(0)
  })

  test('and the step is the projected one', async () => {
    const layer = layers.dense({
      units: 1,
      useBias: false,
      kernelInitializer: 'zeros',
      kernelConstraint: 'non_neg',
    })
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [2] }), layer] })
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    // The gradient is (−2, 2) · y: one weight goes up, the other would go below 0.
    await model.fit(tf.tensor2d([[1, -1]]), tf.tensor2d([[1]]), { epochs: 1, verbose: 0 })
    const [up, down] = valuesOf(layer.getWeights()[0]!)
    expect(up).toBeCloseTo(0.2, 6)
    expect(Math.abs(down!)).toBe(0)
  })

  test('not on values that are set by hand', () => {
    const layer = layers.dense({ units: 1, useBias: false, kernelConstraint: 'non_neg' })
    layer.build([null, 2])
    layer.setWeights([tf.tensor2d([[-1], [2]])])
    expect(valuesOf(layer.getWeights()[0]!)).toEqual([-1, 2])
    layer.applyConstraints()
    expect(valuesOf(layer.getWeights()[0]!).map(Math.abs)).toEqual([0, 2])
  })

  test('without leaving tensors', async () => {
    const layer = layers.conv1d({
      filters: 2,
      kernelSize: 2,
      kernelConstraint: 'max_norm',
      inputShape: [4, 3],
    })
    const model = tfl.sequential({ layers: [layer] })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const [x, y] = [noise(1, 2, 4, 3), noise(2, 2, 3, 2)]
    const step = () => model.fit(x, y, { epochs: 3, verbose: 0 })
    await step()
    const before = tf.memory().numTensors
    await step()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('the loss of fit', () => {
  const x = noise(1, 4, 3)
  const y = tf.zeros([4, 2])
  const ones = { kernelInitializer: 'ones', useBias: false }
  const squares = (z: unknown) => valuesOf(tf.sum(tf.square(z as tf.Tensor)))[0]!
  const error = (z: unknown) => valuesOf(tf.mean(tf.square(z as tf.Tensor)))[0]!

  test('has penalties on weights', async () => {
    const layer = layers.dense({ units: 2, kernelRegularizer: L2(0.5), ...ones })
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [3] }), layer] })
    expect(await firstLoss(model, x, y)).toBeCloseTo(error(layer.apply(x)) + 0.5 * 6, 4)
  })

  test('has penalties on outputs', async () => {
    const layer = layers.dense({ units: 2, activityRegularizer: L2(0.5), ...ones })
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [3] }), layer] })
    const output = layer.apply(x)
    expect(await firstLoss(model, x, y)).toBeCloseTo(error(output) + 0.5 * squares(output), 4)
  })

  test('has those of a shared layer once for its weights, and once a call for its outputs', async () => {
    const layer = layers.dense({
      units: 2,
      kernelRegularizer: L2(0.5),
      activityRegularizer: L2(0.25),
      ...ones,
    })
    const [a, b] = [layers.input({ shape: [3] }), layers.input({ shape: [3] })] as Symbolic[]
    const sum = layers.add().apply([layer.apply(a!) as Symbolic, layer.apply(b!) as Symbolic]) as Symbolic
    const model = tfl.model({ inputs: [a!, b!], outputs: sum })
    const other = noise(2, 4, 3)
    const [one, two] = [layer.apply(x) as tf.Tensor, layer.apply(other) as tf.Tensor]
    const expected = error(tf.add(one, two)) + 0.5 * 6 + 0.25 * (squares(one) + squares(two))
    expect(await firstLoss(model, [x, other], y)).toBeCloseTo(expected, 4)
  })

  test('has those of a layer within a layer, and of a model within a model', async () => {
    const inner = layers.dense({ units: 2, kernelRegularizer: L2(0.5), ...ones })
    const outer = layers.dense({ units: 2, activityRegularizer: L2(0.25), ...ones })
    const nested = tfl.sequential({
      layers: [layers.inputLayer({ shape: [1, 3] }), layers.timeDistributed({ layer: inner }), outer],
    })
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [1, 3] }), nested, layers.flatten()] })
    const output = outer.apply(inner.apply(x) as tf.Tensor)
    const expected = error(output) + 0.5 * 6 + 0.25 * squares(output)
    expect(await firstLoss(model, tf.reshape(x, [4, 1, 3]), y)).toBeCloseTo(expected, 4)
  })

  test('trains by them', async () => {
    const layer = layers.dense({ units: 2, kernelRegularizer: L2(0.5), ...ones })
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [3] }), layer] })
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    await model.fit(tf.zeros([4, 3]), y, { epochs: 1, batchSize: 4, verbose: 0 })
    // Without data the kernel shrinks by 0.1 · 2 · 0.5.
    for (const weight of valuesOf(layer.getWeights()[0]!)) expect(weight).toBeCloseTo(0.9, 6)
  })
})

describe('trainable: false', () => {
  test('freezes a layer, not the others', async () => {
    const [frozen, free] = [
      layers.dense({ units: 3, trainable: false, kernelRegularizer: 'l2' }),
      layers.dense({ units: 2 }),
    ]
    const model = tfl.sequential({ layers: [layers.inputLayer({ shape: [3] }), frozen, free] })
    const values = (layer: tfl.layers.Layer) => layer.getWeights().flatMap((weight) => valuesOf(weight))
    const [before, start] = [values(frozen), values(free)]
    expect(model.trainableWeights.map(({ name }) => name)).toEqual(['kernel', 'bias'])
    expect(frozen.calculateLosses()).toEqual([])
    model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' })
    await model.fit(noise(1, 8, 3), noise(2, 8, 2), { epochs: 2, verbose: 0 })
    expect(values(frozen)).toEqual(before)
    expect(values(free)).not.toEqual(start)
    frozen.trainable = true
    model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' })
    await model.fit(noise(1, 8, 3), noise(2, 8, 2), { epochs: 1, verbose: 0 })
    expect(values(frozen)).not.toEqual(before)
  })

  test('lets BatchNormalization use its moving values in fit, and keep them', async () => {
    const layer = layers.batchNormalization({ trainable: false })
    const model = tfl.sequential({
      layers: [layers.inputLayer({ shape: [3] }), layer, layers.dense({ units: 1 })],
    })
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await model.fit(noise(1, 8, 3), noise(2, 8, 1), { epochs: 2, verbose: 0 })
    const [mean, variance] = layer
      .getWeights()
      .slice(2)
      .map((weight) => valuesOf(weight))
    expect(mean).toEqual([0, 0, 0])
    expect(variance).toEqual([1, 1, 1])
  })
})
