import type { Overlay } from '../charts/model.ts'
import { numberText } from '../charts/scale.ts'
import type { Explanation, Formula, Pick, Term } from './figure.ts'
import { bandOf, placeOf, sceneOf, type Band, type Cell, type RecurrentContext, type Scene } from './gates.ts'
import { bracketed, equals, weight } from './parts.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, i) => i)

/** `i = sigmoid(x·W + h·U + b) = …`, a line a gate. */
function gateLines(
  cell: Cell,
  scene: Scene,
  { state, passes, t }: RecurrentContext,
  col: number,
  unit: number,
): Formula[] {
  const { input, features, units } = scene
  const [kernel, recurrent, bias] = ['kernel', 'recurrent_kernel', 'bias'].map(
    (name) => weight(passes.main, name)?.data,
  )
  const cols = cell.gates.length * units
  const sum = (count: number, at: (i: number) => number) =>
    numbered(count).reduce((total, _, i) => total + at(i), 0)
  return cell.gates.map(({ name, symbol, key, by }, gate) => {
    const column = gate * units + unit
    const x = sum(
      features,
      (k) =>
        input.data[scene.reads(col) * features + k]! * scene.keepsFeature(k) * kernel![k * cols + column]!,
    )
    const h = sum(
      units,
      (k) => scene.before(cell.returned[0], col, k) * scene.keepsUnit(k) * recurrent![k * cols + column]!,
    )
    const inside: Term[] = [
      { value: numberText(x), role: 'input', name: 'x·W' },
      ' + ',
      { value: bracketed(h), role: 'state', name: 'h·U' },
      ...(bias ? [' + ', { value: bracketed(bias[column]!), role: 'weights' as const, name: 'b' }] : []),
    ]
    const value = scene.value(name, col, unit)
    return {
      label: t(`figure.${key}`),
      terms: [
        `${symbol} = ${state[by] ?? 'linear'}(`,
        ...inside,
        `)${equals([x, h, bias?.[column] ?? 0, value])}`,
        { value: numberText(value, 3), role: 'state' },
      ],
    }
  })
}

function stateLines(
  cell: Cell,
  scene: Scene,
  { state, t }: RecurrentContext,
  col: number,
  unit: number,
): Formula[] {
  const before = (name: string) => scene.before(name, col, unit)
  const now = (name: string) => scene.value(name, col, unit)
  const lines = scene.masked(col)
    ? cell.states.map(({ name, symbol }) => ({
        state: name,
        terms: [
          `${symbol}ₜ = ${symbol}ₜ₋₁${equals([before(name)], 3)}`,
          { value: numberText(before(name), 3), role: 'state' as const },
        ],
      }))
    : cell.update({ now, before, activation: state.activation ?? 'linear' })
  return lines.map((line) => ({
    label: t(`figure.${cell.states.find(({ name }) => name === line.state)!.key}`),
    terms: line.terms,
  }))
}

/** `x[0, 5] = … → output[0, 5, 0] = …`: what the step reads, and where its result goes. */
function headTerms(
  { input, features, units, steps, reads, masked }: Scene,
  { passes, state, t }: RecurrentContext,
  col: number,
  unit: number,
): Term[] {
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
          {
            value: numberText(output.data[state.return_sequences ? col * units + unit : unit]!, 3),
            role: 'output' as const,
          },
        ]
      : []),
  ]
}

/** The cells of this unit at this step, and what they start from: the input, the unit's own state and every unit's output. */
function marksOf(cell: Cell, scene: Scene, col: number, unit: number): Overlay['marks'] {
  const { bands, steps, units } = scene
  const at = (band: Band, row: number, c: number) => (band.first + row) * steps + c
  const focus = bands.filter(
    ({ of, last }) => of !== 'input' && of !== 'mask' && (!last || col === steps - 1),
  )
  const masked = scene.masked(col)
  const read = numbered(masked ? 0 : scene.features).filter((row) => scene.keepsFeature(row) > 0)
  const carried = numbered(units).filter((row) => scene.keepsUnit(row) > 0)
  const before =
    col === 0
      ? []
      : cell.states.flatMap(({ name }) => {
          const rows = name === cell.returned[0] && !masked ? carried : [unit]
          return rows.map((row) => at(bandOf(scene, name), row, col - 1))
        })
  const sources = [...read.map((row) => at(bandOf(scene, 'input'), row, col)), ...before]
  return [
    ...sources.map((index) => ({ index, as: 'from' as const })),
    ...focus.map((band) => ({ index: at(band, unit, col), as: 'focus' as const })),
  ]
}

/** The equations of one unit at one step, and the cells they are about. */
export function explain(cell: Cell, context: RecurrentContext, pick: Pick): Explanation | null {
  if (pick.panel !== 'time') return null
  const scene = sceneOf(cell, context)
  const { col, unit } = placeOf(scene, pick.index, context.view('view_unit'))
  const masked = scene.masked(col)
  const below = scene.bands.at(-1)!
  const cols = cell.gates.length * scene.units
  const weightRows = context.passes.main.weights.reduce((n, { data }) => n + data.length / cols, 0)
  const used = masked
    ? []
    : cell.gates.flatMap((_, gate) =>
        numbered(weightRows).map((_row, r) => r * cols + gate * scene.units + unit),
      )
  return {
    overlays: {
      time: {
        marks: marksOf(cell, scene, col, unit),
        box: { row: 0, col, rows: below.first + below.rows, cols: 1 },
      },
      weights: { marks: used.map((index) => ({ index, as: 'from' })) },
    },
    sum: headTerms(scene, context, col, unit),
    lines: [
      ...(masked ? [] : gateLines(cell, scene, context, col, unit)),
      ...stateLines(cell, scene, context, col, unit),
    ],
  }
}

/** A picked cell is kept as its step and its unit. */
export function keep(cell: Cell, context: RecurrentContext, pick: Pick): Record<string, number> | null {
  if (pick.panel !== 'time') return null
  const { col, unit } = placeOf(sceneOf(cell, context), pick.index, context.view('view_unit'))
  return { view_step: col, view_unit: unit }
}
