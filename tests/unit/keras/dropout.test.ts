import { describe, expect, test } from 'vitest'
import { layers, LayerError, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const training = { training: true }
const ones = (...shape: number[]) => tf.ones(shape)
const run = (options: Parameters<typeof layers.dropout>[0], x = ones(40, 50)) =>
  valuesOf(layers.dropout(options).apply(x, training))

describe('dropout', () => {
  test.each([0.1, 0.5, 0.9])('rate %f keeps a share 1 - rate, scaled by 1 / (1 - rate)', (rate) => {
    const layer = layers.dropout({ rate, seed: 7 })
    const draws = Array.from({ length: 20 }, () => valuesOf(layer.apply(ones(40, 50), training))).flat()
    const kept = draws.filter((value) => value !== 0)
    // 40,000 draws: five standard deviations of the share.
    expect(Math.abs(kept.length / draws.length - (1 - rate))).toBeLessThan(
      5 * Math.sqrt((rate * (1 - rate)) / draws.length),
    )
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]))
  })

  test('each call draws a new mask, and the row of masks repeats with the seed', () => {
    const layer = layers.dropout({ rate: 0.5, seed: 3 })
    const [first, second] = [layer, layer].map((one) => valuesOf(one.apply(ones(8, 8), training)))
    expect(first).not.toEqual(second)
    const again = layers.dropout({ rate: 0.5, seed: 3 })
    expect(valuesOf(again.apply(ones(8, 8), training))).toEqual(first)
    expect(valuesOf(again.apply(ones(8, 8), training))).toEqual(second)
    expect(run({ rate: 0.5, seed: 4 }, ones(8, 8))).not.toEqual(first)
  })

  test('without a seed, setRandomSeed makes draws repeatable', () => {
    setRandomSeed(11)
    const first = run({ rate: 0.5 })
    const other = run({ rate: 0.5 })
    setRandomSeed(11)
    expect(run({ rate: 0.5 })).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test('noiseShape shares the mask along axes of size 1', () => {
    const x = ones(3, 4, 5)
    const steps = layers
      .dropout({ rate: 0.5, seed: 1, noiseShape: [null, null, 1] })
      .apply(x, training) as tf.Tensor3D
    for (const row of steps.arraySync().flat()) expect(new Set(row).size).toBe(1)
    const features = layers
      .dropout({ rate: 0.5, seed: 1, noiseShape: [3, 1, null] })
      .apply(x, training) as tf.Tensor3D
    for (const sample of features.arraySync()) for (const row of sample) expect(row).toEqual(sample[0])
    expect(new Set(valuesOf(steps))).toEqual(new Set([0, 2]))
  })

  test('inspect gives the very mask of the pass', () => {
    const x = tf.tensor2d(
      Array.from({ length: 12 }, (_, i) => i + 1),
      [3, 4],
    )
    const { outputs, values } = layers.dropout({ rate: 0.25, seed: 5 }).inspect(x, training)
    expect(values['mask']!.shape).toEqual([3, 4])
    const expected = tf.div(tf.mul(x, values['mask']!), 0.75)
    valuesOf(outputs[0]).forEach((value, i) => expect(value).toBeCloseTo(valuesOf(expected)[i]!, 5))
  })

  test('rate 0 and inference change nothing; rate 1 is refused in training only', () => {
    const x = tf.tensor1d([1, -2, 3])
    expect(run({ rate: 0 }, x)).toEqual([1, -2, 3])
    expect(valuesOf(layers.dropout({ rate: 1 }).apply(x))).toEqual([1, -2, 3])
    expect(() => run({ rate: 1 }, x)).toThrow(LayerError)
  })
})
