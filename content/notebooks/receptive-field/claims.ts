import { expect } from 'vitest'
import type { Claims } from '../../../tests/unit/notebook/gallery_run.ts'

const [KERNEL, RATES] = [0, 1]
const rates = ['1, 1, 1', '1, 2, 4', '2, 2, 2', '1, 3, 9', '9, 3, 1']

export const claims: Claims = async (run) => {
  const field = () => [run.number('formula', 'reach'), run.number('measure', 'steps seen')]
  const paths = () => run.numbers('measure', 'counts')
  const choose = (name: string) => run.set('knobs', RATES, rates.indexOf(name))

  expect(field()).toEqual([7, 7])
  expect(paths()).toEqual([1, 3, 6, 7, 6, 3, 1])
  await choose('1, 2, 4')
  expect(field()).toEqual([15, 15])
  await choose('2, 2, 2')
  expect(field()).toEqual([13, 7])
  for (const order of ['1, 3, 9', '9, 3, 1']) {
    await choose(order)
    expect(paths()).toEqual(Array(27).fill(1))
  }
  await run.set('knobs', KERNEL, 2)
  expect(field()).toEqual([14, 8])

  const losses = () => run.table('echo', 'echo').map(({ loss }) => Number(loss))
  const weights = run.table('echo', 'echo').map(({ weights }) => weights)
  expect(weights[0]).toBe(weights[1])
  expect(losses()[0]).toBeCloseTo(0.984, 2)
  expect(losses()[1]).toBeCloseTo(0.001, 3)
  for (const [delay, first, second] of [
    [4, true, true],
    [5, false, true],
    [15, false, true],
    [16, false, false],
  ] as const) {
    await run.set('delay', 0, delay)
    expect(
      losses().map((loss) => loss < 0.01),
      `delay ${delay}`,
    ).toEqual([first, second])
  }
  expect(losses()[1]).toBeCloseTo(0.83, 2)
}
