import { beforeAll, expect, test } from 'vitest'
import { useBackend } from '../../../components/lab/opening.ts'
import { useTranslate } from '../../../components/site/i18n.ts'
import { loadLayer } from '../../../src/catalog/layers.ts'
import { CELL, type GridModel } from '../../../src/charts/model.ts'
import type { Figure, FigureContext, Panel, Term } from '../../../src/figures/figure.ts'
import { execute } from '../../../src/runtime/execute.ts'
import { configOf, startState, type LabState } from '../../../src/spec/index.ts'

const declaration = await loadLayer('core/embedding')
const figure = declaration.figure as Figure

beforeAll(useBackend)

function run(scene: LabState) {
  const state = { ...startState(declaration), ...scene }
  const plan = declaration.plan(state as never)
  return { state, plan, outcome: execute({ layer: 'Embedding', config: configOf(declaration, state), plan }) }
}

function contextOf(scene: LabState): FigureContext {
  const { state, plan, outcome } = run(scene)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  return {
    state,
    plan,
    passes: outcome.passes,
    view: (_name, fallback = 0) => fallback,
    t: useTranslate('en'),
  }
}

const panel = (context: FigureContext, id: string) =>
  (figure.draw(context).panels.find((p) => 'id' in p && p.id === id) as Panel | undefined)?.chart as GridModel
const text = (terms: readonly Term[]) =>
  terms.map((t) => (typeof t === 'string' ? t : 'value' in t ? t.value : '?')).join('')
const sum = (context: FigureContext, id: string, index: number) =>
  text(figure.explain!(context, { panel: id, index })!.sum)

const legible = { table_values: 'row_numbers', input_ids: [3, 5, 1, 5, 0] }

test('rows that no id asks for are faded, the others carry their id’s colour', () => {
  const table = panel(contextOf(legible), 'embeddings')
  const faded = Array.from(table.cells!).flatMap((cell, i) =>
    cell === CELL.dropped ? [Math.floor(i / table.cols)] : [],
  )
  expect([...new Set(faded)]).toEqual([2, 4])
  expect(Array.from(table.rowHues!)).toEqual([0, 1, Number.NaN, 3, Number.NaN, 5])
})

test('a picked output says which id and which row it came from', () => {
  const context = contextOf(legible)
  expect(sum(context, 'output', 3 * 4 + 2)).toBe('ids[0, 3] = 5  →  embeddings[5]  →  Output[0, 3, 2] = 5.2')
  const { overlays } = figure.explain!(context, { panel: 'output', index: 3 * 4 + 2 })!
  expect(overlays.ids!.marks.map(({ index }) => index)).toEqual([3])
  expect(overlays.embeddings!.marks.map(({ index }) => index)).toEqual([20, 21, 22, 23])
  // The other place of id 5.
  expect(overlays.output!.marks.filter(({ as }) => as === 'weak').map(({ index }) => index)).toEqual([
    4, 5, 6, 7,
  ])
})

test('a picked row says where it went', () => {
  const context = contextOf(legible)
  expect(sum(context, 'embeddings', 5 * 4)).toBe('embeddings[5]  →  Output[0, 1], Output[0, 3]')
  expect(sum(context, 'embeddings', 2 * 4)).toBe('embeddings[2]  →  no id asks for this row')
})

test('a negative id counts from the end, in the figure as in the result', () => {
  const context = contextOf({ ...legible, input_ids: [-1, -6] })
  expect(sum(context, 'output', 0)).toBe(
    'ids[0, 0] = −1 (−1 + 6 = 5)  →  embeddings[5]  →  Output[0, 0, 0] = 5',
  )
  expect(Array.from(panel(context, 'output').values).slice(0, 4)).toEqual([5, 5.1, 5.2, 5.3].map(Math.fround))
})

test('the mask is a strip of its own, struck where an id is padding', () => {
  expect(panel(contextOf(legible), 'mask')).toBeUndefined()
  const context = contextOf({ ...legible, mask_zero: true })
  expect(Array.from(panel(context, 'mask').cells!)).toEqual([0, 0, 0, 0, CELL.masked])
  expect(sum(context, 'output', 4 * 4)).toMatch(/ · mask = False$/)
})

test('LoRA: the row is the table’s plus its factors’', () => {
  const context = contextOf({ input_ids: [2], lora_rank: 2, lora_values: 'trained' })
  const [id, shown, out] = /= ([−\d.]+) {2}→.*[=≈] (.+) [=≈] ([−\d.]+)$/
    .exec(sum(context, 'output', 1))!
    .slice(1) as [string, string, string]
  expect(id).toBe('2')
  const value = (part: string) => Number(part.replace('−', '-').replace(/[()]/g, ''))
  const total = shown.split(' + ').reduce(
    (n, term) =>
      n +
      term
        .split('×')
        .map(value)
        .reduce((a, b) => a * b, 1),
    0,
  )
  expect(total).toBeCloseTo(value(out), 2)
  expect(figure.draw(contextOf({ lora_rank: 2 })).note).toMatch(/^B starts at 0/)
})

test('ids are dealt into rows, the last filled up with padding', () => {
  const context = contextOf({ ...legible, input_batch: 2 })
  expect(context.passes.main.outputs[0]!.shape).toEqual([2, 3, 4])
  expect(Array.from(context.plan.passes.main.inputs[0]!.data)).toEqual([3, 5, 1, 5, 0, 0])
})

test('an id beyond the table is refused, and the ids are to blame as well', () => {
  const { outcome } = run({ input_ids: [1, 2, 6] })
  expect(outcome.ok).toBe(false)
  if (!outcome.ok)
    expect(outcome.refusal).toMatchObject({ code: 'index-range', params: ['input_dim', 'input'] })
  expect(declaration.blame).toEqual({ input: ['input_ids'] })
})
