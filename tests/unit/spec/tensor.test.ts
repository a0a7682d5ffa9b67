import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeOf, shapeText, sizeOf, tensor } from '../../../src/spec/index.ts'

test('a place counts back to its flat index, the last axis fastest', () => {
  expect(placeOf([2, 3, 4], 17)).toEqual([1, 1, 1])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), fc.nat(), (shape, n) => {
      const flat = n % sizeOf(shape)
      const place = placeOf(shape, flat)
      expect(place).toHaveLength(shape.length)
      expect(place.every((p, axis) => p >= 0 && p < shape[axis]!)).toBe(true)
      expect(place.reduce((sum, p, axis) => sum + p * sizeOf(shape.slice(axis + 1)), 0)).toBe(flat)
    }),
  )
})

test('shapes read as in Python', () => {
  expect([[], [3], [1, 26, 26, 4], [null, 8]].map((shape) => shapeText(shape))).toEqual([
    '()',
    '(3,)',
    '(1, 26, 26, 4)',
    '(None, 8)',
  ])
})

test('a tensor has as many values as its shape holds', () => {
  expect(tensor([2, 2], [1, 2, 3, 4]).shape).toEqual([2, 2])
  expect(() => tensor([2, 2], [1, 2, 3])).toThrow('3 values cannot fill shape [2, 2]')
})
