import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layers, type Layer } from '../../../src/keras/index.ts'
import { useBackend } from '../../verify/backends.ts'
import { tf, valuesOf } from './backend.ts'

const slope = (layer: Layer, x: tf.Tensor) =>
  valuesOf(tf.grad((input) => tf.sum(layer.apply(input) as tf.Tensor))(x))

describe('winner', () => {
  test('counts steps', () => {
    const x = tf.tensor3d([3, 1, 2, 2, -1], [1, 5, 1])
    const { values } = layers.maxPooling1d({ padding: 'same' }).inspect(x)
    expect(values['winner']!.dtype).toBe('int32')
    expect(values['winner']!.shape).toEqual([1, 3, 1])
    expect(valuesOf(values['winner'])).toEqual([0, 2, 4])
  })

  test('counts planes, rows and columns; the first one wins a tie', () => {
    const x = tf.tensor5d([1, 5, 5, 2, 0, 0, 9, 9, 0, 0, 9, 0], [1, 3, 2, 2, 1])
    const layer = layers.maxPooling3d({ poolSize: 2, strides: 1 })
    expect(valuesOf(layer.inspect(x).values['winner'])).toEqual([6, 6])
  })

  test.each(['valid', 'same'] as const)('is the place of the value (%s)', (padding) => {
    const x = tf.randomUniform([2, 3, 5, 4, 2], -1, 1, 'float32', 3)
    const layer = layers.maxPooling3d({ poolSize: [2, 3, 2], strides: [1, 2, 2], padding })
    const { outputs, values } = layer.inspect(x)
    const plane = (one: tf.Tensor) =>
      tf.reshape(tf.transpose(one, [0, 4, 1, 2, 3]), [4, -1]).arraySync() as number[][]
    const [from, at] = [plane(x), plane(values['winner']!)]
    plane(outputs[0]!).forEach((row, i) => expect(at[i]!.map((place) => from[i]![place])).toEqual(row))
  })
})

describe('on wasm', () => {
  beforeAll(() => useBackend('wasm'))
  afterAll(async () => void (await tf.setBackend('cpu')))

  test('gradients reach the maxima of negative windows', () => {
    const x = tf.tensor4d([-3, -2, -5, -4], [1, 2, 2, 1])
    expect(slope(layers.maxPooling2d(), x)).toEqual([0, 1, 0, 0])
    expect(slope(layers.maxPooling1d(), tf.reshape(x, [1, 4, 1]))).toEqual([0, 1, 0, 1])
    const cube = tf.reshape(x, [1, 2, 1, 2, 1])
    expect(slope(layers.maxPooling3d({ padding: 'same' }), cube)).toEqual([0, 1, 0, 0])
    expect(slope(layers.globalMaxPooling2d(), x)).toEqual([0, 1, 0, 0])
  })

  test('gradients of means count what lies inside', () => {
    const x = tf.ones([1, 3, 3, 1])
    const layer = layers.averagePooling2d({ poolSize: 2, padding: 'same' })
    expect(slope(layer, x)).toEqual([0.25, 0.25, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 1])
  })
})
