import { describe, expect, test } from 'vitest'
import { layout, naturalWidth } from '../../src/charts/grid.tsx'
import { CELL, type GridModel } from '../../src/charts/model.ts'
import { picture } from './picture.ts'

const values = [-1, -0.5, -0.1, 0, 0.1, 0.5, 1, Number.NaN]
const signed: GridModel = {
  chart: 'grid',
  rows: 2,
  cols: 4,
  values,
  scale: { kind: 'diverging', max: 1 },
  decimals: 2,
}

/** A tensor of shape (2, 2, 3) as blocks beside each other, coloured by the order of its elements. */
const blocks: GridModel = {
  chart: 'grid',
  rows: 2,
  cols: 6,
  values: [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11],
  texts: [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11].map(String),
  scale: { kind: 'order', count: 12 },
  decimals: null,
  colGaps: [3],
  colLabels: ['0', '1', '2', '0', '1', '2'],
  rowLabels: ['0', '1'],
  colGroups: [
    { start: 0, count: 3, text: '[0, :, :]' },
    { start: 3, count: 3, text: '[1, :, :]' },
  ],
}

const cells = (svg: string) => (svg.match(/M[\d.]+ [\d.]+h/g) ?? []).length

describe('grid', () => {
  test('values of both signs, one of them no number', async () => {
    const svg = picture(signed, {
      role: 'input',
      overlay: {
        marks: [
          { index: 2, as: 'from' },
          { index: 6, as: 'focus' },
        ],
      },
    })
    await expect(svg).toMatchFileSnapshot('grid/signed.svg')
  })

  test('padding, dropped, masked and absent cells, a window and its neighbours', async () => {
    const states = [
      CELL.padding,
      CELL.plain,
      CELL.dropped,
      CELL.masked,
      CELL.padding,
      CELL.plain,
      CELL.plain,
      CELL.absent,
    ]
    const svg = picture(
      { ...signed, values: values.map((v) => v || 0), cells: states },
      {
        role: 'input',
        overlay: {
          marks: [{ index: 1, as: 'winner' }],
          box: { row: 0, col: 0, rows: 2, cols: 2 },
          ghosts: [{ row: 0, col: 2, rows: 2, cols: 2 }],
        },
      },
    )
    await expect(svg).toMatchFileSnapshot('grid/states.svg')
  })

  test('blocks of an outer axis with their names', async () => {
    const svg = picture(blocks, { overlay: { marks: [{ index: 4, as: 'focus' }] } })
    await expect(svg).toMatchFileSnapshot('grid/blocks.svg')
  })

  test('rows in groups, with labels in Chinese', async () => {
    const model: GridModel = {
      ...blocks,
      rows: 4,
      cols: 3,
      colGaps: [],
      rowGaps: [2],
      rowLabels: ['0', '1', '0', '1'],
      colLabels: ['0', '1', '2'],
      rowGroups: [
        { start: 0, count: 2, text: '样本 0' },
        { start: 2, count: 2, text: '样本 1' },
      ],
    }
    const { colGroups: _, ...rest } = model
    await expect(picture(rest)).toMatchFileSnapshot('grid/rows.svg')
  })

  test('a picture of 28 × 28 in a few paths', async () => {
    const round = (i: number) =>
      Math.max(0, 1 - Math.abs(Math.hypot((i % 28) - 13.5, Math.floor(i / 28) - 13.5) - 9) / 3)
    const model: GridModel = {
      ...signed,
      rows: 28,
      cols: 28,
      values: Array.from({ length: 784 }, (_, i) => round(i)),
      decimals: null,
    }
    const svg = picture(model)
    expect((svg.match(/<(path|text|rect)/g) ?? []).length).toBeLessThan(20)
    expect(cells(svg)).toBe(784)
    await expect(svg).toMatchFileSnapshot('grid/picture.svg')
  })

  test('colours of the role at hand', async () => {
    const model: GridModel = {
      ...signed,
      rows: 1,
      cols: 5,
      values: [0, 0.25, 0.5, 0.75, 1],
      scale: { kind: 'role', max: 1 },
    }
    await expect(picture(model, { role: 'mask' })).toMatchFileSnapshot('grid/role.svg')
  })

  test('absent cells are not drawn', () => {
    expect(cells(picture({ ...signed, cells: values.map(() => CELL.absent) }))).toBe(0)
  })

  test('gaps widen the grid; a start named twice leaves twice the gap', () => {
    const width = (colGaps: readonly number[]) => naturalWidth({ ...signed, colGaps })
    const one = width([2]) - width([])
    expect(one).toBeGreaterThan(0)
    expect(width([2, 2]) - width([])).toBe(2 * one)
  })

  test('the cells stay inside the picture', () => {
    for (const model of [signed, blocks]) {
      const at = layout(model)
      expect(at.x(0)).toBeGreaterThan(0)
      expect(at.x(model.cols - 1) + at.cell).toBeLessThan(at.width)
      expect(at.y(model.rows - 1) + at.cell).toBeLessThan(at.height)
    }
  })

  test('nothing to draw has coordinates all the same', () => {
    expect(picture({ ...signed, rows: 0, cols: 0, values: [] })).not.toMatch(/NaN|Infinity/)
  })

  test('row labels on the colours of their ids, none where there is no id', async () => {
    const rows: GridModel = { ...signed, rowLabels: ['0', '7'], rowHues: [Number.NaN, 7] }
    const svg = picture(rows, { role: 'weights' })
    expect(svg.match(/lb-hued/g)).toHaveLength(1)
    await expect(svg).toMatchFileSnapshot('grid/hues.svg')
  })
})
