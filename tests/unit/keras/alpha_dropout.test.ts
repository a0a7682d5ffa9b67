import { describe, expect, test } from 'vitest'
import { layers, LayerError, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const training = { training: true }
const FLOOR = -1.7580993408473766

/** What an entry x becomes when it stays, and what a dropped one becomes. */
function outcomes(rate: number, x: number): { kept: number; dropped: number } {
  const scale = 1 / Math.sqrt((1 - rate) * (1 + rate * FLOOR ** 2))
  const shift = -scale * FLOOR * rate
  return { kept: scale * x + shift, dropped: scale * FLOOR + shift }
}

const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length

function deviation(values: number[]): number {
  const center = mean(values)
  return Math.sqrt(mean(values.map((v) => (v - center) ** 2)))
}

describe('alphaDropout', () => {
  test.each([0.1, 0.5, 0.9])(
    'rate %f drops that share to the floor of selu, then scales and shifts',
    (rate) => {
      const layer = layers.alphaDropout({ rate, seed: 7 })
      const draws = Array.from({ length: 10 }, () =>
        valuesOf(layer.apply(tf.fill([40, 50], 3), training)),
      ).flat()
      const { kept, dropped } = outcomes(rate, 3)
      const isDropped = draws.map((y) => Math.abs(y - dropped) < 1e-5)
      draws.forEach((y, i) => expect(Math.abs(y - (isDropped[i] ? dropped : kept))).toBeLessThan(1e-5))
      // 20,000 draws: five standard deviations of the share.
      expect(Math.abs(mean(isDropped.map(Number)) - rate)).toBeLessThan(
        5 * Math.sqrt((rate * (1 - rate)) / draws.length),
      )
    },
  )

  test.each([0.1, 0.5, 0.8])('rate %f keeps mean 0 and variance 1 of standard normal input', (rate) => {
    const x = tf.randomNormal([400, 100], 0, 1, 'float32', 3)
    const y = valuesOf(layers.alphaDropout({ rate, seed: 2 }).apply(x, training))
    // 40,000 entries: the mean and the mean square, within five deviations of their own.
    const squares = y.map((v) => v * v)
    expect(Math.abs(mean(y))).toBeLessThan((5 * deviation(y)) / 200)
    expect(Math.abs(mean(squares) - 1)).toBeLessThan((5 * deviation(squares)) / 200)
  })

  test('each call draws a new mask, and the row of masks repeats with the seed', () => {
    const x = tf.ones([8, 8])
    const layer = layers.alphaDropout({ rate: 0.5, seed: 3 })
    const rows = [layer, layer].map((one) => valuesOf(one.apply(x, training)))
    expect(rows[0]).not.toEqual(rows[1])
    const again = layers.alphaDropout({ rate: 0.5, seed: 3 })
    expect(rows.map(() => valuesOf(again.apply(x, training)))).toEqual(rows)
    const other = layers.alphaDropout({ rate: 0.5, seed: 4 })
    expect(valuesOf(other.apply(x, training))).not.toEqual(rows[0])
  })

  test('without a seed, setRandomSeed makes draws repeatable', () => {
    const draw = () => valuesOf(layers.alphaDropout({ rate: 0.5 }).apply(tf.ones([8, 8]), training))
    setRandomSeed(11)
    const first = draw()
    setRandomSeed(11)
    expect(draw()).toEqual(first)
    expect(draw()).not.toEqual(first)
  })

  test('noiseShape shares the mask along axes of size 1, and may widen the input, as in Keras', () => {
    const shared = layers
      .alphaDropout({ rate: 0.5, seed: 1, noiseShape: [null, 1, 5] })
      .apply(tf.ones([3, 4, 5]), training) as tf.Tensor3D
    for (const sample of shared.arraySync()) for (const row of sample) expect(row).toEqual(sample[0])
    expect(new Set(valuesOf(shared)).size).toBe(2)
    const wider = layers.alphaDropout({ rate: 0.5, seed: 1, noiseShape: [2, 4, 5] })
    expect((wider.apply(tf.ones([4, 5]), training) as tf.Tensor).shape).toEqual([2, 4, 5])
  })

  test('inspect gives the very mask of the pass, which the gradient follows', () => {
    const x = tf.randomUniform([5, 6], 1, 2, 'float32', 1)
    const make = () => layers.alphaDropout({ rate: 0.25, seed: 5 })
    const { outputs, values } = make().inspect(x, training)
    const mask = valuesOf(values['mask'])
    const inputs = valuesOf(x)
    valuesOf(outputs[0]).forEach((y, i) => {
      const { kept, dropped } = outcomes(0.25, inputs[i]!)
      expect(y).toBeCloseTo(mask[i] ? kept : dropped, 5)
    })
    const slope = tf.grad((input) => tf.sum(make().apply(input, training) as tf.Tensor))(x)
    const scale = outcomes(0.25, 1).kept - outcomes(0.25, 0).kept
    valuesOf(slope).forEach((value, i) => expect(value).toBeCloseTo(mask[i]! * scale, 5))
  })

  test('rate 0 and inference change nothing; rate 1 is refused in training only', () => {
    const x = tf.tensor1d([1, -2, 3])
    expect(valuesOf(layers.alphaDropout({ rate: 0 }).apply(x, training))).toEqual([1, -2, 3])
    expect(valuesOf(layers.alphaDropout({ rate: 1 }).apply(x))).toEqual([1, -2, 3])
    expect(() => layers.alphaDropout({ rate: 1 }).apply(x, training)).toThrow(LayerError)
  })
})
