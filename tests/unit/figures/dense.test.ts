import { beforeAll, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import { loadLayer } from '../../../src/catalog/layers.ts'
import type { GridModel } from '../../../src/charts/model.ts'
import type { Figure, FigureContext, FigureModel, Term } from '../../../src/figures/figure.ts'
import { execute } from '../../../src/runtime/execute.ts'
import { configOf, startState } from '../../../src/spec/index.ts'

const declaration = await loadLayer('core/dense')
const figure = declaration.figure as Figure

beforeAll(useBackend)

function contextOf(scene: Readonly<Record<string, unknown>>): FigureContext {
  const state = { ...startState(declaration), ...scene }
  const plan = declaration.plan(state as never)
  const outcome = execute({ layer: 'Dense', config: configOf(declaration, state), plan })
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return {
    state,
    plan,
    passes: outcome.passes,
    view: (_name, fallback = 0) => fallback,
    t: useTranslate('en'),
  }
}

/** The panels as one reads them: `input × kernel + bias = output`. */
const equation = (model: FigureModel) => model.panels.map((p) => ('sign' in p ? p.sign : p.id)).join(' ')
const text = (terms: readonly Term[]) =>
  terms.map((t) => (typeof t === 'string' ? t : 'value' in t ? t.value : '?')).join('')
const sumOf = (scene: Readonly<Record<string, unknown>>, index: number, panel = 'output') => {
  const context = contextOf(scene)
  return text(figure.explain!(context, { panel, index })!.sum)
}

test('the figure is the equation of its state', () => {
  const read = (scene: Readonly<Record<string, unknown>>) => equation(figure.draw(contextOf(scene)))
  expect(read({})).toBe('input × kernel + bias = output')
  expect(read({ use_bias: false })).toBe('input × kernel = output')
  expect(read({ activation: 'relu' })).toBe('input × kernel + bias = sums → output')
  expect(read({ lora_rank: 2 })).toBe('input × ( kernel + lora_kernel_a × lora_kernel_b ) + bias = output')
  expect(read({ lora_rank: 2, use_bias: false })).toBe(
    'input × ( kernel + lora_kernel_a × lora_kernel_b ) = output',
  )
})

const whole = { kernel_initializer: 'ones', input_values: 'counting' }

test('a hovered unit lights its row and its column, and its sum comes out', () => {
  const context = contextOf(whole)
  // Row 1, unit 2.
  const { overlays, sum } = figure.explain!(context, { panel: 'output', index: 5 })!
  const lit = (id: string) => overlays[id]!.marks.map(({ index }) => index)
  expect(lit('input')).toEqual([4, 5, 6, 7])
  expect(lit('kernel')).toEqual([2, 5, 8, 11])
  expect(lit('bias')).toEqual([2])
  expect(text(sum)).toBe('y[1, 2] = 5×1 + 6×1 + 7×1 + 8×1 + 0 = 26')
})

test('numbers that were rounded for the reader do not claim to be equal', () => {
  expect(sumOf({}, 0)).toMatch(/ ≈ /)
  expect(sumOf(whole, 0)).not.toMatch(/≈/)
})

test('the sum before the activation and the output after it', () => {
  const relu = { ...whole, activation: 'relu', bias_initializer: 'ones' }
  expect(sumOf(relu, 0)).toBe('y[0, 0] = 1×1 + 2×1 + 3×1 + 4×1 + 1 = 11  →  relu = 11')
  expect(sumOf(relu, 0, 'sums')).toBe('z[0, 0] = 1×1 + 2×1 + 3×1 + 4×1 + 1 = 11')
  expect(sumOf({ ...whole, activation: 'softmax' }, 0)).toMatch(/softmax\(z\[0, :\]\) ≈ 0\.333$/)
  const context = contextOf({ activation: 'softmax' })
  const { overlays } = figure.explain!(context, { panel: 'output', index: 4 })!
  expect(overlays['sums']!.marks.map(({ index }) => index)).toEqual([3, 4, 5])
})

test('the hovered sum is the output of the runtime, LoRA’s factors among the weights', () => {
  for (const scene of [
    {},
    { lora_rank: 2, lora_values: 'trained' },
    { input_rank: '3', units: 5 },
    { use_bias: false },
  ]) {
    const context = contextOf({ ...whole, ...scene, kernel_initializer: 'glorot_uniform', input_features: 2 })
    const output = context.passes.main.outputs[0]!
    for (let index = 0; index < output.data.length; index++) {
      const { sum } = figure.explain!(context, { panel: 'output', index })!
      const factors = sum.flatMap((t) =>
        typeof t === 'object' && 'value' in t && (t.role === 'input' || t.role === 'weights')
          ? [number(t.value)]
          : [],
      )
      const pairs = factors.slice(0, 4)
      const total = pairs[0]! * pairs[1]! + pairs[2]! * pairs[3]! + (factors[4] ?? 0)
      expect(Math.abs(total - output.data[index]!)).toBeLessThan(
        0.005 * (Math.abs(pairs[0]!) + Math.abs(pairs[2]!)) + 1e-6,
      )
    }
  }
})

const number = (shown: string) => Number(shown.replace(/[()]/g, '').replace('−', '-'))

test('the samples of a sequence are told apart', () => {
  const model = figure.draw(contextOf({ input_rank: '3', input_batch: 2, input_steps: 3 }))
  const input = model.panels.find((p) => 'id' in p && p.id === 'input') as { chart: GridModel }
  expect(input.chart).toMatchObject({ rows: 6, cols: 4, rowGaps: [3] })
  expect(input.chart.rowGroups?.map((g) => g.text)).toEqual(['sample 0', 'sample 1'])
})

test('a LoRA layer counts as Keras counts it', () => {
  const model = figure.draw(contextOf({ units: 6, input_features: 6, lora_rank: 1 }))
  expect(text(model.formulas[1]!.terms)).toBe('6 × 6 + 6 + 1 × (6 + 6) = 54')
  expect(model.facts[0]).toEqual({ label: 'Trainable', value: '18 / 54' })
})
