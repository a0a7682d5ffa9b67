import { describe, expect, test } from 'vitest'
import { layers, LayerError, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

const training = { training: true }

const variants = [
  {
    name: 'spatialDropout1d',
    shape: [40, 3, 25],
    channels: 2,
    make: (rate: number, seed: number | null = 1) => layers.spatialDropout1d({ rate, seed }),
  },
  {
    name: 'spatialDropout2d',
    shape: [40, 2, 3, 25],
    channels: 3,
    make: (rate: number, seed: number | null = 1) => layers.spatialDropout2d({ rate, seed }),
  },
  {
    name: 'spatialDropout2d, channels_first',
    shape: [40, 25, 2, 3],
    channels: 1,
    make: (rate: number, seed: number | null = 1) =>
      layers.spatialDropout2d({ rate, seed, dataFormat: 'channels_first' }),
  },
  {
    name: 'spatialDropout3d',
    shape: [40, 2, 1, 3, 25],
    channels: 4,
    make: (rate: number, seed: number | null = 1) => layers.spatialDropout3d({ rate, seed }),
  },
  {
    name: 'spatialDropout3d, channels_first',
    shape: [40, 25, 2, 1, 3],
    channels: 1,
    make: (rate: number, seed: number | null = 1) =>
      layers.spatialDropout3d({ rate, seed, dataFormat: 'channels_first' }),
  },
]

/** Least and greatest value of each channel of each sample. */
function rangeOfMaps(y: tf.Tensor, channels: number): [number[], number[]] {
  const space = y.shape.map((_, axis) => axis).filter((axis) => axis !== 0 && axis !== channels)
  return [valuesOf(tf.min(y, space)), valuesOf(tf.max(y, space))]
}

describe.each(variants)('$name', ({ shape, channels, make }) => {
  test.each([0.2, 0.5, 0.9])('rate %f keeps whole channels, a share 1 - rate, scaled', (rate) => {
    const layer = make(rate)
    const draws = Array.from({ length: 10 }, () => {
      const [least, greatest] = rangeOfMaps(layer.apply(tf.ones(shape), training) as tf.Tensor, channels)
      expect(least).toEqual(greatest)
      return least
    }).flat()
    const kept = draws.filter((value) => value !== 0)
    // 10,000 maps: five standard deviations of the share.
    expect(Math.abs(kept.length / draws.length - (1 - rate))).toBeLessThan(
      5 * Math.sqrt((rate * (1 - rate)) / draws.length),
    )
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]))
  })

  test('each call draws anew, the row repeats with the seed, and inference is identity', () => {
    const layer = make(0.5, 3)
    const rows = [layer, layer].map((one) => valuesOf(one.apply(tf.ones(shape), training)))
    expect(rows[0]).not.toEqual(rows[1])
    const again = make(0.5, 3)
    expect(rows.map(() => valuesOf(again.apply(tf.ones(shape), training)))).toEqual(rows)
    expect(valuesOf(make(0.5, 4).apply(tf.ones(shape), training))).not.toEqual(rows[0])
    const x = tf.randomUniform(shape, -1, 1, 'float32', 1)
    expect(valuesOf(layer.apply(x))).toEqual(valuesOf(x))
  })

  test('without a seed, setRandomSeed makes draws repeatable', () => {
    const draw = () => valuesOf(make(0.5, null).apply(tf.ones(shape), training))
    setRandomSeed(11)
    const first = draw()
    setRandomSeed(11)
    expect(draw()).toEqual(first)
    expect(draw()).not.toEqual(first)
  })

  test('inspect gives the mask, which the gradient follows', () => {
    const x = tf.randomUniform(shape, 1, 2, 'float32', 1)
    const { outputs, values } = make(0.5, 5).inspect(x, training)
    const twice = valuesOf(tf.mul(values['mask']!, 2))
    expect(valuesOf(outputs[0])).toEqual(valuesOf(tf.mul(x, tf.tensor(twice, shape))))
    const slope = tf.grad((input) => tf.sum(make(0.5, 5).apply(input, training) as tf.Tensor))(x)
    expect(valuesOf(slope)).toEqual(twice)
  })

  test('rate 1 is refused in training only', () => {
    expect(() => make(1).apply(tf.ones(shape), training)).toThrow(LayerError)
    expect(valuesOf(make(1).apply(tf.ones([...shape.slice(0, -1), 1])))[0]).toBe(1)
  })
})
