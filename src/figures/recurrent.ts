import { CELL, type Overlay, type Scale, type Track } from '../charts/model.ts'
import { numberText, scaleOf } from '../charts/scale.ts'
import { shapeText, sizeOf } from '../spec/index.ts'
import type { Explanation, Figure, FigureModel, Formula, Panel, Pick, Term } from './figure.ts'
import { bandOf, placeOf, sceneOf, type Band, type Cell, type RecurrentContext, type RecurrentState, type Scene } from './gates.ts'
import { bracketed, weight } from './parts.ts'

/** Most columns that still show numbers. */
const READABLE = { steps: 12, weights: 16 }

const numbered = (count: number) => Array.from({ length: count }, (_, i) => String(i))

// ---- over time ----------------------------------------------------------------------------------

function trackOf(cell: Cell, scene: Scene, band: Band, shared: Scale, { passes, t }: RecurrentContext): Track {
  const { input, steps, features, units } = scene
  const share: Scale = { kind: 'role', max: 1 }
  const struck = scene.hasMask && band.of !== 'result'
  const across = (at: (row: number, col: number) => number) =>
    Float32Array.from({ length: band.rows * steps }, (_, i) => at(Math.floor(i / steps), i % steps))
  const cellOf = (col: number) => {
    if (band.last && col < steps - 1) return CELL.absent
    return struck && scene.masked(col) ? CELL.masked : CELL.plain
  }
  const base = {
    rows: band.rows,
    rowLabels: numbered(band.rows),
    ...((struck || band.last) && { cells: Uint8Array.from({ length: band.rows * steps }, (_, i) => cellOf(i % steps)) }),
  }
  switch (band.of) {
    case 'input': {
      const values = across((feature, col) => input.data[scene.reads(col) * features + feature]!)
      return { ...base, label: t('figure.input'), role: 'input', values, scale: scaleOf(input.data, 0.1) }
    }
    case 'mask':
      return { ...base, label: t('figure.mask'), role: 'mask', values: across((_, col) => Number(!scene.masked(col))), scale: share }
    case 'result': {
      const { data } = scene.results.find(({ id }) => id === band.id)!
      const values = across((unit, col) => data[band.last ? unit : col * units + unit]!)
      const index = scene.results.findIndex(({ id }) => id === band.id)
      const symbol = cell.states.find(({ name }) => name === cell.returned[index - 1])?.symbol ?? ''
      const several = passes.main.outputs.length > 1
      const label =
        band.id === 'again'
          ? t('figure.second_call')
          : several
            ? t(index === 0 ? 'figure.output_first' : 'figure.output_state', { index, symbol })
            : t('figure.output')
      return { ...base, label, role: 'output', values, scale: shared }
    }
    default: {
      const gate = cell.gates.find(({ name }) => name === band.id)
      const { key } = gate ?? cell.states.find(({ name }) => name === band.id)!
      const values = across((unit, col) => scene.value(band.id, col, unit))
      return { ...base, label: t(`figure.${key}`), role: 'state', values, scale: gate?.by === 'recurrent_activation' ? share : shared }
    }
  }
}

function timePanel(cell: Cell, scene: Scene, context: RecurrentContext): Panel {
  const { passes, t } = context
  // One measure for all that is added and multiplied into another.
  const mixed = [...cell.states, ...cell.gates.filter(({ by }) => by === 'activation')]
  const shared = scaleOf(mixed.flatMap(({ name }) => Array.from(passes.main.values[name]!.data)), 0.1)
  return {
    id: 'time',
    title: t('figure.over_time'),
    role: 'state',
    wide: true,
    pick: true,
    chart: {
      chart: 'tracks',
      cols: scene.steps,
      tracks: scene.bands.map((band) => trackOf(cell, scene, band, shared, context)),
      decimals: scene.steps <= READABLE.steps ? 2 : null,
      axis: t('figure.time_axis'),
      colLabels: Array.from({ length: scene.steps }, (_, col) => String(scene.reads(col))),
    },
  }
}

// ---- weights and counts -------------------------------------------------------------------------

function weightsPanel(cell: Cell, { units }: Scene, { passes, t }: RecurrentContext): Panel {
  const cols = units * cell.gates.length
  const { weights } = passes.main
  const scale = scaleOf(weights.flatMap(({ data }) => Array.from(data)), 0.1)
  return {
    id: 'weights',
    title: t('figure.recurrent_weights'),
    role: 'weights',
    wide: true,
    below: true,
    chart: {
      chart: 'tracks',
      cols,
      decimals: cols <= READABLE.weights ? 2 : null,
      blocks: cell.gates.map(({ symbol }) => ({ label: symbol, cols: units })),
      ...(units > 1 && { colLabels: cell.gates.flatMap(() => numbered(units)) }),
      tracks: weights.map(({ name, data }) => ({
        label: name,
        role: 'weights',
        rows: data.length / cols,
        values: data,
        scale,
        rowLabels: numbered(data.length / cols),
      })),
    },
  }
}

function formulas(cell: Cell, { input, features, units }: Scene, { passes, t }: RecurrentContext): Formula[] {
  const { outputs, weights } = passes.main
  const u: Term = { value: String(units), role: 'output', name: 'units' }
  const bias: Term[] = weight(passes.main, 'bias') ? [' + ', { ...u, role: 'weights', name: 'bias' }] : []
  return [
    {
      label: t('formula.output_shape'),
      terms: [`${shapeText(input.shape)} → `, { value: outputs.map(({ shape }) => shapeText(shape)).join(', '), role: 'output' }],
    },
    {
      label: t('formula.param_count'),
      terms: [
        { value: String(cell.gates.length), role: 'state', name: t('formula.blocks') },
        ' × (',
        u,
        ' × (',
        { value: String(features), role: 'input', name: 'features' },
        ' + ',
        u,
        ')',
        ...bias,
        `) = ${weights.reduce((n, w) => n + sizeOf(w.shape), 0)}`,
      ],
    },
  ]
}

/** What to see in this state, where a setting changes how the picture reads. */
function noteOf(scene: Scene, { state, t }: RecurrentContext): string | undefined {
  if (scene.hasMask) return t('figure.note_masked')
  if (state.go_backwards) return t('figure.note_backwards', { last: scene.steps - 1 })
  if (state.stateful) return t('figure.note_stateful')
  return undefined
}

function draw(cell: Cell, context: RecurrentContext): FigureModel {
  const { passes, t, view } = context
  const scene = sceneOf(cell, context)
  const { steps, units } = scene
  const row = bandOf(scene, cell.returned[0]).first + Math.min(view('view_unit'), units - 1)
  const note = noteOf(scene, context)
  const matrices = passes.main.weights.filter(({ shape }) => shape.length > 1)
  return {
    panels: [timePanel(cell, scene, context), weightsPanel(cell, scene, context)],
    pickers: [{ name: 'view_unit', label: t('figure.pick_unit'), count: units }],
    player: {
      panel: 'time',
      count: steps,
      indices: Array.from({ length: steps }, (_, col) => row * steps + col),
      start: Math.floor(steps / 2),
    },
    formulas: formulas(cell, scene, context),
    facts: [{ label: t('fact.macs'), value: String(steps * matrices.reduce((n, { shape }) => n + sizeOf(shape), 0)) }],
    ...(note && { note }),
  }
}

// ---- one unit at one step -----------------------------------------------------------------------

/** `i = sigmoid(x·W + h·U + b) = …`, a line a gate. */
function gateLines(cell: Cell, scene: Scene, { state, passes, t }: RecurrentContext, col: number, unit: number): Formula[] {
  const { input, features, units } = scene
  const [kernel, recurrent, bias] = ['kernel', 'recurrent_kernel', 'bias'].map((name) => weight(passes.main, name)?.data)
  const cols = cell.gates.length * units
  const sum = (count: number, at: (i: number) => number) => numbered(count).reduce((total, _, i) => total + at(i), 0)
  // Dropout's masks are not among the results, so its sums cannot be shown.
  const opaque = state.training && (state.dropout > 0 || state.recurrent_dropout > 0)
  return cell.gates.map(({ name, symbol, key, by }, gate) => {
    const column = gate * units + unit
    const x = sum(features, (k) => input.data[scene.reads(col) * features + k]! * kernel![k * cols + column]!)
    const h = sum(units, (k) => scene.before(cell.returned[0], col, k) * recurrent![k * cols + column]!)
    const inside: Term[] = [
      { value: numberText(x), role: 'input', name: 'x·W' },
      ' + ',
      { value: bracketed(h), role: 'state', name: 'h·U' },
      ...(bias ? [' + ', { value: bracketed(bias[column]!), role: 'weights' as const, name: 'b' }] : []),
    ]
    return {
      label: t(`figure.${key}`),
      terms: [
        `${symbol} = ${state[by] ?? 'linear'}(`,
        ...(opaque ? ['…'] : inside),
        ') = ',
        { value: numberText(scene.value(name, col, unit), 3), role: 'state' },
      ],
    }
  })
}

function stateLines(cell: Cell, scene: Scene, { state, t }: RecurrentContext, col: number, unit: number): Formula[] {
  const before = (name: string) => scene.before(name, col, unit)
  const now = (name: string) => scene.value(name, col, unit)
  const lines = scene.masked(col)
    ? cell.states.map(({ name, symbol }) => ({
        state: name,
        terms: [`${symbol}ₜ = ${symbol}ₜ₋₁ = `, { value: numberText(before(name), 3), role: 'state' as const }],
      }))
    : cell.update({ now, before, activation: state.activation ?? 'linear' })
  return lines.map((line) => ({ label: t(`figure.${cell.states.find(({ name }) => name === line.state)!.key}`), terms: line.terms }))
}

/** `x[0, 5] = … → output[0, 5, 0] = …`: what the step reads, and where its result goes. */
function headTerms({ input, features, units, steps, reads, masked }: Scene, { passes, state, t }: RecurrentContext, col: number, unit: number): Term[] {
  const x = Array.from({ length: features }, (_, k) => numberText(input.data[reads(col) * features + k]!))
  const output = passes.main.outputs[0]!
  const place = state.return_sequences ? [0, col, unit] : col === steps - 1 ? [0, unit] : null
  return [
    `x[0, ${reads(col)}] = `,
    { value: x.length > 1 ? `(${x.join(', ')})` : x[0]!, role: 'input' },
    ...(masked(col) ? [` · ${t('figure.masked_step')}`] : []),
    ...(place
      ? [
          `  →  ${t('figure.output')}[${place.join(', ')}] = `,
          { value: numberText(output.data[state.return_sequences ? col * units + unit : unit]!, 3), role: 'output' as const },
        ]
      : []),
  ]
}

/** The cells of this unit at this step, and what the step starts from: the unit's own state and every unit's output. */
function marksOf(cell: Cell, scene: Scene, col: number, unit: number): Overlay['marks'] {
  const { bands, steps, units } = scene
  const at = (band: Band, row: number, c: number) => (band.first + row) * steps + c
  const focus = bands.filter(({ of, last }) => of !== 'input' && of !== 'mask' && (!last || col === steps - 1))
  const sources =
    col === 0
      ? []
      : cell.states.flatMap(({ name }) => {
          const band = bandOf(scene, name)
          const all = name === cell.returned[0] && !scene.masked(col)
          return (all ? numbered(units).map(Number) : [unit]).map((row) => at(band, row, col - 1))
        })
  return [
    ...sources.map((index) => ({ index, as: 'from' as const })),
    ...focus.map((band) => ({ index: at(band, unit, col), as: 'focus' as const })),
  ]
}

function explain(cell: Cell, context: RecurrentContext, pick: Pick): Explanation | null {
  if (pick.panel !== 'time') return null
  const scene = sceneOf(cell, context)
  const { col, unit } = placeOf(scene, pick.index, context.view('view_unit'))
  const masked = scene.masked(col)
  const below = scene.bands.at(-1)!
  const cols = cell.gates.length * scene.units
  const weightRows = context.passes.main.weights.reduce((n, { data }) => n + data.length / cols, 0)
  const used = masked ? [] : cell.gates.flatMap((_, gate) => numbered(weightRows).map((_row, r) => r * cols + gate * scene.units + unit))
  return {
    overlays: {
      time: { marks: marksOf(cell, scene, col, unit), box: { row: 0, col, rows: below.first + below.rows, cols: 1 } },
      weights: { marks: used.map((index) => ({ index, as: 'from' })) },
    },
    sum: headTerms(scene, context, col, unit),
    lines: [...(masked ? [] : gateLines(cell, scene, context, col, unit)), ...stateLines(cell, scene, context, col, unit)],
  }
}

function keep(cell: Cell, context: RecurrentContext, pick: Pick): Record<string, number> | null {
  if (pick.panel !== 'time') return null
  const { col, unit } = placeOf(sceneOf(cell, context), pick.index, context.view('view_unit'))
  return { view_step: col, view_unit: unit }
}

/** Gates and states of a recurrent layer over time, with the equations of one unit at one step. */
export const recurrent = (cell: Cell): Figure<RecurrentState> => ({
  draw: (context) => draw(cell, context),
  explain: (context, pick) => explain(cell, context, pick),
  keep: (context, pick) => keep(cell, context, pick),
})
