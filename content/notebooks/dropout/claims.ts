import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [RATE, UNITS] = [0, 1]

export const claims: Claims = async (run) => {
  const results = () =>
    run
      .table('gap', 'results')
      .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])))

  expect(run.metric('without', 'acc')).toBe(1)
  expect(run.metric('without', 'val_loss')).toBeCloseTo(0.87, 2)
  const lowest = run.curve('without', 'val_loss').indexOf(Math.min(...run.curve('without', 'val_loss')))
  expect(Math.abs(lowest + 1 - 35)).toBeLessThan(5)

  expect(results()).toMatchObject([
    { gap: 0.87, accuracy: 1, testAccuracy: 0.82 },
    { gap: 0.38, testAccuracy: 0.84, loss: 0.18 },
  ])
  expect(run.metric('with', 'loss')).toBeCloseTo(0.21, 2)

  await run.set('knobs', RATE, 0.9)
  expect(results()[1]).toMatchObject({ gap: 0.06 })

  await Promise.all([run.set('knobs', RATE, 0.5), run.set('knobs', UNITS, 0)])
  expect(results()).toMatchObject([{ testLoss: 0.34 }, { testLoss: 0.38 }])
}
