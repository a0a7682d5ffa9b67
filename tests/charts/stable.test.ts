import fc from 'fast-check'
import { expect, test } from 'vitest'
import { same } from '../../src/charts/parts/stable.ts'

test('copies are the same, whatever array holds the numbers', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (model) => {
      expect(same(model, structuredClone(model))).toBe(true)
    }),
  )
  expect(same({ values: new Float32Array([1, NaN]) }, { values: [1, NaN] })).toBe(true)
})

test('any difference tells', () => {
  const model = { rows: 2, scale: { kind: 'order', count: 2 }, values: [0, 1], texts: ['a', 'b'] }
  for (const other of [
    { ...model, rows: 3 },
    { ...model, values: [0, 2] },
    { ...model, values: [0, 1, 2] },
    { ...model, scale: { kind: 'order', count: 3 } },
    { ...model, rowLabels: ['0'] },
    { rows: 2, scale: model.scale, values: [0, 1] },
    { ...model, texts: null },
  ])
    expect(same(model, other)).toBe(false)
})
