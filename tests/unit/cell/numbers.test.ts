import { describe, expect, test } from 'vitest'
import { planesOf, tensorText } from '../../../components/cell/numbers.ts'
import type { TensorValue } from '../../../src/runtime/sandbox/protocol.ts'

const ramp = (...shape: number[]): TensorValue => ({
  shape,
  dtype: 'float32',
  data: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
})

describe('a tensor as text', () => {
  test.each<[string, TensorValue, string]>([
    ['scalar', { shape: [], dtype: 'float32', data: [0.5] }, '0.5000'],
    ['empty', { shape: [0], dtype: 'float32', data: [] }, '[]'],
    ['no rows', { shape: [2, 0], dtype: 'float32', data: [] }, '[[]\n []]'],
    ['whole numbers', ramp(2, 3), '[[0 1 2]\n [3 4 5]]'],
    [
      'in line',
      { shape: [2, 2], dtype: 'float32', data: [1, -10.25, 3, 0.5] },
      '[[  1.0000 -10.2500]\n [  3.0000   0.5000]]',
    ],
    ['three axes', ramp(2, 1, 2), '[[[0 1]]\n\n [[2 3]]]'],
    ['not finite', { shape: [3], dtype: 'float32', data: ['NaN', '-Infinity', 1] }, '[NaN  -∞   1]'],
    ['booleans', { shape: [2], dtype: 'bool', data: [1, 0] }, '[ true false]'],
    ['strings', { shape: [1], dtype: 'string', data: ['a'] }, '["a"]'],
    ['small', { shape: [2], dtype: 'float32', data: [0.00001, 0.00002] }, '[1.000e-5 2.000e-5]'],
  ])('%s', (_name, tensor, text) => {
    expect(tensorText(tensor)).toBe(text)
  })

  test('long axes keep their ends', () => {
    const text = tensorText(ramp(100, 10))
    expect(text.split('\n')).toHaveLength(7)
    expect(text).toMatch(/^\[\[ {2}0 {3}1 {3}2 … {3}7 {3}8 {3}9\]/)
    expect(text).toContain('999]]')
  })

  test('what was not sent is left out', () => {
    expect(tensorText({ ...ramp(100, 10), data: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] })).toContain('…')
  })
})

describe('planes for the heat map', () => {
  test('a row, a grid, a row of grids', () => {
    expect(planesOf(ramp(3)).planes).toEqual([{ label: '', rows: 1, cols: 3, values: [0, 1, 2] }])
    expect(planesOf(ramp(2, 2)).planes).toEqual([{ label: '', rows: 2, cols: 2, values: [0, 1, 2, 3] }])
    expect(planesOf(ramp(2, 1, 2)).planes).toEqual([
      { label: '[0, :, :]', rows: 1, cols: 2, values: [0, 1] },
      { label: '[1, :, :]', rows: 1, cols: 2, values: [2, 3] },
    ])
  })

  test('of pictures, a channel each', () => {
    const { planes, total } = planesOf(ramp(1, 2, 2, 3))
    expect(total).toBe(3)
    expect(planes[1]).toEqual({ label: '[0, :, :, 1]', rows: 2, cols: 2, values: [1, 4, 7, 10] })
  })

  test('only the first of many, and none of a scalar, of strings, of nothing', () => {
    expect(planesOf(ramp(20, 2, 2))).toMatchObject({ total: 20, planes: { length: 8 } })
    for (const shape of [[], [1], [0, 3]]) expect(planesOf(ramp(...shape)).planes).toEqual([])
    expect(planesOf({ shape: [2], dtype: 'string', data: ['a', 'b'] }).planes).toEqual([])
  })

  test('of a grid that was cut, its whole rows', () => {
    const cut = { ...ramp(100, 3), data: [0, 1, 2, 3, 4, 5, 6] }
    expect(planesOf(cut).planes).toEqual([{ label: '[:2]', rows: 2, cols: 3, values: [0, 1, 2, 3, 4, 5] }])
  })
})
