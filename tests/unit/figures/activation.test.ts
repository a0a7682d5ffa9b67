import { beforeAll, describe, expect, test } from 'vitest'
import { openingPasses, useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import layer from '../../../content/layers/activation/activation/layer.ts'
import type { CurveModel } from '../../../src/charts/model.ts'
import { activation } from '../../../src/figures/activation.ts'
import { worked, mixesRow } from '../../../src/figures/activation_formulas.ts'
import type { FigureContext, FigureModel, Term } from '../../../src/figures/figure.ts'
import { ACTIVATION_NAMES } from '../../../src/keras/index.ts'
import { execute } from '../../../src/runtime/execute.ts'
import {
  ACTIVATIONS,
  configOf,
  startState,
  type AnyDeclaration,
  type LabState,
} from '../../../src/spec/index.ts'

const declaration = layer as unknown as AnyDeclaration

function contextOf(more: LabState): FigureContext<never> {
  const state = { ...startState(declaration), ...more }
  const plan = declaration.plan(state as never)
  const outcome = execute({ layer: 'Activation', config: configOf(declaration, state), plan })
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  const view = (name: string, fallback = 0) => (state as Record<string, number>)[name] ?? fallback
  return { state: state as never, plan, passes: outcome.passes, view, t: useTranslate('en') }
}

const curveOf = (model: FigureModel, id: string) =>
  model.panels.find((p) => 'id' in p && p.id === id) as { chart: CurveModel } | undefined
const holes = (model: FigureModel) =>
  Array.from(curveOf(model, 'slope')!.chart.series[0]!.y).filter(Number.isNaN).length

beforeAll(useBackend)

test('the lab offers every name that the library takes', () => {
  expect([...ACTIVATIONS].sort()).toEqual(ACTIVATION_NAMES)
})

describe('the derivative is broken where the curve bends, and nowhere else', () => {
  test.each([
    ['relu', 1],
    ['leaky_relu', 1],
    ['relu6', 2],
    ['selu', 1],
    ['hard_sigmoid', 2],
    ['hard_silu', 2],
    ['elu', 0],
    ['gelu', 0],
    ['mish', 0],
    ['sigmoid', 0],
    ['tanh', 0],
    ['softsign', 0],
    ['exponential', 0],
    ['linear', 0],
  ])('%s: %i', (name, count) => {
    for (const input_range of [8, 12])
      expect(holes(activation.draw(contextOf({ activation: name, compare_with: null, input_range })))).toBe(
        count,
      )
  })
})

/** What a formula in numbers comes to, worked out by a parser of its own. */
function value(terms: readonly Term[]): number {
  const text = (list: readonly Term[]): string =>
    list
      .map((term) => {
        if (typeof term === 'string') return term
        if ('value' in term) return `(${term.value})`
        if ('frac' in term) return `((${text(term.frac[0])})/(${text(term.frac[1])}))`
        if ('sup' in term) return `**(${text(term.sup)})`
        throw new Error('no such term in formulas')
      })
      .join('')
  const js = text(terms)
    .replaceAll('−', '-')
    .replaceAll('·', '*')
    .replaceAll('½', '0.5')
    .replaceAll(/\|([^|]*)\|/g, 'Math.abs($1)')
    .replaceAll(/√2/g, 'Math.SQRT2')
    .replaceAll(/\b(max|min|tanh)\(/g, 'Math.$1(')
    .replaceAll(/\bln\(/g, 'Math.log(')
    .replaceAll(/\be\*\*/g, 'Math.E**')
  return Number(new Function('erf', `return ${js}`)(erf))
}

/** Abramowitz and Stegun 7.1.26; wrong by 2e-7 at most. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x))
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  return Math.sign(x) * (1 - tail * Math.exp(-x * x))
}

test.each(ACTIVATION_NAMES)('the written formula of %s gives what the layer gives', (name) => {
  const values = [-4, -2.5, -0.5, 0, 3.5, 7].slice(0, mixesRow(name) ? 5 : 6)
  const context = contextOf({
    activation: name,
    compare_with: null,
    input_numbers: 'typed',
    input_list: values,
  })
  values.forEach((_, index) => {
    expect(value(worked(name, { values, index }))).toBeCloseTo(
      context.passes.main.outputs[0]!.data[index]!,
      3,
    )
  })
})

test('softmax shows a row that adds up to 1, and lights the whole row', () => {
  const context = contextOf({
    activation: 'softmax',
    compare_with: null,
    input_batch: 3,
    input_features: 4,
    view_row: 1,
  })
  const model = activation.draw(context)
  expect(curveOf(model, 'curve')).toBeUndefined()
  expect(model.player!.indices).toEqual([4, 5, 6, 7])
  expect(model.panels.find((p) => 'id' in p && p.id === 'bars_out')).toMatchObject({ caption: 'sum 1' })
  const explained = activation.explain!(context, { panel: 'bars_out', index: 2 })!
  expect(explained.overlays.input!.marks.map(({ index }) => index)).toEqual([4, 5, 6, 7])
  expect(explained.overlays.output!.marks).toEqual([{ index: 6, as: 'focus' }])
  expect(activation.keep!(context, { panel: 'input', index: 11 })).toEqual({ view_row: 2, view_step: 3 })
})

test('the page’s opening figure compares two curves', async () => {
  const state = startState(declaration)
  const model = activation.draw({
    state: state as never,
    plan: declaration.plan(state as never),
    passes: await openingPasses(declaration),
    view: (_name, fallback = 0) => fallback,
    t: useTranslate('en'),
  })
  expect(curveOf(model, 'curve')!.chart.series.map(({ name }) => name)).toEqual(['relu', 'gelu'])
  expect(model.note).toContain('relu 5 / 9, gelu 1 / 9')
})
