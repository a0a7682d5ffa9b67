import { CELL, type Scale, type Track } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import { shapeText, sizeOf } from '../spec/index.ts'
import type { Figure, FigureModel, Formula, Panel, Term } from './figure.ts'
import {
  bandOf,
  sceneOf,
  type Band,
  type Cell,
  type RecurrentContext,
  type RecurrentState,
  type Scene,
} from './gates.ts'
import { weight } from './parts.ts'
import { explain, keep } from './recurrent_step.ts'

/** Most columns that still show numbers. */
const READABLE = { steps: 12, weights: 16 }

const numbered = (count: number) => Array.from({ length: count }, (_, i) => String(i))

// ---- over time ----------------------------------------------------------------------------------

function trackOf(
  cell: Cell,
  scene: Scene,
  band: Band,
  shared: Scale,
  { passes, t }: RecurrentContext,
): Track {
  const { input, steps, features, units } = scene
  const share: Scale = { kind: 'role', max: 1 }
  // A masked step computes gates to no effect; states go through it.
  const struck = scene.hasMask && (band.of === 'input' || band.of === 'mask' || band.of === 'gate')
  const across = (at: (row: number, col: number) => number) =>
    Float32Array.from({ length: band.rows * steps }, (_, i) => at(Math.floor(i / steps), i % steps))
  const cellOf = (row: number, col: number) => {
    if (band.last && col < steps - 1) return CELL.absent
    if (struck && scene.masked(col)) return CELL.masked
    return band.of === 'input' && scene.keepsFeature(row) === 0 ? CELL.dropped : CELL.plain
  }
  const base = {
    rows: band.rows,
    rowLabels: numbered(band.rows),
    cells: Uint8Array.from({ length: band.rows * steps }, (_, i) => cellOf(Math.floor(i / steps), i % steps)),
  }
  switch (band.of) {
    case 'input': {
      const values = across((feature, col) => input.data[scene.reads(col) * features + feature]!)
      return { ...base, label: t('figure.input'), role: 'input', values, scale: scaleOf(input.data, 0.1) }
    }
    case 'mask':
      return {
        ...base,
        label: t('figure.mask'),
        role: 'mask',
        values: across((_, col) => Number(!scene.masked(col))),
        scale: share,
      }
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
      return {
        ...base,
        label: t(`figure.${key}`),
        role: 'state',
        values,
        scale: gate?.by === 'recurrent_activation' ? share : shared,
      }
    }
  }
}

function timePanel(cell: Cell, scene: Scene, context: RecurrentContext): Panel {
  const { passes, t } = context
  // One measure for all that is added and multiplied into another.
  const mixed = [...cell.states, ...cell.gates.filter(({ by }) => by === 'activation')]
  const shared = scaleOf(
    mixed.flatMap(({ name }) => Array.from(passes.main.values[name]!.data)),
    0.1,
  )
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
  const scale = scaleOf(
    weights.flatMap(({ data }) => Array.from(data)),
    0.1,
  )
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
      terms: [
        `${shapeText(input.shape)} → `,
        { value: outputs.map(({ shape }) => shapeText(shape)).join(', '), role: 'output' },
      ],
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
  if (scene.drops) return t('figure.note_dropout')
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
    facts: [
      {
        label: t('fact.macs'),
        value: String(steps * matrices.reduce((n, { shape }) => n + sizeOf(shape), 0)),
      },
    ],
    ...(note && { note }),
  }
}

/** Gates and states of a recurrent layer over time, with the equations of one unit at one step. */
export const recurrent = (cell: Cell): Figure<RecurrentState> => ({
  draw: (context) => draw(cell, context),
  explain: (context, pick) => explain(cell, context, pick),
  keep: (context, pick) => keep(cell, context, pick),
})
