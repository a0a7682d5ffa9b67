import { beforeAll, describe, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import layer from '../../../content/layers/regularization/dropout/layer.ts'
import { CELL, type BarsModel, type GridModel } from '../../../src/charts/model.ts'
import { dropout } from '../../../src/figures/dropout.ts'
import type { FigureContext, FigureModel, Panel } from '../../../src/figures/figure.ts'
import { execute, executeRepeated } from '../../../src/runtime/execute.ts'
import { configOf, startState, type AnyDeclaration, type LabState } from '../../../src/spec/index.ts'

const declaration = layer as unknown as AnyDeclaration

function contextOf(more: LabState, draws: boolean): FigureContext<never> {
  const state = { ...startState(declaration), ...more }
  const plan = declaration.plan(state as never)
  const request = { layer: 'Dropout', config: configOf(declaration, state), plan }
  const outcome = execute(request)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  let repeated = {}
  if (draws) {
    const work = executeRepeated(request)
    let step = work.next()
    while (!step.done) step = work.next()
    repeated = step.value
  }
  return {
    state: state as never,
    plan,
    passes: { ...outcome.passes, ...repeated },
    view: (_n, fallback = 0) => fallback,
    t: useTranslate('en'),
  }
}

const panel = (model: FigureModel, id: string) =>
  model.panels.find((p) => 'id' in p && p.id === id) as Panel | undefined
const bars = (model: FigureModel) => panel(model, 'histogram')!.chart as BarsModel
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

beforeAll(useBackend)

describe.each([
  ['start', {}, 48],
  ['whole features', { noise_shape: [null, 1, null] }, 12],
  ['a noise shape of fewer axes', { noise_shape: [6] }, 6],
  ['one coin for all', { noise_shape: [] }, 1],
  ['rate 0', { rate: 0 }, 48],
  ['rate near 1', { rate: 0.95 }, 48],
  ['rank 2', { input_rank: '2' }, 12],
  ['largest', { input_batch: 4, input_steps: 8, input_features: 10 }, 320],
] as const)('%s', (_name, more, coins) => {
  test('1,000 calls fill the histogram as the law expects', () => {
    const context = contextOf(more, true)
    const model = dropout.draw(context)
    expect(panel(model, 'histogram')!.caption).toBe(`${coins} coins each`)
    const { series, expected, labels } = bars(model)
    expect(sum(series[0]!.values)).toBe(1000)
    expect(sum(expected!.values)).toBeCloseTo(1000, 3)
    expect(labels.length).toBeLessThanOrEqual(38)
    // Pearson's statistic over the bins with enough calls in them; its mean is their number.
    const bins = labels
      .map((_, i) => [series[0]!.values[i]!, expected!.values[i]!] as const)
      .filter(([, e]) => e >= 5)
    expect(sum(bins.map(([o, e]) => (o - e) ** 2 / e))).toBeLessThan(
      bins.length + 5 * Math.sqrt(2 * bins.length) + 5,
    )
  })

  test('call 1 is the mask shown, and the figure stands before the calls are there', () => {
    const [before, after] = [dropout.draw(contextOf(more, false)), dropout.draw(contextOf(more, true))]
    const first = (model: FigureModel) => panel(model, 'calls')!.chart as GridModel
    const mask = panel(after, 'mask')!.chart as GridModel
    const { rows, cols } = mask
    for (let i = 0; i < rows * cols; i++) {
      const at = Math.floor(i / cols) * 4 * cols + (i % cols)
      expect(first(before).values[at]).toBe(mask.values[i])
      expect(first(after).values[at]).toBe(mask.values[i])
      expect(first(before).cells![at + cols]).toBe(CELL.absent)
      expect(first(after).cells![at + cols]).toBe(CELL.plain)
    }
    expect(sum(bars(before).series[0]!.values)).toBe(0)
    // Panels stay where they are when the calls arrive.
    expect(before.panels.map((p) => ('id' in p ? p.id : p))).toEqual(
      after.panels.map((p) => ('id' in p ? p.id : p)),
    )
  })
})

test('values of one coin are lit together and share their fate', () => {
  const context = contextOf({ noise_shape: [null, 1, null] }, false)
  const mask = (panel(dropout.draw(context), 'mask')!.chart as GridModel).values
  const lit = dropout.explain!(context, { panel: 'output', index: 27 })!.overlays.mask!.marks.map(
    ({ index }) => index,
  )
  expect(lit).toEqual([27, 33, 39, 45])
  expect(new Set(lit.map((i) => mask[i])).size).toBe(1)
})

test('the mean of many calls is the input, within its spread', () => {
  const context = contextOf({ input_values: 'ones', rate: 0.75 }, true)
  const mean = (panel(dropout.draw(context), 'mean')!.chart as GridModel).values
  // One value's mean of 1,000 calls has the deviation √(0.75 / 0.25 / 1000).
  for (const value of Array.from(mean)) expect(Math.abs(value - 1)).toBeLessThan(5 * Math.sqrt(3 / 1000))
})

test('at inference there is nothing but the input', () => {
  const context = contextOf({ training: false, rate: 1 }, false)
  const model = dropout.draw(context)
  expect(model.panels.flatMap((p) => ('id' in p ? [p.id] : []))).toEqual(['input', 'output'])
  expect(Array.from((panel(model, 'output')!.chart as GridModel).values)).toEqual(
    Array.from(context.plan.passes.main.inputs[0]!.data, Math.fround),
  )
})

test('a clicked element becomes the player’s', () => {
  expect(dropout.keep!(contextOf({}, false), { panel: 'mask', index: 5 })).toEqual({ view_step: 5 })
})
