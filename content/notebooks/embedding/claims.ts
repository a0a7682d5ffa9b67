import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [HOLD_OUT, EPOCHS] = [0, 1]

export const claims: Claims = async (run) => {
  const loss = () => run.metric('learn', 'loss')
  const moved = () => run.numbers('learn', 'moved')

  expect(run.numbers('lookup', 'rows 3, 0, 3')).toEqual(run.numbers('lookup', 'one-hot · table'))
  expect(run.numbers('lookup', 'gradient')).toEqual([1, 1, 0, 0, 0, 0, 2, 2])

  const [training] = run.outputs('learn').filter((output) => output.kind === 'training')
  expect(Number(training!.metrics['loss']![0])).toBeCloseTo(0.1, 2)
  expect(loss()).toBeLessThan(0.005)
  expect(Math.min(...moved())).toBeGreaterThan(0.3)

  const near = (label: string) => run.numbers('neighbours', label).slice(1)
  expect(near('after')).toEqual(expect.arrayContaining([35, 19, 34, 0]))
  expect(near('by RGB')).toEqual(expect.arrayContaining([35, 19, 34, 0]))
  expect(near('before').filter((id) => near('by RGB').includes(id))).toEqual([])

  await run.set('held-out', HOLD_OUT, true)
  expect(moved().slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0])
  expect(Math.min(...moved().slice(6))).toBeGreaterThan(0.3)
  await run.set('held-out', HOLD_OUT, false)
  await run.set('held-out', EPOCHS, 20)
  expect(loss()).toBeGreaterThan(0.02)
}
