import type { Tensor } from '@tensorflow/tfjs-core'
import { sequential } from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { layers, LayerError } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const film = () => tf.randomUniform([2, 3, 5, 4, 2], -1, 1, 'float32', 5)
const options = { filters: 3, kernelSize: 2 } as const

describe('convolutional LSTMs', () => {
  test('channels first gives what channels last gives, in its order', () => {
    const last = layers.convLSTM2d({ ...options, returnSequences: true, strides: [2, 1] })
    const first = layers.convLSTM2d({
      ...options,
      returnSequences: true,
      strides: [2, 1],
      dataFormat: 'channels_first',
    })
    const [x, turned] = [film(), tf.transpose(film(), [0, 1, 4, 2, 3])]
    const expected = last.apply(x) as Tensor
    first.build(turned.shape)
    first.setWeights(last.weights.map((weight) => weight.read()))
    const found = tf.transpose(first.apply(turned) as Tensor, [0, 1, 3, 4, 2])
    expect(found.shape).toEqual(expected.shape)
    valuesOf(found).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(expected)[i]!, 6))
  })

  test('one step is an LSTM at every place where the window is one entry', () => {
    const conv = layers.convLSTM1d({ filters: 3, kernelSize: 1 })
    const plain = layers.lstm({ units: 3 })
    const x = tf.randomUniform([4, 3, 1, 2], -1, 1, 'float32', 7)
    const expected = plain.apply(tf.squeeze(x, [2])) as Tensor
    conv.build(x.shape)
    conv.setWeights(
      plain.weights.map((weight) =>
        weight.name === 'bias' ? weight.read() : tf.expandDims(weight.read(), 0),
      ),
    )
    valuesOf(conv.apply(x)).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(expected)[i]!, 6))
  })

  test('inspect gives gates and states at every step', () => {
    const { values } = layers.convLSTM2d(options).inspect(film())
    expect(Object.keys(values).sort()).toEqual(['c', 'candidate', 'f', 'h', 'i', 'o'])
    for (const value of Object.values(values)) expect(value.shape).toEqual([2, 3, 4, 3, 3])
  })

  test('a first h that would be repeated along the image is refused, c is not', () => {
    const layer = layers.convLSTM2d(options)
    const [h, c] = [tf.ones([1, 4, 3, 3]), tf.ones([2, 1, 1, 3])]
    expect((layer.apply(film(), { initialState: [h, c] }) as Tensor).shape).toEqual([2, 4, 3, 3])
    expect(() => layer.apply(film(), { initialState: [c, h] })).toThrow(LayerError)
  })

  test('a call leaves nothing but its output, and dispose nothing at all', () => {
    const before = tf.memory().numTensors
    const layer = layers.convLSTM3d({ filters: 2, kernelSize: 2, stateful: true, padding: 'same' })
    const x = tf.ones([1, 2, 2, 3, 2, 1])
    tf.dispose(layer.apply(x) as Tensor)
    const built = tf.memory().numTensors
    for (let i = 0; i < 3; i++) tf.dispose(layer.apply(x) as Tensor)
    expect(tf.memory().numTensors).toBe(built)
    layer.dispose()
    x.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('trains in tf.sequential', async () => {
    const network = sequential()
    network.add(layers.convLSTM2d({ filters: 2, kernelSize: 3, padding: 'same', inputShape: [3, 5, 4, 2] }))
    network.compile({ optimizer: 'adam', loss: 'meanSquaredError' })
    const x = film()
    const target = tf.squeeze(tf.slice(x, [0, 2], [-1, 1]), [1])
    const { history } = await network.fit(x, target, { epochs: 15, verbose: 0 })
    const losses = history['loss'] as number[]
    expect(losses.at(-1)!).toBeLessThan(losses[0]!)
  })
})
