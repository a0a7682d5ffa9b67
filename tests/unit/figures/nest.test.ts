import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nest } from '../../../src/figures/nest.ts'
import { placeOf, sizeOf } from '../../../src/spec/index.ts'

const label = (axis: number, index: number) => `${axis}:${index}`

test('a matrix stays a matrix, a vector is a row, a number one cell', () => {
  expect(nest([3, 4], label)).toMatchObject({ rows: 3, cols: 4, rowGaps: [], colGaps: [] })
  expect(Array.from(nest([3, 4], label).cells)).toEqual(Array.from({ length: 12 }, (_, i) => i))
  expect(nest([5], label)).toMatchObject({ rows: 1, cols: 5, rowLabels: undefined })
  expect(nest([], label)).toMatchObject({ rows: 1, cols: 1 })
})

test('the third axis from the end runs across in blocks, the fourth down', () => {
  const three = nest([2, 3, 4], label)
  expect(three).toMatchObject({ rows: 3, cols: 8, colGaps: [4], rowGaps: [] })
  expect(three.colGroups).toEqual([
    { start: 0, count: 4, text: '0:0' },
    { start: 4, count: 4, text: '0:1' },
  ])
  // Element [1, 0, 0] begins the second block.
  expect(three.cells[12]).toBe(4)
  const four = nest([2, 2, 3, 4], label)
  expect(four).toMatchObject({ rows: 6, cols: 8, colGaps: [4], rowGaps: [3] })
  expect(four.rowGroups).toEqual([
    { start: 0, count: 3, text: '0:0' },
    { start: 3, count: 3, text: '0:1' },
  ])
})

test('blocks of blocks stand further apart', () => {
  // Columns: axes of 2, 2 and 3 from the outermost in; a block of 6 begins where a block of 3 does too.
  expect(
    nest(
      [2, 1, 2, 2, 2, 3].filter((d) => d > 1),
      label,
    ).colGaps,
  ).toEqual([3, 6, 6, 9])
})

test('an axis of length 1 moves nothing, but a column stays a column', () => {
  expect(nest([4, 4, 1], label)).toMatchObject({ rows: 4, cols: 4 })
  expect(nest([2, 1, 3], label)).toMatchObject({ rows: 2, cols: 3 })
  expect(nest([12, 1], label)).toMatchObject({ rows: 12, cols: 1 })
  expect(nest([1, 12], label)).toMatchObject({ rows: 1, cols: 12 })
  expect(nest([2, 1, 1], label)).toMatchObject({ rows: 2, cols: 1 })
})

test('every element has one cell; in a block the order is row-major', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }), (shape) => {
      const { rows, cols, cells, flats } = nest(shape, label)
      expect(rows * cols).toBe(sizeOf(shape))
      expect(cells.every((cell, flat) => flats[cell] === flat)).toBe(true)
      // A step along the last axis is a step to the right, wherever the axis is drawn.
      cells.forEach((cell, flat) => {
        const place = placeOf(shape, flat)
        const last = shape.length - 1
        if (last < 1 || shape[last] === 1 || place[last]! + 1 >= shape[last]!) return
        expect(cells[flat + 1]).toBe(cell + 1)
      })
    }),
  )
})
