import { beforeAll, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import { loadLayer } from '../../../src/catalog/layers.ts'
import type { GridModel } from '../../../src/charts/model.ts'
import type { Figure, FigureContext, FigureModel, Panel, Term } from '../../../src/figures/figure.ts'
import { execute } from '../../../src/runtime/execute.ts'
import { configOf, startState } from '../../../src/spec/index.ts'

const declaration = await loadLayer('reshaping/reshape')
const figure = declaration.figure as Figure

beforeAll(useBackend)

function contextOf(scene: Readonly<Record<string, unknown>>): FigureContext {
  const state = { ...startState(declaration), ...scene }
  const plan = declaration.plan(state as never)
  const outcome = execute({ layer: 'Reshape', config: configOf(declaration, state), plan })
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return {
    state,
    plan,
    passes: outcome.passes,
    view: (_name, fallback = 0) => fallback,
    t: useTranslate('en'),
  }
}

const panel = (model: FigureModel, id: string) =>
  model.panels.find((p): p is Panel => 'id' in p && p.id === id)
const chart = (model: FigureModel, id: string) => panel(model, id)!.chart as GridModel

const text = (terms: readonly Term[]): string =>
  terms
    .map((term) => {
      if (typeof term === 'string') return term
      if ('value' in term) return term.value
      if ('frac' in term) return `(${text(term.frac[0])})/(${text(term.frac[1])})`
      return ''
    })
    .join('')

test('an element keeps its colour and its value', () => {
  for (const scene of [
    {},
    { target_shape: [4, 3] },
    { input_shape: [4, 6], target_shape: [-1, 2, 6] },
    { input_batch: 2 },
  ]) {
    const model = figure.draw(contextOf({ ...scene, input_values: 'random' }))
    const colours = ({ values, texts }: GridModel) =>
      new Set(Array.from(values, (v, i) => `${v} ${texts![i]}`))
    expect(colours(chart(model, 'output'))).toEqual(colours(chart(model, 'input')))
  }
})

test('each sample starts the colours anew, so that none seems to leave its sample', () => {
  const model = figure.draw(contextOf({ input_batch: 2 }))
  expect(Math.max(...Array.from(chart(model, 'input').values))).toBe(11)
  expect(chart(model, 'output').colGroups?.map((g) => g.text)).toEqual(['sample 0', 'sample 1'])
})

test('-1 is solved in view', () => {
  const [, solve] = figure.draw(contextOf({ input_shape: [4, 6], target_shape: [-1, 2, 6] })).formulas
  expect(text(solve!.terms)).toBe('(4 × 6)/(2 × 6) = (24)/(12) = 2')
  const [shapes, kept] = figure.draw(contextOf({ target_shape: [4, 3] })).formulas
  expect(text(shapes!.terms)).toBe('(1, 3, 4) → (1, 4, 3)')
  expect(text(kept!.terms)).toBe('3 × 4 = 12 = 4 × 3')
})

test('hovering an element tells both places and the number they share', () => {
  const context = contextOf({ target_shape: [2, 2, 3] })
  const model = figure.draw(context)
  const step = (n: number) =>
    figure.explain!(context, { panel: 'output', index: model.player!.indices![n]! })!
  // Element 7 is [1, 0, 1] of (2, 2, 3) and [1, 3] of (3, 4).
  expect(text(step(7).sum)).toBe(
    'y[0, 1, 0, 1] = x[0, 1, 3] = 7  ·  place in reading order: 1×6 + 0×3 + 1 = 7 = 1×4 + 3',
  )
  expect(step(7).overlays['input']!.marks).toEqual([{ index: 7, as: 'from' }])
  // The second block stands to the right of the first.
  expect(step(7).overlays['output']!.marks).toEqual([{ index: 4, as: 'focus' }])
  expect(figure.explain!(context, { panel: 'input', index: 7 })!.overlays['output']!.marks).toEqual([
    { index: 4, as: 'from' },
  ])
})

test('Permute stands beside where the target is the shape back to front, and only there', () => {
  const model = figure.draw(contextOf({ target_shape: [4, 3] }))
  expect(panel(model, 'contrast')!.title).toBe('Permute((2, 1))')
  expect(chart(model, 'contrast').texts).toEqual([
    '0',
    '4',
    '8',
    '1',
    '5',
    '9',
    '2',
    '6',
    '10',
    '3',
    '7',
    '11',
  ])
  const three = figure.draw(contextOf({ input_shape: [2, 3, 4], target_shape: [4, 3, 2] }))
  expect(panel(three, 'contrast')!.title).toBe('Permute((3, 2, 1))')
  for (const scene of [{}, { target_shape: [-1] }, { input_shape: [3, 3], target_shape: [3, 3] }])
    expect(panel(figure.draw(contextOf(scene)), 'contrast')).toBeUndefined()
})
