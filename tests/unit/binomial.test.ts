import { expect, test } from 'vitest'
import { binomial } from '../../src/figures/binomial.ts'

test('small cases by hand', () => {
  expect(binomial(0, 0.3)).toEqual([1])
  expect(binomial(2, 0.5).map((p) => Number(p.toFixed(12)))).toEqual([0.25, 0.5, 0.25])
  expect(binomial(3, 0)).toEqual([1, 0, 0, 0])
  expect(binomial(3, 1)).toEqual([0, 0, 0, 1])
})

test.each([
  [48, 0.5],
  [320, 0.05],
  [4096, 0.999],
])('n=%i, p=%f: chances add up to 1, about the mean np', (n, p) => {
  const chances = binomial(n, p)
  expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
  expect(chances.reduce((mean, chance, k) => mean + k * chance, 0)).toBeCloseTo(n * p, 6)
})
