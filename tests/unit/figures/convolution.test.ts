import { beforeAll, describe, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { CELL, type GridModel, type StackModel } from '../../../src/charts/model.ts'
import type { FigureContext } from '../../../src/figures/figure.ts'
import { axisGeometry, type Padding } from '../../../src/figures/geometry.ts'
import { convolutionOf, productsAt, type ConvolutionState } from '../../../src/figures/kernels.ts'
import { originsOf, receptiveField, stackOf } from '../../../src/figures/receptive.ts'
import { lineOf, panelOf, sceneOf } from './scene.ts'

beforeAll(useBackend)

const formula = (
  model: { formulas: readonly { label: string; terms: Parameters<typeof lineOf>[0] }[] },
  label: string,
) => lineOf(model.formulas.find((f) => f.label === label)!.terms)

/** Every place of an output's spatial axes. */
const places = (space: readonly number[]): number[][] =>
  space.reduce<number[][]>(
    (found, size) => found.flatMap((p) => Array.from({ length: size }, (_, i) => [...p, i])),
    [[]],
  )

describe('the sum shown is the value the runtime gave, everywhere', () => {
  const drawn = { kernel_values: 'initializer', bias_initializer: 'random_normal' }
  test.each([
    ['convolution/conv1d', { ...drawn, input_channels: 2, filters: 3 }],
    ['convolution/conv1d', { ...drawn, padding: 'causal', dilation_rate: [3], input_channels: 2 }],
    ['convolution/conv1d', { ...drawn, padding: 'same', strides: [3], kernel_size: [4] }],
    [
      'convolution/conv1d',
      { ...drawn, groups: 2, input_channels: 4, filters: 4, data_format: 'channels_first' },
    ],
    ['convolution/conv2d', { ...drawn, input_channels: 3 }],
    ['convolution/conv2d', { ...drawn, padding: 'same', strides: [2, 3], kernel_size: [3, 4] }],
    ['convolution/conv2d', { ...drawn, padding: 'same', dilation_rate: [2, 3], use_bias: false }],
    [
      'convolution/conv2d',
      { ...drawn, groups: 2, input_channels: 4, filters: 4, data_format: 'channels_first' },
    ],
  ])('%s %o', async (id, changes) => {
    const { context } = await sceneOf(id, changes)
    const convolution = convolutionOf(context as unknown as FigureContext<ConvolutionState>)
    const { output, outputAxes, bias, filters } = convolution
    let greatest = 0
    for (let filter = 0; filter < filters; filter++)
      for (const place of places(outputAxes.space)) {
        const sum = productsAt(convolution, filter, place).reduce(
          (total, { a, b }) => total + a * b,
          bias?.data[filter] ?? 0,
        )
        greatest = Math.max(greatest, Math.abs(sum - output.data[outputAxes.index(filter, place)]!))
      }
    expect(greatest).toBeLessThan(1e-5)
  })
})

describe('Conv2D', () => {
  test('same padding with stride 2 is hatched below and to the right', async () => {
    const { model } = await sceneOf('convolution/conv2d', { strides: [2, 2], padding: 'same', input_size: 4 })
    const grid = panelOf(model, 'input').chart as GridModel
    expect([grid.rows, grid.cols]).toEqual([5, 5])
    const hatched = Array.from(grid.cells!, (cell, i) => (cell === CELL.padding ? i : -1)).filter(
      (i) => i >= 0,
    )
    expect(hatched).toEqual([4, 9, 14, 19, 20, 21, 22, 23, 24])
    expect(model.note).toContain('0 above, 1 below, 0 left, 1 right')
  })

  test('a row and a column that stride 2 drops are greyed', async () => {
    const { model } = await sceneOf('convolution/conv2d', { strides: [2, 2], input_size: 4 })
    const { cells } = panelOf(model, 'input').chart as GridModel
    expect(Array.from(cells!, (cell) => Number(cell === CELL.dropped))).toEqual([
      0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1,
    ])
  })

  test('a dilated window lights nine cells and leaves the holes between', async () => {
    const { explain } = await sceneOf('convolution/conv2d', { dilation_rate: [2, 2], input_size: 6 })
    const { marks, box } = explain('output', 0)!.overlays['input']!
    expect(marks.map(({ index }) => index)).toEqual([0, 2, 4, 12, 14, 16, 24, 26, 28])
    expect(box).toEqual({ row: 0, col: 0, rows: 5, cols: 5 })
  })

  test('a clicked map of the strip becomes the filter shown', async () => {
    const { context, figure } = await sceneOf('convolution/conv2d', { filters: 3, input_size: 5 })
    // Three maps of 3 × 3 side by side: row 1, column 7 is the middle row of map 2, its second column.
    expect(figure.keep!(context, { panel: 'maps', index: 9 + 7 })).toEqual({ view_filter: 2, view_step: 4 })
    expect(figure.keep!(context, { panel: 'output', index: 0 })).toBeNull()
  })

  test('formulas carry the numbers of the moment', async () => {
    const { model } = await sceneOf('convolution/conv2d', {
      kernel_size: [3, 2],
      dilation_rate: [2, 1],
      input_size: 9,
    })
    expect(formula(model, 'Output rows')).toBe('⌊(9 − 2·(3 − 1) − 1)/(1)⌋ + 1 = 5')
    expect(formula(model, 'Output columns')).toBe('⌊(9 − 1·(2 − 1) − 1)/(1)⌋ + 1 = 8')
    expect(formula(model, 'Parameters')).toBe('3×2 × 1 × 2 + 2 = 14')
  })
})

describe('a stack of convolutions', () => {
  const first = (
    changes: Partial<{
      size: number
      kernel: number
      stride: number
      dilation: number
      padding: Padding
    }> = {},
  ) => axisGeometry({ size: 16, kernel: 2, stride: 1, dilation: 1, padding: 'causal', ...changes })

  test('dilations 1-2-4-8 with two taps see 2, 4, 8, 16 inputs', () => {
    for (const count of [1, 2, 3, 4]) expect(receptiveField(stackOf(first(), count))).toBe(2 ** count)
    expect(originsOf(stackOf(first(), 4), 3, 15).at(-1)).toEqual(Array.from({ length: 16 }, (_, i) => i))
  })

  test('the formula counts what the paths reach', () => {
    for (const [stride, dilation] of [
      [1, 1],
      [1, 3],
      [2, 1],
      [3, 1],
    ] as const) {
      const layers = stackOf(first({ size: 300, kernel: 3, stride, dilation, padding: 'valid' }), 3)
      const inputs = originsOf(layers, 2, 1).at(-1)!
      expect(inputs.at(-1)! - inputs[0]! + 1).toBe(receptiveField(layers))
    }
  })

  test('it ends before a layer that has no output', () => {
    expect(stackOf(first({ padding: 'valid', kernel: 3 }), 5).map(({ axis }) => axis.out)).toEqual([
      14, 10, 2,
    ])
  })

  test('a causal output stands over the newest input it reads, a centred one over the middle', () => {
    expect(stackOf(first({ dilation: 4 }), 1)[0]).toMatchObject({ start: 0, pitch: 1 })
    expect(stackOf(first({ kernel: 3, padding: 'valid' }), 1)[0]).toMatchObject({ start: 1, pitch: 1 })
    expect(stackOf(first({ kernel: 3, stride: 2, padding: 'valid' }), 2)[1]).toMatchObject({
      start: 3,
      pitch: 4,
    })
  })

  test('the picture has an edge for each tap, and the last output of WaveNet lights all 16 inputs', async () => {
    const { model, explain } = await sceneOf('convolution/conv1d', {
      padding: 'causal',
      kernel_size: [2],
      filters: 1,
      stack_layers: 4,
      input_steps: 16,
    })
    const { rows, edges } = panelOf(model, 'output').chart as StackModel
    expect(rows.map(({ count }) => count)).toEqual([17, 16, 16, 16, 16])
    // Padding of later layers is not drawn: 2, 4 and 8 of their edges start there.
    expect(edges.length).toBe(4 * 32 - 2 - 4 - 8)
    const { player } = model
    const last = player!.indices![player!.start!]!
    const { overlays, sum } = explain('output', last)!
    const lit = overlays['output']!.marks.filter(({ index }) => index < 17).map(({ index }) => index)
    expect(lit).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
    expect(lineOf(sum)).toBe('layer 4, step 15 ← x[0 … 15] 16 inputs')
    expect(formula(model, 'Receptive field')).toBe('1 + (2 − 1) · (1 + 2 + 4 + 8) = 16')
  })

  test('a filter of a group lights the channels of its group only', async () => {
    const { model, explain } = await sceneOf('convolution/conv1d', {
      groups: 2,
      input_channels: 4,
      filters: 2,
      input_steps: 5,
    })
    // 4 lanes of 5 inputs, then 2 lanes of 3 outputs; filter 1 reads channels 2 and 3.
    const { overlays } = explain('output', 20 + 3)!
    const lit = overlays['output']!.marks.filter(({ as }) => as === 'from').map(({ index }) => index)
    expect(lit).toEqual([10, 11, 12, 15, 16, 17])
    expect((panelOf(model, 'output').chart as StackModel).rows[0]!.lanes).toHaveLength(4)
    expect(explain('output', 3)).toBeNull()
  })
})
