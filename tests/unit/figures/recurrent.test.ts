import { beforeAll, describe, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import { loadLayer } from '../../../src/catalog/layers.ts'
import { CELL, type TracksModel } from '../../../src/charts/model.ts'
import type { Figure, FigureContext, Panel, Term } from '../../../src/figures/figure.ts'
import { execute, executeRepeated } from '../../../src/runtime/execute.ts'
import { configOf, startState, type LabState } from '../../../src/spec/index.ts'

const declaration = await loadLayer('recurrent/lstm')
const figure = declaration.figure as Figure

beforeAll(useBackend)

function contextOf(scene: LabState): FigureContext {
  const state = { ...startState(declaration), ...scene }
  const request = {
    layer: 'LSTM',
    config: configOf(declaration, state),
    plan: declaration.plan(state as never),
  }
  const outcome = execute(request)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  const work = executeRepeated(request)
  let step = work.next()
  while (!step.done) step = work.next()
  return {
    state,
    plan: request.plan,
    passes: { ...outcome.passes, ...step.value },
    view: (name, fallback = 0) => (state[name] as number | undefined) ?? fallback,
    t: useTranslate('en'),
  }
}

const time = (context: FigureContext) =>
  (figure.draw(context).panels.find((p) => 'id' in p && p.id === 'time') as Panel).chart as TracksModel
const labels = (context: FigureContext) => time(context).tracks.map(({ label }) => label)
const trackOf = (context: FigureContext, label: string) =>
  time(context).tracks.find((track) => track.label === label)!
const numberOf = (term: Term | undefined) =>
  Number((term as { value: string }).value.replace('−', '-').replace(/[()]/g, ''))
const explain = (context: FigureContext, col: number, unit: number) => {
  const model = time(context)
  const names = labels(context)
  const row =
    model.tracks.slice(0, names.indexOf('Hidden state h')).reduce((n, { rows }) => n + rows, 0) + unit
  return figure.explain!(context, { panel: 'time', index: row * model.cols + col })!
}
const sine = { input_signal: 'sine', input_features: 2 }

describe('over time', () => {
  test('input, gates, states and output stand under one another', () => {
    const gates = ['Input gate i', 'Forget gate f', 'Candidate c̃', 'Output gate o']
    expect(labels(contextOf({}))).toEqual(['Input', ...gates, 'Cell state c', 'Hidden state h', 'Output'])
    expect(labels(contextOf({ mask_steps: 2 }))[1]).toBe('Mask')
    const several = labels(contextOf({ return_state: true }))
    expect(several.slice(-3)).toEqual(['Output [0]', 'Output [1] = h', 'Output [2] = c'])
  })

  test('without return_sequences the output is the last column alone', () => {
    const last = trackOf(contextOf(sine), 'Output')
    const steps = last.values.length / 3
    for (let i = 0; i < last.values.length; i++)
      expect(last.cells![i]).toBe(i % steps === steps - 1 ? CELL.plain : CELL.absent)
    const all = trackOf(contextOf({ ...sine, return_sequences: true }), 'Output')
    expect(Array.from(all.cells!).every((cell) => cell === CELL.plain)).toBe(true)
    expect(Array.from(all.values)).toEqual(
      Array.from(trackOf(contextOf({ ...sine, return_sequences: true }), 'Hidden state h').values),
    )
  })

  test('go_backwards: columns are labelled by the input step they read', () => {
    const context = contextOf({ ...sine, go_backwards: true, input_steps: 4, return_sequences: true })
    expect(time(context).colLabels).toEqual(['3', '2', '1', '0'])
    const forwards = Array.from(trackOf(contextOf({ ...sine, input_steps: 4 }), 'Input').values)
    const backwards = Array.from(trackOf(context, 'Input').values)
    expect(backwards.slice(0, 4)).toEqual(forwards.slice(0, 4).reverse())
  })

  test('masked steps are struck from input and gates; the states go through them', () => {
    const context = contextOf({ ...sine, mask_start: 3, mask_steps: 2 })
    const struck = (label: string) =>
      Array.from(trackOf(context, label).cells!)
        .slice(0, 10)
        .flatMap((cell, col) => (cell === CELL.masked ? [col] : []))
    expect(struck('Input gate i')).toEqual([3, 4])
    expect(struck('Mask')).toEqual([3, 4])
    expect(struck('Cell state c')).toEqual([])
    const c = trackOf(context, 'Cell state c').values
    expect([c[3], c[4]]).toEqual([c[2], c[2]])
    expect(c[5]).not.toBe(c[4])
  })

  test('stateful: the second call differs, and starts where the first ended', () => {
    const context = contextOf({ input_signal: 'step', stateful: true })
    expect(labels(context).at(-1)).toBe('Second call')
    expect(Array.from(trackOf(context, 'Second call').values)).not.toEqual(
      Array.from(trackOf(context, 'Output').values),
    )
    expect(labels(contextOf({ input_signal: 'step' }))).not.toContain('Second call')
  })

  test('hand-set weights: the first unit keeps the pulse, the last has forgotten it', () => {
    const c = trackOf(contextOf({ weights_values: 'memory' }), 'Cell state c').values
    const at = (unit: number, col: number) => c[unit * 10 + col]!
    expect(at(0, 9)).toBeGreaterThan(0.97)
    expect(at(1, 6) / at(1, 5)).toBeCloseTo(0.5, 2)
    expect(Math.abs(at(2, 6))).toBeLessThan(0.01)
  })
})

describe('the equations', () => {
  const unit = 1
  test.each([
    ['as it starts', {}],
    ['backwards', { go_backwards: true }],
    ['from a state that is not zero', { initial_state: 0.5 }],
    ['without a bias', { use_bias: false }],
    ['with dropout', { training: true, dropout: 0.5, recurrent_dropout: 0.25, seed: 3 }],
  ])('%s, the sum inside each gate gives the gate', (_name, scene) => {
    const context = contextOf({ ...sine, ...scene })
    for (const col of [0, 4, 9]) {
      const { lines } = explain(context, col, unit)
      for (const [k, activation] of [sigmoid, sigmoid, Math.tanh, sigmoid].entries()) {
        const inside = lines![k]!.terms.filter((t) => typeof t === 'object' && 'name' in t)
        const sum = inside.reduce((total, term) => total + numberOf(term), 0)
        // The parts of the sum are shown with two decimals.
        expect(activation(sum)).toBeCloseTo(numberOf(lines![k]!.terms.at(-1)), 1)
      }
    }
  })

  test('c and h follow from the gates with the numbers shown', () => {
    const context = contextOf(sine)
    const { lines } = explain(context, 4, unit)
    const [c, h] = lines!
      .slice(-2)
      .map(({ terms }) => terms.filter((t) => typeof t === 'object').map(numberOf))
    expect(c![0]! * c![1]! + c![2]! * c![3]!).toBeCloseTo(c![4]!, 1)
    expect(h![0]! * Math.tanh(h![1]!)).toBeCloseTo(h![2]!, 1)
    expect(lines).toHaveLength(6)
  })

  test('a masked step says that the states stay, and uses no weight', () => {
    const { lines, overlays, sum } = explain(contextOf({ ...sine, mask_start: 4, mask_steps: 1 }), 4, unit)
    expect(lines).toHaveLength(2)
    expect(overlays.weights!.marks).toEqual([])
    expect(sum).toContain(' · masked, skipped')
  })

  test('a picked cell is kept as its step and unit', () => {
    const context = contextOf({})
    // Unit 2 of the forget gate at step 7: input 1 row, input gate 3 rows, then row 2.
    expect(figure.keep!(context, { panel: 'time', index: 6 * 10 + 7 })).toEqual({
      view_step: 7,
      view_unit: 2,
    })
    expect(figure.keep!(context, { panel: 'weights', index: 0 })).toBeNull()
  })

  test('parameters are counted with the numbers of the moment', () => {
    const text = (scene: LabState) =>
      figure
        .draw(contextOf(scene))
        .formulas[1]!.terms.map((t) => (typeof t === 'string' ? t : 'value' in t ? t.value : '?'))
        .join('')
    expect(text({})).toBe('4 × (3 × (1 + 3) + 3) = 60')
    expect(text({ units: 2, input_features: 4, use_bias: false })).toBe('4 × (2 × (4 + 2)) = 48')
  })
})

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
