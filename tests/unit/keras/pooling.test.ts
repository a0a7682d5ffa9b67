import { sequential } from '@tensorflow/tfjs-layers'
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

const cube = { poolSize: [2, 3, 1], strides: [3, 1, 2], padding: 'same' } satisfies layers.MaxPooling3DOptions
const ragged = { poolSize: 3, strides: 2, padding: 'same' } as const
const poolings: [string, () => Layer, number[]][] = [
  ['maxPooling1d', () => layers.maxPooling1d(ragged), [2, 6, 2]],
  ['maxPooling2d', () => layers.maxPooling2d(ragged), [1, 4, 5, 2]],
  ['maxPooling3d', () => layers.maxPooling3d(cube), [1, 4, 3, 3, 2]],
  ['averagePooling1d', () => layers.averagePooling1d(ragged), [2, 6, 2]],
  ['averagePooling2d', () => layers.averagePooling2d(ragged), [1, 4, 5, 2]],
  [
    'averagePooling3d',
    () => layers.averagePooling3d({ ...ragged, dataFormat: 'channels_first' }),
    [1, 2, 4, 3, 4],
  ],
  ['averagePooling3d, strides beyond', () => layers.averagePooling3d(cube), [1, 4, 3, 3, 2]],
  ['globalMaxPooling3d', () => layers.globalMaxPooling3d({ dataFormat: 'channels_first' }), [2, 2, 2, 3, 2]],
  ['globalAveragePooling3d', () => layers.globalAveragePooling3d({ keepdims: true }), [2, 2, 3, 2, 2]],
]

test.each(poolings)('%s: the same with and without gradients, on cpu and wasm', async (_, make, shape) => {
  const data = Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(3 * i) - 0.8)
  const layer = make()
  const results: number[][] = []
  for (const backend of ['cpu', 'wasm'] as const) {
    await useBackend(backend)
    const x = tf.tensor(data, shape)
    const alone = layer.apply(x) as tf.Tensor
    let taped: number[] = []
    const upstream = tf.reshape(tf.range(1, alone.size + 1), alone.shape)
    const gradient = tf.grad((input) => {
      const output = layer.apply(input) as tf.Tensor
      taped = valuesOf(output)
      return tf.sum(tf.mul(output, upstream))
    })(x)
    results.push([...valuesOf(alone), ...taped, ...valuesOf(gradient)])
  }
  await tf.setBackend('cpu')
  const [cpu, wasm] = results as [number[], number[]]
  expect(wasm).toHaveLength(cpu.length)
  cpu.forEach((value, i) => expect(wasm[i]).toBeCloseTo(value, 4))
  const outputs = (cpu.length - data.length) / 2
  for (let i = 0; i < outputs; i++) expect(cpu[i]).toBeCloseTo(cpu[outputs + i]!, 5)
})

test('a mask reaches the mean through a model, and ends there', () => {
  const embedding = layers.embedding({ inputDim: 4, outputDim: 2, maskZero: true, inputShape: [3] })
  const mean = layers.globalAveragePooling1d()
  const model = sequential({ layers: [embedding, mean, layers.dense({ units: 2 })] })
  const words = tf.tensor2d([1, 2, 0, 3, 0, 0], [2, 3], 'int32')
  const vectors = embedding.apply(words) as tf.Tensor
  const pooled = mean.apply(vectors) as tf.Tensor
  expect(pooled.kerasMask).toBeUndefined()
  const [first, second, , third] = tf.reshape(vectors, [6, 2]).arraySync() as number[][]
  valuesOf(pooled).forEach((value, i) =>
    expect(value).toBeCloseTo([...first!.map((v, k) => (v + second![k]!) / 2), ...third!][i]!, 6),
  )
  expect(valuesOf(model.predict(words))).toEqual(valuesOf(model.layers[2]!.apply(pooled)))
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
