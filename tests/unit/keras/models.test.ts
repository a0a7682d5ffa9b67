import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test, vi } from 'vitest'
import { layers, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

type Symbolic = tfl.SymbolicTensor

const noise = (seed: number, ...shape: number[]) => tf.randomUniform(shape, -1, 1, 'float32', seed)
const close = (actual: unknown, expected: unknown, digits = 5) => {
  const wanted = valuesOf(expected)
  expect((actual as tf.Tensor).shape).toEqual((expected as tf.Tensor).shape)
  valuesOf(actual).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, digits))
}
const on = (layer: tfl.layers.Layer, ...inputs: Symbolic[]) =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as Symbolic

describe('functional models', () => {
  test('several inputs and outputs, merged', () => {
    const [a, b] = [layers.input({ shape: [3] }), layers.input({ shape: [5] })] as Symbolic[]
    const [left, right] = [layers.dense({ units: 4 }), layers.dense({ units: 4, activation: 'tanh' })]
    const sum = layers.add()
    const joined = on(sum, on(left, a!), on(right, b!))
    const tail = layers.dense({ units: 2 })
    const model = tfl.model({ inputs: [a!, b!], outputs: [joined, on(tail, joined)] })
    const x = [noise(1, 2, 3), noise(2, 2, 5)]
    const [merged, last] = model.predict(x) as tf.Tensor[]
    const expected = tf.add(left.apply(x[0]!) as tf.Tensor, right.apply(x[1]!) as tf.Tensor)
    close(merged, expected)
    close(last, tail.apply(expected))
    expect(model.weights).toHaveLength(6)
  })

  test('a shared layer has one set of weights, and learns from each of its calls', async () => {
    const [a, b] = [layers.input({ shape: [3] }), layers.input({ shape: [3] })] as Symbolic[]
    const shared = layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones' })
    const model = tfl.model({ inputs: [a!, b!], outputs: on(layers.add(), on(shared, a!), on(shared, b!)) })
    expect(model.weights).toHaveLength(1)
    const x = [noise(1, 4, 3), noise(2, 4, 3)]
    close(model.predict(x), shared.apply(tf.add(x[0]!, x[1]!)))
    const y = noise(3, 4, 1)
    // The gradient of the mean of (Σ(a + b) − y)².
    const error = tf.sub(tf.sum(tf.add(x[0]!, x[1]!), 1, true), y)
    const slope = tf.mean(tf.mul(tf.mul(error, 2), tf.add(x[0]!, x[1]!)), 0)
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' })
    await model.fit(x, y, { epochs: 1, batchSize: 4, verbose: 0 })
    close(tf.reshape(shared.getWeights()[0]!, [3]), tf.sub(1, tf.mul(slope, 0.1)))
  })

  test('models in models', async () => {
    const inner = tfl.sequential({
      layers: [layers.dense({ units: 4, activation: 'relu', inputShape: [3] }), layers.dense({ units: 2 })],
    })
    const [a, b] = [layers.input({ shape: [3] }), layers.input({ shape: [3] })] as Symbolic[]
    const outer = tfl.model({
      inputs: [a!, b!],
      outputs: on(layers.concatenate(), on(inner, a!), on(inner, b!)),
    })
    const x = [noise(1, 2, 3), noise(2, 2, 3)]
    close(
      outer.predict(x),
      tf.concat(
        x.map((one) => inner.predict(one) as tf.Tensor2D),
        1,
      ),
    )
    expect(outer.trainableWeights).toHaveLength(4)
    outer.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' })
    const { history } = await outer.fit(x, noise(3, 2, 4), { epochs: 20, verbose: 0 })
    expect(history['loss']!.at(-1)).toBeLessThan((history['loss']![0] as number) / 2)
  })

  test('a layer of several outputs runs once a pass', () => {
    const x = layers.input({ batchShape: [2, 4, 3] }) as Symbolic
    const lstm = layers.lstm({ units: 2, stateful: true, returnState: true })
    const model = tfl.model({ inputs: x, outputs: lstm.apply(x) as Symbolic[] })
    const alone = layers.lstm({ units: 2, stateful: true, returnState: true })
    alone.build([2, 4, 3])
    alone.setWeights(lstm.getWeights())
    const sequence = noise(1, 2, 4, 3)
    for (let i = 0; i < 3; i++) {
      const expected = alone.apply(sequence) as tf.Tensor[]
      ;(model.predict(sequence, { batchSize: 2 }) as tf.Tensor[]).forEach((one, k) => close(one, expected[k]))
    }
  })

  test('dropout is drawn in fit alone', async () => {
    const frozen = { kernelInitializer: 'identity', useBias: false }
    const model = tfl.sequential({
      layers: [
        layers.dropout({ rate: 0.5, seed: 1, inputShape: [50] }),
        layers.dense({ units: 50, ...frozen }),
      ],
    })
    const x = tf.ones([4, 50])
    close(model.predict(x), x)
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' })
    // Ones become 0 or 2: each differs from 1 by 1.
    const { history } = await model.fit(x, x, { epochs: 1, verbose: 0, batchSize: 4 })
    expect(history['loss']![0]).toBeCloseTo(1, 5)
    expect((model.evaluate(x, x) as tf.Scalar).dataSync()[0]).toBe(0)
  })
})

describe('sequential models', () => {
  const image = () =>
    tfl.sequential({
      layers: [
        layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 2] }),
        layers.batchNormalization(),
        layers.maxPooling2d(),
        layers.flatten(),
        layers.dense({ units: 2, activation: 'softmax' }),
      ],
    })

  test('fit, evaluate and predict of an image model', async () => {
    setRandomSeed(1)
    const model = image()
    model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] })
    const x = noise(1, 12, 8, 8, 2)
    const y = tf.oneHot(tf.tensor1d([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 'int32'), 2)
    const moving = valuesOf(model.layers[1]!.weights[2]!.read())
    const { history } = await model.fit(x, y, { epochs: 25, batchSize: 12, verbose: 0 })
    expect(history['loss']!.at(-1)).toBeLessThan((history['loss']![0] as number) / 2)
    expect(valuesOf(model.layers[1]!.weights[2]!.read())).not.toEqual(moving)
    const [loss, accuracy] = model.evaluate(x, y, { batchSize: 12 }) as tf.Scalar[]
    expect(Number.isFinite(loss!.dataSync()[0])).toBe(true)
    const hits = tf.mean(
      tf.cast(tf.equal(tf.argMax(model.predict(x) as tf.Tensor, 1), tf.argMax(y, 1)), 'float32'),
    )
    close(accuracy, hits)
  })

  test('summary tells shapes and counts', () => {
    const lines: string[] = []
    image().summary(undefined, undefined, (line: string) => void lines.push(line))
    const text = lines.join('\n')
    for (const part of [
      'Conv2D',
      '[null,6,6,3]',
      '57',
      '(MaxPooling',
      '[null,27]',
      'Total params: 125',
      'Non-trainable params: 6',
    ])
      expect(text).toContain(part)
  })

  test('a model leaves no tensors but its weights, in predict and in fit', async () => {
    const x = noise(1, 4, 8, 8, 2)
    const y = tf.oneHot(tf.tensor1d([0, 1, 0, 1], 'int32'), 2)
    const model = image()
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' })
    const step = async () => {
      tf.dispose(model.predict(x))
      await model.fit(x, y, { epochs: 2, verbose: 0 })
    }
    await step()
    const before = tf.memory().numTensors
    await step()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('no layer writes to the console', () => {
    const warn = vi.spyOn(console, 'warn')
    image().predict(noise(1, 1, 8, 8, 2))
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })
})
