import { expect } from 'vitest'
import type { Claims, GalleryRun } from '../../../tests/unit/notebook/gallery_run.ts'

/** The numbers that stand in a heat map. */
const drawn = (run: GalleryRun, cell: string, label: string) =>
  [...run.drawing(cell, label).matchAll(/>(\d\.\d\d)</g)].map(([, text]) => Number(text))
const row = (matrix: readonly number[], i: number, length: number) =>
  matrix.slice(i * length, (i + 1) * length)

export const claims: Claims = async (run) => {
  const shares = (item: number) => row(drawn(run, 'by-hand', 'shares'), item, 6)
  const attended = (item: number) => row(drawn(run, 'by-hand', 'attended'), item, 2)
  expect(shares(0)).toEqual([0.29, 0.29, 0.04, 0.04, 0.04, 0.29])
  expect(shares(3)[3]).toBe(0.6)
  for (const [cell, label] of [
    ['layer', 'same output'],
    ['layer', 'same shares'],
    ['mask', 'same as the layer'],
    ['multi-head', 'same output'],
    ['multi-head', 'same shares'],
  ] as const)
    expect(run.text(cell, label), `${cell}: ${label}`).toBe('true')
  expect(run.numbers('mask', 'row sums').every((sum) => Math.abs(sum - 1) < 1e-5)).toBe(true)
  expect(run.numbers('mask', 'row sums if masked after softmax')[0]).toBeCloseTo(0.29, 2)
  expect(row(drawn(run, 'two-heads', 'head 0: colour'), 3, 6)[3]).toBe(0.39)
  expect(run.outputs('multi-head').find(({ kind }) => kind === 'layer')).toMatchObject({ params: 120 })

  const learned = drawn(run, 'learn', 'shares')
  for (let name = 0; name < 6; name++) expect(Math.abs(learned[name * 7]! - 0.9)).toBeLessThan(0.05)
  expect(run.metric('learn', 'val_loss')).toBeCloseTo(0.0016, 4)

  await run.set('mask-inputs', 0, 6)
  await run.set('mask-inputs', 1, false)
  for (const label of ['row sums', 'row sums if masked after softmax'])
    expect(run.numbers('mask', label).every((sum) => Math.abs(sum - 1) < 1e-5)).toBe(true)
  await run.set('strength', 0, 0)
  expect(shares(3)).toEqual(Array(6).fill(0.17))
  await run.set('strength', 0, 8)
  expect([shares(3)[3], ...attended(3)]).toEqual([1, 1, 0])
  expect(shares(0).every((share) => share < 0.34)).toBe(true)
}
