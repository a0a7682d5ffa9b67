import { describe, expect, test } from 'vitest'
import { layers, LayerError, setRandomSeed } from '../../../src/keras/index.ts'
import type { Layer } from '../../../src/keras/layer.ts'
import { tf, valuesOf } from './backend.ts'
import * as tfl from '@tensorflow/tfjs-layers'

const training = { training: true }
const DRAWS = 4000

/** A picture of which every pixel is another. */
const ramp = (...shape: number[]) =>
  tf.reshape(tf.tensor1d(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i)), shape)

/** The named values of one training call. */
const drawn = (layer: Layer, x: tf.Tensor, name: string): number[] =>
  valuesOf(layer.inspect(x, training).values[name])

/** That values are drawn evenly from low to high: mean and spread within five standard errors, all inside. */
function expectUniform(values: number[], low: number, high: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  const [width, n] = [high - low, values.length]
  expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-5 * Math.abs(low))
  expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-5 * Math.abs(high))
  expect(Math.abs(mean - (low + high) / 2)).toBeLessThan((5 * width) / Math.sqrt(12 * n))
  // The variance of the squared deviation is width⁴/180.
  expect(Math.abs(spread - width ** 2 / 12)).toBeLessThan((5 * width ** 2) / Math.sqrt(180 * n))
}

/** A batch of one-pixel pictures: as many draws as pictures. */
const many = () => tf.ones([DRAWS, 1, 1, 1])

const made = {
  randomCrop: (seed: number | null) => layers.randomCrop({ height: 3, width: 2, seed }),
  randomFlip: (seed: number | null) => layers.randomFlip({ seed }),
  randomTranslation: (seed: number | null) =>
    layers.randomTranslation({ heightFactor: 0.4, widthFactor: 0.4, seed }),
  randomRotation: (seed: number | null) => layers.randomRotation({ factor: 0.4, seed }),
  randomZoom: (seed: number | null) => layers.randomZoom({ heightFactor: 0.4, seed }),
  randomContrast: (seed: number | null) => layers.randomContrast({ factor: 0.4, seed }),
  randomBrightness: (seed: number | null) => layers.randomBrightness({ factor: 0.4, seed }),
}
const each = Object.entries(made)
/** So many pictures that two draws are never the same. */
const pictures = () => ramp(16, 9, 8, 1)

describe.each(each)('%s', (name, make) => {
  test('the same seed gives the same row of draws, and the row goes on', () => {
    const row = (seed: number) => {
      const layer = make(seed)
      return [0, 1, 2, 3].map(() => valuesOf(layer.apply(pictures(), training)))
    }
    const first = row(3)
    expect(row(3)).toEqual(first)
    expect(row(4)).not.toEqual(first)
    expect(first.some((values) => String(values) !== String(first[0]))).toBe(true)
  })

  test('without a seed, setRandomSeed makes draws repeatable', () => {
    const row = () => {
      const layer = make(null)
      return [0, 1, 2, 3].map(() => valuesOf(layer.apply(pictures(), training)))
    }
    setRandomSeed(11)
    const first = row()
    const other = row()
    setRandomSeed(11)
    expect(row()).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test('called alone it trains unless told otherwise', () => {
    const [told, untold] = [make(5), make(5)].map((layer, i) =>
      [0, 1, 2].map(() => valuesOf(layer.apply(pictures(), i === 0 ? training : {}))),
    )
    expect(untold).toEqual(told)
    const quiet = () => valuesOf(make(5).apply(pictures(), { training: false }))
    expect(quiet()).toEqual(quiet())
    if (name !== 'randomCrop') expect(quiet()).toEqual(valuesOf(pictures()))
  })

  test('in a model, prediction changes nothing at random', () => {
    const model = tfl.sequential()
    model.add(tfl.layers.inputLayer({ inputShape: [9, 8, 1] }))
    const layer = make(6)
    model.add(layer)
    const predicted = valuesOf(model.predict(pictures()))
    expect(predicted).toEqual(valuesOf(layer.apply(pictures(), { training: false })))
    model.dispose()
  })

  test('in a model, each training step draws', async () => {
    const layer = make(6)
    const model = tfl.sequential()
    model.add(tfl.layers.inputLayer({ inputShape: [9, 8, 1] }))
    for (const one of [layer, layers.flatten(), layers.dense({ units: 1 })]) model.add(one)
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    await model.fit(pictures(), tf.zeros([16, 1]), { epochs: 2, batchSize: 16, verbose: 0 })
    const fresh = make(6)
    const row = [0, 1, 2].map(() => valuesOf(fresh.apply(pictures(), training)))
    expect(valuesOf(layer.apply(pictures(), training))).toEqual(row[2])
    model.dispose()
  })
})

describe('laws', () => {
  test('randomFlip mirrors each picture with probability 1/2, apart in both directions', () => {
    const layer = layers.randomFlip({ seed: 1 })
    const { values } = layer.inspect(many(), training)
    const [across, down] = [valuesOf(values['horizontal']), valuesOf(values['vertical'])]
    const shareOf = (flags: number[]) => flags.reduce((sum, flag) => sum + flag, 0) / DRAWS
    const error = 5 * Math.sqrt(0.25 / DRAWS)
    expect(Math.abs(shareOf(across) - 0.5)).toBeLessThan(error)
    expect(Math.abs(shareOf(down) - 0.5)).toBeLessThan(error)
    expect(Math.abs(shareOf(across.map((flag, i) => flag * down[i]!)) - 0.25)).toBeLessThan(error)
  })

  test('randomFlip gives the picture itself or its mirror image', () => {
    const x = ramp(64, 2, 3, 1)
    const { outputs, values } = layers.randomFlip({ mode: 'horizontal', seed: 2 }).inspect(x, training)
    const flags = valuesOf(values['horizontal'])
    const found = (outputs[0] as tf.Tensor4D).arraySync()
    ;(x as tf.Tensor4D).arraySync().forEach((picture, i) => {
      const mirrored = picture.map((row) => [...row].reverse())
      expect(found[i]).toEqual(flags[i] ? mirrored : picture)
    })
    expect(new Set(flags)).toEqual(new Set([0, 1]))
    expect(values['vertical']).toBeUndefined()
  })

  test('randomTranslation draws both shifts evenly and apart', () => {
    const layer = layers.randomTranslation({ heightFactor: [-0.3, 0.1], widthFactor: 0.2, seed: 1 })
    const { values } = layer.inspect(tf.ones([DRAWS, 2, 5, 1]), training)
    expectUniform(valuesOf(values['down']), -0.6, 0.2)
    expectUniform(valuesOf(values['across']), -1, 1)
    const products = valuesOf(tf.mul(tf.add(values['down']!, 0.2), values['across']!))
    const mean = products.reduce((sum, value) => sum + value, 0) / DRAWS
    expect(Math.abs(mean)).toBeLessThan((5 * 0.4 * 1) / 3 / Math.sqrt(DRAWS))
  })

  test('randomRotation draws angles evenly, in full turns', () => {
    const layer = layers.randomRotation({ factor: [-0.1, 0.3], seed: 1 })
    expectUniform(drawn(layer, many(), 'angle'), -0.2 * Math.PI, 0.6 * Math.PI)
  })

  test('randomZoom draws heights and widths evenly; one draw for both without widthFactor', () => {
    const layer = layers.randomZoom({ heightFactor: [-0.5, 0.25], widthFactor: 0.5, seed: 1 })
    const { values } = layer.inspect(many(), training)
    expectUniform(valuesOf(values['heights']), 0.5, 1.25)
    expectUniform(valuesOf(values['widths']), 0.5, 1.5)
    const alike = layers.randomZoom({ heightFactor: 0.5, seed: 1 }).inspect(many(), training).values
    expect(valuesOf(alike['widths'])).toEqual(valuesOf(alike['heights']))
  })

  test('randomBrightness draws a share of the value range for each picture', () => {
    const layer = layers.randomBrightness({ factor: [-0.2, 0.6], valueRange: [-1, 3], seed: 1 })
    expectUniform(drawn(layer, many(), 'delta'), -0.8, 2.4)
  })

  test('randomContrast draws one factor a call, and scales around the mean of each channel', () => {
    const layer = layers.randomContrast({ factor: [0.5, 1.5], seed: 1 })
    const x = tf.tensor4d([100, 10, 120, 14, 140, 18, 120, 14], [1, 2, 2, 2])
    const factors = Array.from({ length: 1000 }, () => {
      const { outputs, values } = layer.inspect(x, training)
      const factor = valuesOf(values['factor'])[0]!
      const expected = valuesOf(x).map((value, i) => {
        const mean = i % 2 === 0 ? 120 : 14
        return Math.min(255, Math.max(0, (value - mean) * factor + mean))
      })
      valuesOf(outputs[0]).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 3))
      return factor
    })
    expectUniform(factors, 0.5, 2.5)
  })

  test('randomCrop cuts the same part, at any place, out of all pictures of a batch', () => {
    const layer = layers.randomCrop({ height: 2, width: 3, seed: 1 })
    const x = ramp(2, 4, 5, 1)
    const counts = new Map<string, number>()
    for (let i = 0; i < 1800; i++) {
      const { outputs, values } = layer.inspect(x, training)
      const [top, left] = valuesOf(values['start'])
      expect(valuesOf(outputs[0])).toEqual(valuesOf(tf.slice(x, [0, top!, left!, 0], [2, 2, 3, 1])))
      counts.set(`${top},${left}`, (counts.get(`${top},${left}`) ?? 0) + 1)
    }
    expect(counts.size).toBe(9)
    // 200 are expected at each of the 9 places.
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(5 * Math.sqrt(200))
  })

  test('randomCrop keeps the seed that it drew in its configuration', () => {
    const layer = layers.randomCrop({ height: 2, width: 2 })
    const again = layers.randomCrop({ height: 2, width: 2, seed: layer.getConfig()['seed'] as number })
    const row = (one: Layer) => [0, 1, 2].map(() => valuesOf(one.apply(ramp(1, 9, 9, 1), training)))
    expect(row(again)).toEqual(row(layer))
  })

  test('each picture of a batch moves as it does alone', () => {
    const layer = layers.randomRotation({ factor: 0.3, seed: 1 })
    const x = ramp(3, 5, 6, 2)
    const { outputs, values } = layer.inspect(x, training)
    const angles = valuesOf(values['angle'])
    expect(new Set(angles).size).toBe(3)
    angles.forEach((angle, i) => {
      const part = angle / (2 * Math.PI)
      const alone = layers.randomRotation({ factor: [part, part] })
      const expected = valuesOf(alone.apply(tf.slice(x, [i, 0, 0, 0], [1, 5, 6, 2]), training))
      valuesOf(tf.slice(outputs[0]!, [i, 0, 0, 0], [1, 5, 6, 2])).forEach((value, j) =>
        expect(value).toBeCloseTo(expected[j]!, 3),
      )
    })
  })
})

describe('resizing', () => {
  test('fillMode takes no other word', () => {
    const options = { height: 2, width: 2, fillMode: 'reflect' as 'constant' }
    expect(() => layers.resizing(options)).toThrow(LayerError)
  })

  test('narrow whole numbers stay in their range', () => {
    const x = tf.tensor4d([-3.5, 12.9, 255.9, 300, 260, 0.5], [1, 1, 6, 1])
    const crop = (dtype: string, given: tf.Tensor = x) =>
      valuesOf(layers.centerCrop({ height: 1, width: 6, dtype }).apply(given))
    expect(crop('uint8')).toEqual([0, 12, 255, 255, 255, 0])
    expect(crop('int8')).toEqual([-3, 12, 127, 127, 127, 0])
    expect(crop('uint8', tf.tensor4d([-1, 256, 300, 255, 0, 513], [1, 1, 6, 1], 'int32'))).toEqual([
      255, 0, 44, 255, 0, 1,
    ])
  })
})
