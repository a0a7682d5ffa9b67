import { describe, expect, test } from 'vitest'
import type { BarsModel } from '../../src/charts/model.ts'
import { picture } from './picture.ts'

const histogram: BarsModel = {
  chart: 'bars',
  labels: Array.from({ length: 21 }, (_, k) => `${k * 5}%`),
  series: [
    {
      name: 'calls',
      role: 'mask',
      values: Array.from({ length: 21 }, (_, k) => Math.round(180 * Math.exp(-((k - 10) ** 2) / 10))),
    },
  ],
  expected: {
    name: 'law',
    values: Array.from({ length: 21 }, (_, k) => 176 * Math.exp(-((k - 10) ** 2) / 10)),
  },
  here: { name: 'this one', index: 12 },
  xLabel: 'share',
  yLabel: '',
}

const shares: BarsModel = {
  chart: 'bars',
  labels: ['0', '1', '2', '3'],
  series: [
    { name: 'softmax', role: 'output', values: [0.61, 0.22, 0.14, 0.03] },
    { name: 'sigmoid', role: 'state', values: [0.88, 0.73, 0.62, 0.27] },
  ],
  decimals: 2,
  xLabel: 'index',
  yLabel: 'share',
}

const numbers = (svg: string) =>
  [...svg.matchAll(/<text class="lb-value"[^>]*>\n?([^<]*)</g)].map(([, text]) => text!.trim())

describe('bars', () => {
  test('a histogram against what was expected', async () => {
    await expect(picture(histogram, { role: 'mask' })).toMatchFileSnapshot('bars/histogram.svg')
  })

  test('two series side by side, with numbers and a picked bin', async () => {
    await expect(picture(shares, { overlay: { marks: [{ index: 1, as: 'focus' }] } })).toMatchFileSnapshot(
      'bars/two.svg',
    )
  })

  test('values on both sides of zero', async () => {
    const values = [2, -1.5, 0, 0.5]
    await expect(
      picture({ ...shares, series: [{ name: 'x', role: 'input', values }] }, { role: 'input' }),
    ).toMatchFileSnapshot('bars/signs.svg')
  })

  test('numbers are left out where they would not fit', () => {
    expect(numbers(picture(shares))).toEqual(['0.61', '0.22', '0.14', '0.03', '0.88', '0.73', '0.62', '0.27'])
    const many = Array.from({ length: 30 }, () => 0.25)
    expect(
      numbers(
        picture({
          ...shares,
          labels: many.map(String),
          series: [{ name: 'x', role: 'input', values: many }],
        }),
      ),
    ).toEqual([])
  })

  test('bars without height, and none at all, have coordinates', () => {
    expect(
      picture({
        ...histogram,
        series: [{ name: 'calls', role: 'mask', values: histogram.labels.map(() => 0) }],
      }),
    ).not.toMatch(/NaN|Infinity/)
    expect(
      picture({ ...histogram, labels: [], series: [], expected: { name: 'law', values: [] } }),
    ).not.toMatch(/NaN|Infinity/)
  })
})
