import { expect, test } from 'vitest'
import { cellText, levelClass, numberClass, numberText, scaleCss, scaleOf } from '../../src/charts/scale.ts'

test('every level has its rule', async () => {
  const css = scaleCss()
  const classes = [
    ...[-1, -0.3, 0, 0.3, 1].map((v) => levelClass(v, { kind: 'diverging', max: 1 })),
    ...[0, 0.5, 1].map((v) => levelClass(v, { kind: 'role', max: 1 })),
    ...[0, 7, 99].map((v) => levelClass(v, { kind: 'order', count: 100 })),
    ...[0, 11, 25].map((v) => levelClass(v, { kind: 'category', count: 30 })),
    levelClass(Number.NaN, { kind: 'diverging', max: 1 }),
  ]
  for (const name of classes) expect(css).toContain(`.${name}{`)
  await expect(css).toMatchFileSnapshot('scale.css')
})

test('levels grow with the value, and values beyond the scale keep its ends', () => {
  const scale = { kind: 'diverging', max: 2 } as const
  const levels = [-9, -2, -1, 0, 1, 2, 9].map((v) => levelClass(v, scale))
  expect(levels).toEqual(['lb-n16', 'lb-n16', 'lb-n8', 'lb-v0', 'lb-p8', 'lb-p16', 'lb-p16'])
  expect(levelClass(3, { kind: 'diverging', max: 0 })).toBe('lb-v0')
})

test('an order runs through its colours once, whatever its length', () => {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      Number(levelClass(i, { kind: 'order', count }).slice('lb-o'.length)),
    )
  for (const count of [1, 5, 24, 300]) {
    const found = steps(count)
    expect(found[0]).toBe(0)
    expect(found.every((step, i) => step >= (found[i - 1] ?? 0) && step < 24)).toBe(true)
  }
  expect(steps(24)).toEqual(Array.from({ length: 24 }, (_, i) => i))
})

test('ink turns where a colour grows too deep for it', () => {
  expect([3, 8, 12].map((d) => numberClass(`lb-p${d}`))).toEqual([
    'lb-num',
    'lb-num lb-num-mid',
    'lb-num lb-num-strong',
  ])
  expect(numberClass('lb-o23')).toBe('lb-num')
})

test('numbers are short and keep a true minus', () => {
  const texts = [0, -0, 0.5, -0.126, 1e-9, 123456, -Infinity, NaN].map((v) => numberText(v))
  expect(texts).toEqual(['0', '0', '0.5', '−0.13', '1.0e-9', '1.2e+5', '−∞', 'NaN'])
})

test('a cell tells almost nothing from nothing', () => {
  expect([0, 0.004, -0.004, 0.006, NaN].map((v) => cellText(v))).toEqual([
    '0',
    '0.00',
    '−0.00',
    '0.01',
    'NaN',
  ])
})

test('the scale of values ignores what is no number', () => {
  expect(scaleOf([1, -3, NaN, Infinity])).toEqual({ kind: 'diverging', max: 3 })
  expect(scaleOf([])).toEqual({ kind: 'diverging', max: 1e-6 })
})
