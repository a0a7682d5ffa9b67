import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [HIDDEN, ACTIVATION, SEED] = [0, 1, 2]

export const claims: Claims = async (run) => {
  const loss = () => run.metric('two-layers', 'loss')
  const answers = () => run.table('two-layers', 'answers').map(({ answer }) => Number(answer))

  expect(run.metric('one-layer', 'loss')).toBeCloseTo(Math.LN2, 4)
  expect(run.table('one-layer', 'answers').map(({ answer }) => answer)).toEqual(Array(4).fill('0.5'))

  expect(loss()).toBeCloseTo(0.003, 3)
  for (const [i, truth] of [0, 1, 1, 0].entries()) expect(Math.abs(answers()[i]! - truth)).toBeLessThan(0.01)
  const units = run.table('folds', 'units')
  for (const name of ['a', 'b', 'bias'])
    expect(Math.abs(Number(units[0]![name]) - Number(units[2]![name]))).toBeLessThan(0.1)

  await run.set('knobs', ACTIVATION, 3)
  expect(loss(), 'linear').toBeCloseTo(Math.LN2, 3)
  await run.set('knobs', ACTIVATION, 1)
  expect(loss(), 'relu').toBeCloseTo(Math.LN2, 3)
  await run.set('knobs', ACTIVATION, 0)

  await run.set('knobs', HIDDEN, 1)
  expect(loss(), 'one unit').toBeCloseTo(0.478, 3)
  expect(answers().map((answer) => Math.round(answer * 3))).toEqual([0, 2, 2, 2])
  await run.set('knobs', HIDDEN, 4)

  for (const seed of [3, 7]) {
    await run.set('knobs', SEED, seed)
    expect(loss(), `seed ${seed}`).toBeCloseTo(Math.LN2 / 2, 2)
  }
}
