import { describe, expect, test } from 'vitest'
import { numbersIn, numbersOf, sameNumbers } from '../../../src/runtime/sandbox/compare.ts'
import type { Output } from '../../../src/runtime/sandbox/protocol.ts'

describe('numbers in printed text', () => {
  test.each([
    ['(1, 26, 26, 4)', [1, 26, 26, 4]],
    ['[[ 1.  -2.5]\n [ 3.e-05 nan]]', [1, -2.5, 3e-5, NaN]],
    ['kernel 3 2', [3, 2]],
    ['dense_1 conv2d float32 x2', []],
    ['True False inf -inf', [1, 0, Infinity, -Infinity]],
    ['.5 +2 1e3', [0.5, 2, 1000]],
    ['loss: 0.25, step=4', [0.25, 4]],
  ])('%j', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers)
  })
})

test('numbers of outputs, tensors by their elements', () => {
  const outputs: Output[] = [
    {
      kind: 'console',
      level: 'log',
      indent: 0,
      values: [
        { kind: 'string', text: 'n is 3' },
        { kind: 'plain', text: '4' },
      ],
    },
    {
      kind: 'value',
      value: { kind: 'tensor', tensor: { shape: [2], dtype: 'float32', data: [1.5, 'NaN'] } },
    },
    {
      kind: 'value',
      value: {
        kind: 'list',
        name: '',
        total: 2,
        items: [
          { kind: 'plain', text: '7' },
          { kind: 'plain', text: 'true' },
        ],
      },
    },
    {
      kind: 'table',
      columns: ['', 'a'],
      rows: [
        [
          { kind: 'plain', text: '0' },
          { kind: 'plain', text: '9' },
        ],
      ],
      total: 1,
    },
  ]
  expect(numbersOf(outputs)).toEqual([3, 4, 1.5, NaN, 7, 1, 9])
})

test('agree within the tolerance, relative to their size, and not beyond it', () => {
  expect(sameNumbers([1, NaN, -Infinity], [1 + 5e-6, NaN, -Infinity])).toBe(true)
  expect(sameNumbers([1], [1 + 5e-5])).toBe(false)
  expect(sameNumbers([1e6], [1e6 + 5])).toBe(true)
  expect(sameNumbers([1, 2], [1])).toBe(false)
  expect(sameNumbers([NaN], [1])).toBe(false)
})
