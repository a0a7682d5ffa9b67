import { describe, expect, test } from 'vitest'
import { layers, LayerError, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const training = { training: true }

/** Mean, standard deviation, skewness and kurtosis. */
function momentsOf(values: number[]) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const about = (power: number) => values.reduce((sum, v) => sum + (v - mean) ** power, 0) / values.length
  const deviation = Math.sqrt(about(2))
  return { mean, deviation, skewness: about(3) / deviation ** 3, kurtosis: about(4) / deviation ** 4 }
}

/** Five standard deviations of each moment of `count` normal numbers. */
function expectNormal(values: number[], mean: number, deviation: number) {
  const found = momentsOf(values)
  const root = Math.sqrt(values.length)
  expect(Math.abs(found.mean - mean)).toBeLessThan((5 * deviation) / root)
  expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(5 / (Math.SQRT2 * root))
  expect(Math.abs(found.skewness)).toBeLessThan((5 * Math.sqrt(6)) / root)
  expect(Math.abs(found.kurtosis - 3)).toBeLessThan((5 * Math.sqrt(24)) / root)
}

const kinds = [
  {
    name: 'gaussianDropout',
    make: (amount: number, seed: number | null = 1) => layers.gaussianDropout({ rate: amount, seed }),
    /** What came out, as noise: the factor. */
    noiseOf: (y: number, x: number) => y / x,
    mean: 1,
    deviation: (amount: number) => Math.sqrt(amount / (1 - amount)),
    slope: (noise: number[]) => noise,
  },
  {
    name: 'gaussianNoise',
    make: (amount: number, seed: number | null = 1) => layers.gaussianNoise({ stddev: amount, seed }),
    noiseOf: (y: number, x: number) => y - x,
    mean: 0,
    deviation: (amount: number) => amount,
    slope: (noise: number[]) => noise.map(() => 1),
  },
]

describe.each(kinds)('$name', ({ make, noiseOf, mean, deviation, slope }) => {
  test.each([0.1, 0.5, 0.9])('%f: normal noise of the right size, each entry for itself', (amount) => {
    const layer = make(amount)
    const draws = Array.from({ length: 10 }, () =>
      valuesOf(layer.apply(tf.fill([40, 50], 2), training)).map((y) => noiseOf(y, 2)),
    ).flat()
    expectNormal(draws, mean, deviation(amount))
    const neighbours = draws.slice(1).map((v, i) => (v - mean) * (draws[i]! - mean))
    const covariance = neighbours.reduce((sum, v) => sum + v, 0) / neighbours.length
    expect(Math.abs(covariance / deviation(amount) ** 2)).toBeLessThan(5 / Math.sqrt(draws.length))
  })

  test('each call draws anew, the row repeats with the seed, and inference is identity', () => {
    const x = tf.ones([8, 8])
    const layer = make(0.5, 3)
    const rows = [layer, layer].map((one) => valuesOf(one.apply(x, training)))
    expect(rows[0]).not.toEqual(rows[1])
    const again = make(0.5, 3)
    expect(rows.map(() => valuesOf(again.apply(x, training)))).toEqual(rows)
    expect(valuesOf(make(0.5, 4).apply(x, training))).not.toEqual(rows[0])
    expect(valuesOf(layer.apply(x))).toEqual(valuesOf(x))
    expect(valuesOf(make(0).apply(x, training))).toEqual(valuesOf(x))
  })

  test('without a seed, setRandomSeed makes draws repeatable', () => {
    const draw = () => valuesOf(make(0.5, null).apply(tf.ones([8, 8]), training))
    setRandomSeed(11)
    const first = draw()
    setRandomSeed(11)
    expect(draw()).toEqual(first)
    expect(draw()).not.toEqual(first)
  })

  test('inspect gives the noise, which the gradient follows', () => {
    const x = tf.randomUniform([5, 6], 1, 2, 'float32', 1)
    const { outputs, values } = make(0.5, 5).inspect(x, training)
    const noise = valuesOf(values['noise'])
    const inputs = valuesOf(x)
    valuesOf(outputs[0]).forEach((y, i) => expect(noiseOf(y, inputs[i]!)).toBeCloseTo(noise[i]!, 5))
    const found = tf.grad((input) => tf.sum(make(0.5, 5).apply(input, training) as tf.Tensor))(x)
    valuesOf(found).forEach((value, i) => expect(value).toBeCloseTo(slope(noise)[i]!, 5))
  })
})

test('gaussianDropout refuses rate 1 in training only; gaussianNoise takes 1', () => {
  const x = tf.ones([2, 3])
  expect(() => layers.gaussianDropout({ rate: 1 }).apply(x, training)).toThrow(LayerError)
  expect(valuesOf(layers.gaussianDropout({ rate: 1 }).apply(x))).toEqual(valuesOf(x))
  expect(valuesOf(layers.gaussianNoise({ stddev: 1 }).apply(x, training))).not.toEqual(valuesOf(x))
})
