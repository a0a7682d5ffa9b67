import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

export const claims: Claims = async (run) => {
  const card = run.outputs('first-call').find(({ kind }) => kind === 'layer')
  expect(card).toMatchObject({ className: 'Bumps', params: 9 })

  const byHand = run.numbers('known-weights', 'by hand')
  run.numbers('known-weights', 'output').forEach((value, i) => expect(value).toBeCloseTo(byHand[i]!, 5))
  for (const label of ['units: 0', 'unit: 3', 'no batch', 'one weight'])
    expect(run.text('refused', label)).toMatch(/Bumps|units/)
  expect(run.text('configuration', 'same configuration')).toBe('true')

  const slope = -Math.exp(-0.5) - 25 * Math.exp(-12.5)
  expect(run.numbers('gradient', 'gradient of sharpness')[0]).toBeCloseTo(slope, 4)
  expect(run.number('gradient', 'slope by nudging')).toBeCloseTo(slope, 4)

  const accuracy = () => run.metric('train', 'acc')
  expect(accuracy()).toBe(1)
  for (const [units, share] of [
    [1, 0.84],
    [2, 0.94],
    [4, 1],
  ] as const) {
    await run.set('units', 0, units)
    expect(accuracy(), `${units} units`).toBeCloseTo(share, 2)
  }
}
