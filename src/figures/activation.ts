import type { Dot, Series } from '../charts/model.ts'
import { cellText, numberText } from '../charts/scale.ts'
import { shapeText, type PassResult, type TensorData } from '../spec/index.ts'
import { formulaOf, mixesRow, worked, type Row } from './activation_formulas.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Panel, Pick, Sign, Term } from './figure.ts'
import { ARROW, asMatrix, grid, padded } from './parts.ts'

interface State {
  readonly activation: string | null
  readonly compare_with: string | null
}

/** Slopes smaller than this let next to no gradient back. */
const FLAT = 0.01

/** Keras takes None for the linear one. */
const nameOf = (activation: string | null) => activation ?? 'linear'

/** Everything about one of the two activations. */
interface Function {
  readonly name: string
  readonly role: 'output' | 'state'
  /** Its result for the demo input. */
  readonly pass: PassResult
  /** Over the x axis; null where there is no curve. */
  readonly curve: PassResult | null
}

interface Scene {
  readonly input: TensorData
  readonly rows: number
  readonly cols: number
  readonly row: number
  readonly main: Function
  readonly other: Function | null
  readonly x: TensorData | null
}

function sceneOf({ state, plan, passes, view }: FigureContext<State>): Scene {
  const input = plan.passes.main.inputs[0]!
  const { rows, cols } = asMatrix(input)
  const { compare } = passes
  return {
    input,
    rows,
    cols,
    row: Math.min(view('view_row'), rows - 1),
    main: { name: nameOf(state.activation), role: 'output', pass: passes.main, curve: passes.curve ?? null },
    other: compare
      ? {
          name: nameOf(state.compare_with),
          role: 'state',
          pass: compare,
          curve: passes.compare_curve ?? null,
        }
      : null,
    x: plan.passes.curve?.inputs[0] ?? plan.passes.compare_curve?.inputs[0] ?? null,
  }
}

const functionsOf = ({ main, other }: Scene): Function[] => (other ? [main, other] : [main])

/** The slopes over x with a hole at each jump: a bend in the curve has no slope between its two sides. */
function withHoles(x: ArrayLike<number>, slopes: ArrayLike<number>): { x: number[]; y: number[] } {
  const out = { x: [] as number[], y: [] as number[] }
  const step = (i: number) => Math.abs((slopes[i + 1] ?? NaN) - slopes[i]!)
  for (let i = 0; i < slopes.length; i++) {
    out.x.push(x[i]!)
    out.y.push(slopes[i]!)
    const around = Math.max(step(i - 1) || 0, step(i + 1) || 0)
    if (step(i) > 0.08 && step(i) > 3 * around) {
      out.x.push(x[i]!)
      out.y.push(NaN)
    }
  }
  return out
}

/** The domain of y for all of some values, no higher than the x axis is wide: only `exponential` is cut. */
function domain(values: readonly number[], reach: number): readonly [number, number] {
  return padded(values.map((v) => Math.max(-reach, Math.min(reach, v))))
}

/** Values of a function at the demo input as dots: those of the first can be picked, the second's wait for it. */
function dotsOf(
  scene: Scene,
  value: (f: Function, i: number) => number,
  slope?: (f: Function, i: number) => number | undefined,
): Dot[] {
  const count = scene.rows * scene.cols
  return functionsOf(scene).flatMap((f, which) =>
    Array.from({ length: count }, (_, i) => ({
      x: scene.input.data[i]!,
      y: f.curve ? value(f, i) : NaN,
      role: f.role,
      ...(slope && f.curve && { slope: slope(f, i)! }),
      ...(which > 0 && { quiet: true }),
    })),
  )
}

const outputAt = (f: Function, i: number) => f.pass.outputs[0]!.data[i]!
const slopeAt = (f: Function, i: number) => f.pass.gradient?.data[i] ?? NaN

function curvePanels(scene: Scene, x: TensorData, t: FigureContext['t']): Panel[] {
  const drawn = functionsOf(scene).filter(({ curve }) => curve)
  const [low, high] = [x.data[0]!, x.data[x.data.length - 1]!]
  const reach = Math.max(high, -low) * 1.1 + 0.5
  const series = (values: (f: Function) => { x: ArrayLike<number>; y: ArrayLike<number> }): Series[] =>
    drawn.map((f) => ({
      name: f.name,
      role: f.role,
      ...(f.role === 'state' && { dashed: true }),
      ...values(f),
    }))
  const curves = series((f) => ({ x: x.data, y: f.curve!.outputs[0]!.data }))
  const slopes = series((f) => withHoles(x.data, f.curve!.gradient!.data))
  const all = (of: Series[]) => of.flatMap(({ y }) => Array.from(y)).filter(Number.isFinite)
  const common = { chart: 'curve', x: [low, high], xLabel: 'x', yLabel: '' } as const
  return [
    {
      id: 'curve',
      title: t('figure.activation_curve'),
      role: 'output',
      caption: 'f(x)',
      chart: {
        ...common,
        series: curves,
        y: domain(all(curves), reach),
        dots: dotsOf(scene, outputAt, slopeAt),
      },
      pick: true,
    },
    {
      id: 'slope',
      title: t('figure.activation_slope'),
      role: 'neutral',
      caption: 'f′(x)',
      chart: {
        ...common,
        series: slopes,
        y: domain([...all(slopes), 1], reach),
        dots: dotsOf(scene, slopeAt),
      },
      pick: true,
    },
  ]
}

const rowOf = (x: TensorData, { row, cols }: Scene) =>
  Array.from({ length: cols }, (_, c) => x.data[row * cols + c]!)

/** Input row → output row: for functions whose outputs depend on each other. */
function barPanels(scene: Scene, t: FigureContext['t']): (Panel | Sign)[] {
  const labels = Array.from({ length: scene.cols }, (_, c) => String(c))
  const common = { chart: 'bars', labels, yLabel: '', xLabel: t('figure.activation_index') } as const
  const outputs = functionsOf(scene).map((f) => ({
    name: f.name,
    role: f.role,
    values: rowOf(f.pass.outputs[0]!, scene),
  }))
  const sum = numberText(
    outputs[0]!.values.reduce((total, v) => total + v, 0),
    3,
  )
  return [
    {
      id: 'bars_in',
      title: t('figure.activation_row', { row: scene.row }),
      role: 'input',
      caption: 'x',
      chart: {
        ...common,
        decimals: 2,
        series: [{ name: 'x', role: 'input', values: rowOf(scene.input, scene) }],
      },
      pick: true,
    },
    ARROW,
    {
      id: 'bars_out',
      title: `${scene.main.name}(x)`,
      role: 'output',
      caption: t('figure.activation_sum', { sum }),
      chart: { ...common, decimals: 3, series: outputs },
      pick: true,
    },
  ]
}

/** How many inputs lie where a function is all but flat. */
const flatCount = (f: Function) =>
  Array.from(f.pass.gradient?.data ?? []).filter((slope) => Math.abs(slope) < FLAT).length

function note(scene: Scene, t: FigureContext['t']): string {
  const { main, other, rows, cols } = scene
  if (!main.curve) return t('figure.activation_no_curve', { name: main.name })
  const counts = functionsOf(scene)
    .filter(({ curve }) => curve)
    .map((f) => `${f.name} ${flatCount(f)} / ${rows * cols}`)
    .join(t('figure.activation_join'))
  const flat = t('figure.activation_flat', { limit: FLAT, counts })
  return other && !other.curve ? `${flat} ${t('figure.activation_no_curve', { name: other.name })}` : flat
}

function draw(context: FigureContext<State>): FigureModel {
  const { t } = context
  const scene = sceneOf(context)
  const { input, rows, cols, main, other, x } = scene
  const table = (
    id: string,
    title: string,
    role: Panel['role'],
    values: TensorData,
    caption: string,
  ): Panel => ({
    id,
    title,
    role,
    caption,
    chart: grid(rows, cols, values.data, { texts: Array.from(values.data, (v) => cellText(v)) }),
    pick: true,
    wide: cols > 5,
    below: true,
  })
  const panels: (Panel | Sign)[] = [
    ...(main.curve && x ? curvePanels(scene, x, t) : barPanels(scene, t)),
    table('input', t('figure.input'), 'input', input, shapeText(input.shape)),
    table('output', t('figure.output'), 'output', main.pass.outputs[0]!, `${main.name}(x)`),
    ...(other
      ? [table('compare', t('figure.activation_other'), 'state', other.pass.outputs[0]!, `${other.name}(x)`)]
      : []),
  ]
  const indices = main.curve ? null : Array.from({ length: cols }, (_, c) => scene.row * cols + c)
  return {
    panels,
    pickers: main.curve ? [] : [{ name: 'view_row', label: t('figure.activation_pick_row'), count: rows }],
    player: {
      panel: 'output',
      count: indices?.length ?? rows * cols,
      ...(indices && { indices }),
      // The third of the way along an evenly spaced input is below 0, where activations differ.
      start: Math.floor((indices?.length ?? rows * cols) / 3),
    },
    formulas: functionsOf(scene).map((f) => ({ label: `${f.name}(x)`, terms: formulaOf(f.name) })),
    facts: [],
    note: note(scene, t),
  }
}

/** The element a pick means, whichever panel it was made in. */
function elementOf({ panel, index }: Pick, { row, cols, rows }: Scene): number | null {
  const element = panel.startsWith('bars') ? row * cols + index : index
  return element < rows * cols ? element : null
}

/** The formula in numbers; left out where it is no more than the result. */
function written(name: string, row: Row): Term[] {
  const terms = worked(name, row)
  return terms.length > 1 ? [...terms, ' = '] : []
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { t } = context
  const { input, rows, cols, main, other } = scene
  const i = elementOf(pick, scene)
  if (i === null) return null
  const mixed = mixesRow(main.name)
  const [row, col] = [Math.floor(i / cols), i % cols]
  const wholeRow = Array.from({ length: cols }, (_, c) => ({ index: row * cols + c, as: 'from' as const }))
  const marks = [{ index: i, as: 'focus' as const }]
  const onCurve = {
    marks: [...(other?.curve ? [{ index: rows * cols + i, as: 'from' as const }] : []), ...marks],
  }
  const value: Term = { value: numberText(input.data[i]!), role: 'input' }
  const inRow = { values: wholeRow.map(({ index }) => input.data[index]!), index: col }
  const equation = (f: Function): Term[] => [
    `${f.name}(`,
    value,
    ') = ',
    ...written(f.name, inRow),
    { value: numberText(outputAt(f, i), 4), role: f.role },
    ...(f.curve
      ? [`${t('figure.activation_slope_is')} `, { value: numberText(slopeAt(f, i), 4), role: f.role }]
      : []),
  ]
  return {
    overlays: {
      input: { marks: mixed ? wholeRow : [{ index: i, as: 'from' }] },
      output: { marks },
      compare: { marks: [{ index: i, as: 'from' }] },
      curve: onCurve,
      slope: onCurve,
      ...(row === scene.row && {
        bars_in: { marks: [{ index: col, as: 'from' }] },
        bars_out: { marks: [{ index: col, as: 'focus' }] },
      }),
    },
    sum: equation(main),
    places: {
      ...Object.fromEntries(['input', 'output', 'compare', 'curve', 'slope'].map((panel) => [panel, i])),
      ...(row === scene.row && { bars_in: col, bars_out: col }),
    },
    ...(other && { lines: [{ label: t('figure.activation_other'), terms: equation(other) }] }),
  }
}

/** A clicked element becomes the player's. */
function keep(context: FigureContext<State>, pick: Pick): Readonly<Record<string, number>> | null {
  const scene = sceneOf(context)
  const i = elementOf(pick, scene)
  if (i === null) return null
  return scene.main.curve
    ? { view_step: i }
    : { view_row: Math.floor(i / scene.cols), view_step: i % scene.cols }
}

/** An activation as a curve with its slope, the demo input as dots on it; as bars where a whole row counts. */
export const activation: Figure<State> = { draw, explain, keep }
