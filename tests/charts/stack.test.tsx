import { describe, expect, test } from 'vitest'
import { CELL, type StackModel } from '../../src/charts/model.ts'
import { layout, naturalWidth } from '../../src/charts/stack.tsx'
import { picture } from './picture.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Two channels, padded in front by two, read by two filters of three causal taps. */
const taps: StackModel = {
  chart: 'stack',
  rows: [
    {
      label: 'input',
      role: 'input',
      count: 8,
      start: -2,
      pitch: 1,
      cells: [CELL.padding, CELL.padding, 0, 0, 0, 0, 0, CELL.dropped],
      lanes: [
        { label: 'channel 0', values: [0, 0, 0.5, -1, 0.25, 0, 1, 0.5] },
        { label: 'channel 1', values: [0, 0, -0.5, 1, -0.25, 0, -1, 0.5] },
      ],
      scale: { kind: 'diverging', max: 1 },
      decimals: 2,
    },
    {
      label: 'output',
      role: 'output',
      count: 3,
      start: 0,
      pitch: 2,
      lanes: [
        { label: '过滤器 0', values: [0.5, -0.25, 1] },
        { label: '过滤器 1', values: [-0.5, 0.75, 0] },
      ],
      scale: { kind: 'diverging', max: 1 },
      decimals: 2,
    },
  ],
  edges: range(3).flatMap((o) => range(3).map((k) => [1, o, 2 * o + k] as const)),
}

/** Four causal layers of two taps, dilations 1-2-4-8, over 16 steps without numbers. */
const wavenet: StackModel = {
  chart: 'stack',
  rows: range(5).map((r) => ({
    label: r === 0 ? '输入' : `第 ${r} 层`,
    role: r === 0 ? ('input' as const) : ('output' as const),
    count: 16,
    start: 0,
    pitch: 1,
    ...(r === 0 && { lanes: [{ label: '', values: range(16).map((t) => Math.sin(t)) }], decimals: null }),
  })),
  edges: range(4).flatMap((l) =>
    range(16).flatMap((o) => [o - 2 ** l, o].filter((p) => p >= 0).map((p) => [l + 1, o, p] as const)),
  ),
}

/** Marks of everything the last output of `wavenet` was made from. */
const tree = range(4).flatMap((l) =>
  range(16)
    .filter((i) => (15 - i) % 2 ** l === 0)
    .map((i) => ({ index: l * 16 + i, as: 'from' as const })),
)

const svgOf = (model: StackModel, props = {}) => picture(model, { role: 'output', ...props })

describe('stack', () => {
  test('one layer: padding, a dropped input, lanes, and the taps of a picked output', async () => {
    const overlay = {
      marks: [
        ...[2, 3, 4, 10, 11, 12].map((index) => ({ index, as: 'from' as const })),
        { index: 16 + 3 + 1, as: 'focus' as const },
      ],
    }
    await expect(svgOf(taps, { overlay, onPick: () => {} })).toMatchFileSnapshot('stack/taps.svg')
  })

  test('four layers: the paths from the last output to all sixteen inputs', async () => {
    const overlay = { marks: [...tree, { index: 4 * 16 + 15, as: 'focus' as const }] }
    const svg = svgOf(wavenet, { overlay })
    const lit = /class="lb-edge-lit" d="([^"]*)"/.exec(svg)![1]!
    // 2 edges for each of the 1 + 2 + 4 + 8 lit nodes above the input.
    expect(lit.match(/M/g)).toHaveLength(30)
    await expect(svg).toMatchFileSnapshot('stack/wavenet.svg')
  })

  test('few elements, however many edges', () => {
    expect((svgOf(wavenet).match(/<path/g) ?? []).length).toBeLessThan(30)
  })

  test('an output with a pitch stands over its inputs; rows go up', () => {
    const at = layout(taps)
    const [input, output] = taps.rows as [(typeof taps.rows)[0], (typeof taps.rows)[0]]
    expect(at.x(output, 0)).toBe(at.x(input, 2))
    expect(at.x(output, 2)).toBe(at.x(input, 6))
    expect(at.rows[1]!.bottom).toBeLessThan(at.rows[0]!.top)
    expect(at.rows[0]!.bottom - at.rows[0]!.top).toBe(2 * at.unit)
    expect(naturalWidth(taps)).toBe(at.width)
    for (const { row } of at.rows)
      expect(at.x(row, row.count - 1) + at.unit / 2).toBeLessThanOrEqual(at.width)
  })
})
