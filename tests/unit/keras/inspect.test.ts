import { describe, expect, test } from 'vitest'
import { layers } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const noise = (...shape: number[]) => tf.randomUniform(shape, -1, 1, 'float32', 4)

describe('lstm', () => {
  const x = noise(2, 5, 3)
  const mask = tf.tensor2d(
    [
      [1, 1, 0, 1, 0],
      [0, 1, 1, 0, 0],
    ],
    [2, 5],
    'bool',
  )

  test.each([false, true])('gates and states fit together (goBackwards %s)', (goBackwards) => {
    const layer = layers.lstm({ units: 4, returnSequences: true, goBackwards })
    const { outputs, values } = layer.inspect(x)
    const { i, f, candidate, o, c, h } = values as Record<string, tf.Tensor>
    for (const value of [i, f, candidate, o, c, h]) expect(value!.shape).toEqual([2, 5, 4])
    const carried = tf.concat([tf.zeros([2, 1, 4]), tf.slice(c!, [0, 0, 0], [2, 4, 4])], 1)
    const next = tf.add(tf.mul(f!, carried), tf.mul(i!, candidate!))
    expect(tf.max(tf.abs(tf.sub(next, c!))).dataSync()[0]).toBeLessThan(1e-6)
    expect(tf.max(tf.abs(tf.sub(tf.mul(o!, tf.tanh(c!)), h!))).dataSync()[0]).toBeLessThan(1e-6)
    expect(valuesOf(outputs[0])).toEqual(valuesOf(h))
  })

  test('dropout is drawn in training only, one mask for all steps', () => {
    const layer = layers.lstm({ units: 4, dropout: 0.5, recurrentDropout: 0.25, seed: 1 })
    expect(Object.keys(layer.inspect(x).values)).not.toContain('dropout_mask')
    const { values } = layer.inspect(x, { training: true })
    expect(values['dropout_mask']!.shape).toEqual([2, 3])
    expect(values['recurrent_dropout_mask']!.shape).toEqual([2, 4])
    for (const scale of valuesOf(values['dropout_mask'])) expect([0, 2]).toContain(scale)
    const [kernel, , bias] = layer.getWeights() as [tf.Tensor2D, tf.Tensor, tf.Tensor]
    const first = tf.reshape(tf.slice(x, [0, 0, 0], [2, 1, 3]), [2, 3])
    const z = tf.add(tf.matMul(tf.mul(first, values['dropout_mask']!) as tf.Tensor2D, kernel), bias)
    const gate = tf.sigmoid(tf.slice(z, [0, 0], [2, 4]))
    const i = tf.reshape(tf.slice(values['i']!, [0, 0, 0], [2, 1, 4]), [2, 4])
    expect(tf.max(tf.abs(tf.sub(gate, i))).dataSync()[0]).toBeLessThan(1e-6)
  })

  test('a masked step keeps the states', () => {
    const { values } = layers.lstm({ units: 2 }).inspect(x, { mask })
    const h = values['h']!.arraySync() as number[][][]
    expect(h[0]![2]).toEqual(h[0]![1])
    expect(h[1]![0]).toEqual([0, 0])
  })

  test('a stateful layer goes on where it stopped, until it is reset', () => {
    const layer = layers.lstm({ units: 2, stateful: true, returnState: true })
    const first = layer.apply(x) as tf.Tensor[]
    const second = layer.apply(x) as tf.Tensor[]
    expect(valuesOf(second[1])).not.toEqual(valuesOf(first[1]))
    const given = layers.lstm({ units: 2, returnState: true })
    given.build([2, 5, 3])
    given.setWeights(layer.getWeights())
    const continued = given.apply(x, { initialState: first.slice(1) }) as tf.Tensor[]
    valuesOf(continued[1]).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(second[1])[i]!, 6))
    layer.resetStates()
    expect(valuesOf((layer.apply(x) as tf.Tensor[])[1])).toEqual(valuesOf(first[1]))
  })

  test('dropout uses one mask for all steps and a new one for each call', () => {
    const layer = layers.lstm({ units: 2, dropout: 0.5, recurrentDropout: 0.5, seed: 1 })
    const draws = Array.from({ length: 6 }, () => valuesOf(layer.apply(x, { training: true })).join())
    expect(new Set(draws).size).toBeGreaterThan(1)
    const still = [0, 1].map(() => valuesOf(layer.apply(x)).join())
    expect(still[0]).toBe(still[1])
  })
})

describe('maxPooling2d', () => {
  test.each([
    { padding: 'valid', dataFormat: 'channels_last' },
    { padding: 'same', dataFormat: 'channels_last' },
    { padding: 'same', dataFormat: 'channels_first' },
  ] as const)('winners stand where the values came from ($padding, $dataFormat)', (options) => {
    const x = noise(2, 5, 6, 3)
    const layer = layers.maxPooling2d({ poolSize: [3, 2], strides: 2, ...options })
    const { outputs, values } = layer.inspect(x)
    const last = options.dataFormat === 'channels_last'
    const planes = last ? tf.transpose(x, [0, 3, 1, 2]) : x
    const [output, winner] = [outputs[0]!, values['winner']!].map((one) =>
      last ? tf.transpose(one, [0, 3, 1, 2]) : one,
    )
    const flat = tf.reshape(planes, [planes.shape[0]! * planes.shape[1]!, -1]).arraySync() as number[][]
    const wins = tf.reshape(winner!, [flat.length, -1]).arraySync() as number[][]
    const best = tf.reshape(output!, [flat.length, -1]).arraySync() as number[][]
    wins.forEach((row, plane) => row.forEach((at, i) => expect(flat[plane]![at]).toBe(best[plane]![i])))
  })
})

test('a layer without inner values gives its outputs', () => {
  const { outputs, values } = layers.dense({ units: 2 }).inspect(noise(1, 3))
  expect(outputs).toHaveLength(1)
  expect(values).toEqual({})
})
