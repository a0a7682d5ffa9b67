import { describe, expect, test } from 'vitest'
import { CELL, type Track, type TracksModel } from '../../src/charts/model.ts'
import { layout, naturalWidth } from '../../src/charts/tracks.tsx'
import { picture } from './picture.ts'

const steps = 6
const wave = (unit: number) => Array.from({ length: steps }, (_, t) => Math.sin((t + unit) / 1.5))
const absent = Uint8Array.from({ length: 2 * steps }, (_, i) =>
  i % steps === steps - 1 ? CELL.plain : CELL.absent,
)

const track = (label: string, role: Track['role'], rest: Partial<Track> = {}): Track => ({
  label,
  role,
  rows: 2,
  values: [...wave(0), ...wave(1)],
  scale: { kind: 'diverging', max: 1 },
  rowLabels: ['0', '1'],
  ...rest,
})

const overTime: TracksModel = {
  chart: 'tracks',
  cols: steps,
  axis: 'step t',
  colLabels: ['0', '1', '2', '3', '4', '5'],
  decimals: 2,
  tracks: [
    track('input', 'input', {
      rows: 1,
      values: [0, 0, 1, 0, 0, 0],
      rowLabels: ['0'],
      cells: [0, 0, 0, 0, 3, 3],
    }),
    track('mask', 'mask', {
      rows: 1,
      values: [1, 1, 1, 1, 0, 0],
      scale: { kind: 'role', max: 1 },
      cells: [0, 0, 0, 0, 3, 3],
    }),
    track('forget gate f', 'state', {
      values: [0, 0.002, 0.25, 0.5, 0.75, 1, 1, 0.8, 0.6, 0.4, 0.2, 0],
      scale: { kind: 'role', max: 1 },
    }),
    track('单元状态 c', 'state'),
    track('output', 'output', { cells: absent }),
  ],
}

const weights: TracksModel = {
  chart: 'tracks',
  cols: 4,
  decimals: 2,
  blocks: [
    { label: 'i', cols: 2 },
    { label: 'f', cols: 2 },
  ],
  colLabels: ['0', '1', '0', '1'],
  tracks: [
    track('kernel', 'weights', { values: [0.3, -0.7, 0, 1, 0.1, 0.2, -0.3, -0.4] }),
    track('bias', 'weights', { rows: 1, values: [0, 0, 1, 1], rowLabels: ['0'] }),
  ],
}

describe('tracks', () => {
  test('tracks over time with a picked column, what it was made from, and masked and absent cells', async () => {
    const overlay = {
      box: { row: 0, col: 3, rows: 8, cols: 1 },
      marks: [
        { index: 4 * steps + 2, as: 'from' as const },
        { index: 4 * steps + 3, as: 'focus' as const },
      ],
    }
    await expect(picture(overTime, { role: 'state', overlay })).toMatchFileSnapshot('tracks/time.svg')
  })

  test('blocks of columns with heads over them', async () => {
    await expect(picture(weights, { role: 'weights' })).toMatchFileSnapshot('tracks/blocks.svg')
  })

  test('a long axis without numbers', async () => {
    const cols = 24
    const values = Array.from({ length: 2 * cols }, (_, i) => Math.sin(i / 3))
    const long: TracksModel = {
      chart: 'tracks',
      cols,
      decimals: null,
      tracks: [track('h', 'state', { values })],
    }
    const svg = picture(long, { role: 'state' })
    expect(svg).not.toContain('lb-num')
    await expect(svg).toMatchFileSnapshot('tracks/long.svg')
  })

  test('absent cells are not drawn, and a small value is told from a true 0', () => {
    const drawn = (model: TracksModel) => (picture(model).match(/<text[^>]*class="lb-num/g) ?? []).length
    expect(drawn(overTime)).toBe(steps * 6 + 2)
    const svg = picture(overTime)
    expect(svg).toContain('0.00')
    expect(svg).toMatch(/>\n?0\n?</)
  })

  test('cells of a column stand under one another, columns of a block beside one another', () => {
    const at = layout(weights)
    expect(at.first).toEqual([0, 2])
    expect(at.trackOf).toEqual([0, 0, 1])
    const gaps = at.xs.slice(1).map((x, i) => x - at.xs[i]!)
    expect(gaps[0]).toBe(gaps[2])
    expect(gaps[1]).toBeGreaterThan(gaps[0]!)
    expect(naturalWidth(weights)).toBe(at.width)
  })
})
