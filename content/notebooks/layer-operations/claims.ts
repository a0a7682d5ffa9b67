import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [STRIDES, PADDING] = [1, 2]

export const claims: Claims = async (run) => {
  expect(run.numbers('build', 'weights before, after')).toEqual([0, 2])

  const counts = run.table('count-table', 'counts')
  expect(counts.map((row) => row['countParams'])).toEqual(counts.map((row) => row['formula']))
  const count = (layer: string, column = 'countParams') =>
    Number(counts.find((row) => row['layer'] === layer)?.[column])
  expect([count('gru'), count('lstm')]).toEqual([360, 448])
  expect(count('batchNormalization', 'trainable')).toBe(count('batchNormalization') / 2)

  expect(run.numbers('values', 'layer')).toEqual(run.numbers('values', 'by hand'))
  expect(run.numbers('alive', 'getWeights()').every((value) => value > 0)).toBe(true)
  expect(run.numbers('alive', 'its clone()').every((value) => value === 0)).toBe(true)

  const size = () => run.numbers('shapes', 'computeOutputShape')[1]
  expect(size()).toBe(13)
  expect(run.number('shapes', 'weights')).toBe(0)
  await run.set('shape-inputs', PADDING, 1)
  for (const kernelSize of [1, 7]) {
    await run.set('shape-inputs', 0, kernelSize)
    expect(size()).toBe(14)
  }
  await run.set('shape-inputs', STRIDES, 4)
  expect(size()).toBe(7)

  expect(run.text('config', 'same configuration')).toBe('true')
  expect(run.text('twins', 'same output before')).toBe('false')
  expect(run.text('twins', 'same output after')).toBe('true')
  expect(run.table('tfjs', 'Keras 3, tfjs').map((row) => row['countParams'])).toEqual(['360', '336'])

  const model = run.outputs('shared').find(({ kind }) => kind === 'model')
  expect(model).toMatchObject({ params: 36 })
  const [there, back, equal] = run.numbers('swapped', '(a, b) (b, a) (a, a)')
  expect(there).not.toBe(0)
  expect(back).toBeCloseTo(-there!, 6)
  expect(equal).toBe(0)
  expect(run.numbers('frozen', 'encoder moved by')).toEqual([0])
  expect(run.numbers('frozen', 'verdict moved by')[0]).toBeGreaterThan(0)
}
