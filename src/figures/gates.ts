import type { TensorData } from '../spec/index.ts'
import type { FigureContext, Term } from './figure.ts'

/** What a recurrent layer's figure reads of the lab's state. */
export interface RecurrentState {
  readonly activation: string | null
  readonly recurrent_activation: string | null
  readonly go_backwards: boolean
  readonly return_sequences: boolean
  readonly stateful: boolean
}

export type RecurrentContext = FigureContext<RecurrentState>

/** One unit at one step, as the equations of a cell see it. */
export interface Moment {
  /** A gate or state at this step, by the name `inspect` gives it. */
  now(name: string): number
  /** A state before this step. */
  before(name: string): number
  readonly activation: string
}

/** What tells one recurrent layer from another. Names are those of the layer's `inspect`; a `key` is a text under `figure.`. */
export interface Cell {
  /** In the order of the blocks of kernel columns. */
  readonly gates: readonly {
    readonly name: string
    readonly symbol: string
    readonly key: string
    readonly by: 'activation' | 'recurrent_activation'
  }[]
  /** In the order shown. */
  readonly states: readonly { readonly name: string; readonly symbol: string; readonly key: string }[]
  /** States in the order of `initial_state` and of `return_state`; the first is the output. */
  readonly returned: readonly [string, ...string[]]
  /** How the states follow from the gates, one equation a state. */
  update(moment: Moment): readonly { readonly state: string; readonly terms: readonly Term[] }[]
}

/** Rows of the figure's picture over time. */
export interface Band {
  readonly id: string
  readonly of: 'input' | 'mask' | 'gate' | 'state' | 'result'
  readonly rows: number
  /** Its first row, counted from the top of the picture. */
  readonly first: number
  /** Values lie in the last column alone. */
  readonly last: boolean
}

/** Everything of one run that panels and equations are drawn from. Columns are steps in the order read. */
export interface Scene {
  readonly input: TensorData
  readonly steps: number
  readonly features: number
  readonly units: number
  readonly hasMask: boolean
  /** What the layer gave: its outputs, then what a second call gave where there was one. */
  readonly results: readonly { readonly id: string; readonly data: ArrayLike<number> }[]
  readonly bands: readonly Band[]
  /** The input step that a column reads. */
  reads(col: number): number
  masked(col: number): boolean
  value(name: string, col: number, unit: number): number
  before(name: string, col: number, unit: number): number
  /** Dropout is at work. */
  readonly drops: boolean
  /** What dropout multiplies a feature, or a unit of the previous output, by: 0 where it drops it, else 1 or more. */
  keepsFeature(feature: number): number
  keepsUnit(unit: number): number
}

export function sceneOf(cell: Cell, { state, plan, passes }: RecurrentContext): Scene {
  const { inputs, call } = plan.passes.main
  const { values, outputs } = passes.main
  const input = inputs[0]!
  const [, steps = 0, features = 0] = input.shape
  const units = values[cell.returned[0]]!.shape[2]!
  const hasMask = call?.mask !== undefined
  const reads = (col: number) => (state.go_backwards ? steps - 1 - col : col)
  const value = (name: string, col: number, unit: number) => values[name]!.data[col * units + unit]!
  const again = state.stateful ? passes.again?.outputs[0] : undefined
  const results = [
    ...outputs.map(({ data }, i) => ({ id: `output_${i}`, data })),
    ...(again ? [{ id: 'again', data: Array.from(again.data).slice(again.data.length / 2) }] : []),
  ]
  const bands: Band[] = []
  const add = (id: string, of: Band['of'], rows: number, last = false) => {
    const above = bands.at(-1)
    bands.push({ id, of, rows, first: above ? above.first + above.rows : 0, last })
  }
  add('input', 'input', features)
  if (hasMask) add('mask', 'mask', 1)
  for (const { name } of cell.gates) add(name, 'gate', units)
  for (const { name } of cell.states) add(name, 'state', units)
  for (const { id, data } of results) add(id, 'result', units, data.length === units)
  return {
    input,
    steps,
    features,
    units,
    hasMask,
    results,
    bands,
    reads,
    masked: (col) => call?.mask?.data[reads(col)] === 0,
    drops: values.dropout_mask !== undefined || values.recurrent_dropout_mask !== undefined,
    keepsFeature: (feature) => values.dropout_mask?.data[feature] ?? 1,
    keepsUnit: (unit) => values.recurrent_dropout_mask?.data[unit] ?? 1,
    value,
    before: (name, col, unit) =>
      col > 0
        ? value(name, col - 1, unit)
        : (call?.initial_state?.[cell.returned.indexOf(name)]?.data[unit] ?? 0),
  }
}

export const bandOf = (scene: Scene, id: string): Band => scene.bands.find((band) => band.id === id)!

/** The step and unit of a cell of the picture; rows that belong to no unit stand for the one looked at. */
export function placeOf(scene: Scene, index: number, looked: number): { col: number; unit: number } {
  const row = Math.floor(index / scene.steps)
  const band = scene.bands.findLast(({ first }) => first <= row)
  const own = band && band.of !== 'input' && band.of !== 'mask'
  return { col: index % scene.steps, unit: Math.min(own ? row - band.first : looked, scene.units - 1) }
}
