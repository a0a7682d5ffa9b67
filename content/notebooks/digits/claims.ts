import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

/** Test pictures of 100 that are read rightly: with convolution, without. */
type Score = [number, number]

export const claims: Claims = async (run) => {
  const scores = () => run.table('plain', 'test').map(({ right }) => Math.round(Number(right) * 100)) as Score

  expect(run.metric('train', 'acc')).toBe(1)
  expect(run.metric('train', 'val_acc')).toBeCloseTo(0.94, 2)
  expect(run.metric('plain', 'acc')).toBeCloseTo(0.98, 2)
  expect(scores()).toEqual([94, 81])
  expect(run.table('plain', 'test').map(({ weights }) => weights)).toEqual(['1126', '1450'])

  const mistakes = run.drawing('mistakes', 'mistakes')
  expect(mistakes.match(/\d → \d/g)).toHaveLength(6)
  expect(mistakes.match(/1 → 7/g)).toHaveLength(2)

  await run.set('amount', 0, 2)
  expect(scores()).toEqual([95, 92])
}
