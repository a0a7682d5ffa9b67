import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [DIFFER, BATCH_SIZE] = [0, 1]

export const claims: Claims = async (run) => {
  expect(run.text('layers', 'batchNormalization')).toBe('true')
  expect(run.text('layers', 'layerNormalization')).toBe('true')
  const cards = run.outputs('layers').filter(({ kind }) => kind === 'layer')
  expect(cards).toMatchObject([{ params: 16 }, { params: 8 }])
  const texts = [...run.drawing('by-hand', 'layer normalization').matchAll(/>(-?\d\.\d\d)</g)]
  const large = [1, 5, 9, 13].map((i) => Number(texts[i]![1]))
  expect([Math.min(...large), Math.max(...large)]).toEqual([1.63, 1.73])

  const first = (norm: string) =>
    Number(run.table('company-plot', 'first entry').find((row) => row['norm'] === norm)?.['value'])
  for (const [size, value] of [
    [1, 0],
    [2, 0.9997],
    [32, -0.7],
    [64, -0.7],
  ] as const) {
    await run.set('size', 0, size)
    expect(Math.abs(first('batch') - value), `batch of ${size}`).toBeLessThan(size > 2 ? 0.1 : 5e-5)
    expect(first('layer')).toBeCloseTo(-0.889, 3)
  }

  const moving = (calls: number, column: string) =>
    Number(run.table('moving', 'moving').find((row) => row['call'] === String(calls))?.[column])
  expect(moving(100, 'mean')).toBeCloseTo(1.91, 2)
  expect(moving(100, 'expected')).toBeCloseTo(1.9, 2)
  expect(moving(200, 'mean')).toBeCloseTo(2.59, 2)
  expect(moving(10, 'inference')).toBeCloseTo(2.42, 2)
  expect(moving(100, 'inference')).toBeCloseTo(0.66, 2)
  await run.set('momentum', 0, 0)
  expect(moving(10, 'mean')).toBeGreaterThan(2.5)
  expect(Math.abs(moving(200, 'mean') - moving(100, 'mean'))).toBeGreaterThan(0.1)

  const losses = () => run.table('race', 'at the end').map((row) => Number(row['loss']))
  const close = (expected: readonly number[]) =>
    losses().forEach((loss, i) => expect(Math.abs(loss / expected[i]! - 1), `${losses()}`).toBeLessThan(0.05))
  close([0.087, 0.0014, 0.075])
  await run.set('race-inputs', DIFFER, 1)
  close([0.26, 0.34, 0.0011])
  await run.set('race-inputs', BATCH_SIZE, 0)
  close([0.51, 0.67, 0.0017])
  await run.set('race-inputs', DIFFER, 0)
  expect(losses()[1]).toBeCloseTo(0.16, 2)
}
