import { beforeAll, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { CELL, type GridModel } from '../../../src/charts/model.ts'
import { lineOf, panelOf, sceneOf } from './scene.ts'

beforeAll(useBackend)

const inputOf = (scene: Awaited<ReturnType<typeof sceneOf>>) =>
  panelOf(scene.model, 'input').chart as GridModel

test('the ringed winner holds the output’s value, in every window', async () => {
  for (const changes of [
    {},
    { padding: 'same', input_values: 'negative', input_size: 7 },
    { pool_size: [3, 2], strides: [2, 1], input_size: 8 },
    {
      padding: 'same',
      pool_size: [4, 4],
      strides: [3, 3],
      data_format: 'channels_first',
      input_channels: 2,
      view_channel: 1,
    },
  ]) {
    const scene = await sceneOf('pooling/max_pooling2d', changes)
    const { values } = inputOf(scene)
    const output = panelOf(scene.model, 'output').chart as GridModel
    for (let i = 0; i < output.rows * output.cols; i++) {
      const { marks, box } = scene.explain('output', i)!.overlays['input']!
      const { index } = marks.find(({ as }) => as === 'from')!
      expect(values[index]).toBe(output.values[i])
      const [row, col] = [Math.floor(index / inputOf(scene).cols), index % inputOf(scene).cols]
      expect(
        row >= box!.row && row < box!.row + box!.rows && col >= box!.col && col < box!.col + box!.cols,
      ).toBe(true)
    }
  }
})

test('padding reads −∞ and never wins', async () => {
  const scene = await sceneOf('pooling/max_pooling2d', {
    input_size: 3,
    padding: 'same',
    input_values: 'negative',
  })
  const grid = inputOf(scene)
  expect(Array.from(grid.cells!, (cell) => Number(cell === CELL.padding))).toEqual([
    0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1,
  ])
  expect(grid.values[3]).toBe(-Infinity)
  expect(lineOf(scene.explain('output', 3)!.sum)).toMatch(/^max\(−0\.\d+, −∞, −∞, −∞\) = −0\.\d+$/)
})

test('a ragged edge is greyed; without overlap gaps part the windows', async () => {
  const scene = await sceneOf('pooling/max_pooling2d', { input_size: 5 })
  const { cells, rowGaps } = inputOf(scene)
  expect(Array.from(cells!).filter((cell) => cell === CELL.dropped)).toHaveLength(9)
  expect(rowGaps).toEqual([2, 4])
  expect(scene.model.note).toContain('rows 1, columns 1')
})

test('overlapping windows: no gaps, neighbours outlined, one element may win twice', async () => {
  const scene = await sceneOf('pooling/max_pooling2d', { pool_size: [3, 3], strides: [1, 1], input_size: 5 })
  expect(inputOf(scene).rowGaps).toEqual([])
  const { ghosts } = scene.explain('output', 4)!.overlays['input']!
  expect(ghosts).toHaveLength(4)
  const winners = scene.context.passes.main.values['winner']!.data
  expect(new Set(Array.from(winners)).size).toBeLessThan(winners.length)
})

test('strides that are None show as pool_size in the formula', async () => {
  const { model } = await sceneOf('pooling/max_pooling2d', { pool_size: [3, 3], input_size: 8 })
  expect(lineOf(model.formulas[0]!.terms)).toBe('⌊(8 − 3)/(3)⌋ + 1 = 2')
})
