import { describe, expect, test } from 'vitest'
import type { CurveModel, Dot, Series } from '../../src/charts/model.ts'
import { ticksOf } from '../../src/charts/parts/frame.tsx'
import { picture } from './picture.ts'

const x = Array.from({ length: 41 }, (_, i) => -4 + i / 5)
const series = (name: string, f: (x: number) => number, more: Partial<Series> = {}): Series => ({
  name,
  role: 'output',
  x,
  y: x.map(f),
  ...more,
})

const tanh: CurveModel = {
  chart: 'curve',
  series: [series('tanh', Math.tanh)],
  dots: [-3, -1, 0, 2].map((at): Dot => ({
    x: at,
    y: Math.tanh(at),
    role: 'output',
    slope: 1 - Math.tanh(at) ** 2,
  })),
  x: [-4, 4],
  y: [-1.1, 1.1],
  xLabel: 'x',
  yLabel: '',
}

const dots = (svg: string) => svg.match(/class="lb-dot"[^>]* d="([^"]*)"/)?.[1] ?? ''

describe('curve', () => {
  test('curve with a picked dot, its tangent and guides', async () => {
    await expect(picture(tanh, { overlay: { marks: [{ index: 1, as: 'focus' }] } })).toMatchFileSnapshot(
      'curve/picked.svg',
    )
  })

  test('two curves with a legend, holes, and values cut off at the edge', async () => {
    const model: CurveModel = {
      ...tanh,
      series: [
        series('step', (v) => (Math.abs(v) < 0.01 ? NaN : Number(v > 0))),
        series('exponential', Math.exp, { role: 'state', dashed: true }),
      ],
      dots: [
        { x: -1, y: 0, role: 'output' },
        { x: 3, y: 20, role: 'output' },
        { x: 2, y: Infinity, role: 'output' },
        { x: -1, y: Math.exp(-1), role: 'state', quiet: true },
      ],
      y: [-0.4, 4],
      yLabel: 'y',
    }
    await expect(
      picture(model, {
        overlay: {
          marks: [
            { index: 3, as: 'from' },
            { index: 0, as: 'focus' },
          ],
        },
      }),
    ).toMatchFileSnapshot('curve/two.svg')
  })

  test('a wide signal', async () => {
    await expect(
      picture({ ...tanh, wide: true, dots: [], xLabel: 'step' }, { role: 'input' }),
    ).toMatchFileSnapshot('curve/wide.svg')
  })

  test('a dot that is no number is not drawn, a quiet one waits for its mark', () => {
    const at = (dot: Partial<Dot>) =>
      dots(picture({ ...tanh, dots: [{ x: 0, y: 0, role: 'output', ...dot }] }))
    expect(at({}).match(/a3\.4/g)).toHaveLength(2)
    expect(at({ y: NaN })).toBe('')
    expect(at({ quiet: true })).toBe('')
  })

  test('no coordinate is ever NaN or endless', () => {
    const wild = picture(
      { ...tanh, series: [series('wild', (v) => (v > 3 ? Infinity : v < -3 ? NaN : v * 1e30))], y: [0, 0] },
      { overlay: { marks: [{ index: 9, as: 'focus' }] } },
    )
    expect(wild).not.toMatch(/NaN|Infinity/)
  })
})

test.each([
  [[-4, 4], 8, [-4, -3, -2, -1, 0, 1, 2, 3, 4]],
  [[0, 1], 4, [0, 0.5, 1]],
  [[-0.16, 1.23], 5, [0, 0.5, 1]],
  [[0, 130], 4, [0, 50, 100]],
  [[2, 2], 4, [2]],
] as const)('ticks of %j in about %i steps are round', (domain, count, ticks) => {
  expect(ticksOf(domain, count)).toEqual(ticks)
})
