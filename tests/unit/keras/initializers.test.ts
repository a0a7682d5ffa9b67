import { describe, expect, test } from 'vitest'
import { layers, setRandomSeed } from '../../../src/keras/index.ts'
import { tf, valuesOf } from './backend.ts'

/** The first kernel a Dense layer of 200 → 300 gets. */
function kernelOf(kernelInitializer: Parameters<typeof layers.dense>[0]['kernelInitializer']): number[] {
  const layer = layers.dense({ units: 300, kernelInitializer: kernelInitializer ?? null })
  layer.build([null, 200])
  return valuesOf(layer.weights[0]!.read())
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
function deviation(values: number[]): number {
  const center = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)))
}
const scaling = (config: Record<string, unknown>) => ({ class_name: 'VarianceScaling', config })

// 60,000 draws: shares of deviations are right within 1.5 %.
describe.each([
  { name: 'glorot_uniform', deviation: Math.sqrt(2 / 500), limit: Math.sqrt(6 / 500) },
  {
    name: 'glorot_normal',
    deviation: Math.sqrt(2 / 500),
    limit: (2 * Math.sqrt(2 / 500)) / 0.8796256610342398,
  },
  { name: 'he_normal', deviation: Math.sqrt(2 / 200), limit: (2 * Math.sqrt(2 / 200)) / 0.8796256610342398 },
  { name: 'he_uniform', deviation: Math.sqrt(2 / 200), limit: Math.sqrt(6 / 200) },
  {
    name: 'lecun_normal',
    deviation: Math.sqrt(1 / 200),
    limit: (2 * Math.sqrt(1 / 200)) / 0.8796256610342398,
  },
  { name: 'lecun_uniform', deviation: Math.sqrt(1 / 200), limit: Math.sqrt(3 / 200) },
  { name: 'uniform', deviation: 0.05 / Math.sqrt(3), limit: 0.05 },
  { name: 'normal', deviation: 0.05, limit: 0.3 },
  { name: 'truncated_normal', deviation: 0.05 * 0.8796256610342398, limit: 0.1 },
  {
    name: scaling({ scale: 3, mode: 'fan_out', distribution: 'untruncated_normal' }),
    deviation: Math.sqrt(3 / 300),
    limit: 0.6,
  },
])('initializer $name', ({ name, deviation: expected, limit }) => {
  setRandomSeed(2)
  const values = kernelOf(name)
  test('has mean 0 and the deviation Keras aims at', () => {
    expect(Math.abs(mean(values))).toBeLessThan(0.02 * expected)
    expect(deviation(values) / expected).toBeGreaterThan(0.985)
    expect(deviation(values) / expected).toBeLessThan(1.015)
  })
  test('stays within its limits', () => {
    const greatest = values.reduce((found, value) => Math.max(found, Math.abs(value)), 0)
    expect(greatest).toBeLessThanOrEqual(Math.fround(limit) * (1 + 1e-6))
    expect(greatest).toBeGreaterThan(0.6 * limit)
  })
})

test.each([
  [5, 3],
  [3, 5],
  [4, 4],
])('orthogonal rows or columns for a kernel of %i × %i', (rows, columns) => {
  const layer = layers.dense({ units: columns, kernelInitializer: 'orthogonal' })
  layer.build([null, rows])
  const kernel = layer.weights[0]!.read() as tf.Tensor2D
  const gram =
    rows >= columns ? tf.matMul(kernel, kernel, true, false) : tf.matMul(kernel, kernel, false, true)
  expect(tf.max(tf.abs(tf.sub(gram, tf.eye(Math.min(rows, columns))))).dataSync()[0]).toBeLessThan(1e-5)
})

test('a seeded initializer draws the same values each time, an unseeded one other values in each layer', () => {
  const seeded = { class_name: 'GlorotUniform', config: { seed: 4 } }
  expect(kernelOf(seeded).join()).toBe(kernelOf(seeded).join())
  expect(kernelOf('glorot_uniform').join() === kernelOf('glorot_uniform').join()).toBe(false)
})

test('setRandomSeed makes unseeded initializers repeatable', () => {
  setRandomSeed(9)
  const first = kernelOf('he_normal').join()
  setRandomSeed(9)
  expect(kernelOf('he_normal').join() === first).toBe(true)
})
