import { CELL, type BarsModel, type GridModel } from '../charts/model.ts'
import { numberText, scaleOf } from '../charts/scale.ts'
import { shapeText, type TensorData } from '../spec/index.ts'
import { binomial } from './binomial.ts'
import type {
  Explanation,
  Figure,
  FigureContext,
  FigureModel,
  Formula,
  Panel,
  Pick,
  Sign,
  Term,
} from './figure.ts'
import { ARROW, asMatrix, blockStarts, grid, TIMES } from './parts.ts'

interface State {
  readonly rate: number
  readonly noise_shape: readonly (number | null)[] | null
  readonly seed: number | null
  readonly training: boolean
}

/** Calls of one layer whose masks are shown beside each other. */
const CALLS = 4
/** Less than full colour, so that outlines of the same colour stand out. */
const MASK_SCALE = { kind: 'role', max: 1.6 } as const
/** Side of the values' cells, in px, so that a row of three grids stays on one line. */
const CELL_SIZE = 30
/** Most bars of the histogram. */
const MOST_BINS = 37

interface Scene {
  readonly rate: number
  readonly scale: number
  readonly input: TensorData
  readonly output: TensorData
  readonly rows: number
  readonly cols: number
  /** 1 where a value stayed, in the output's shape. */
  readonly mask: ArrayLike<number>
  /** Shape of what is drawn: one coin for each entry. */
  readonly coins: readonly number[]
  /** Outputs of many calls of one layer, call by call; null while they are not there yet. */
  readonly draws: ArrayLike<number> | null
  readonly calls: number
}

function sceneOf({ state, plan, passes }: FigureContext<State>): Scene {
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const draws = passes.draws?.outputs[0] ?? null
  return {
    rate: state.rate,
    scale: 1 / (1 - state.rate),
    input,
    output,
    ...asMatrix(output),
    mask: passes.main.values.mask?.data ?? Array.from(output.data, () => 1),
    coins: state.noise_shape?.map((entry, axis) => entry ?? input.shape[axis] ?? 1) ?? input.shape,
    draws: draws?.data ?? null,
    calls: draws?.shape[0] ?? plan.passes.draws?.repeat ?? 0,
  }
}

/** Flat index into a shape that broadcasts to `shape`, of the element at flat index `i` of `shape`. */
function projected(i: number, shape: readonly number[], small: readonly number[]): number {
  let flat = 0
  let stride = 1
  for (let axis = 1; axis <= shape.length; axis++) {
    const size = shape.at(-axis)!
    const have = small.at(-axis) ?? 1
    if (have > 1) flat += (i % size) * stride
    stride *= have
    i = Math.floor(i / size)
  }
  return flat
}

const inputAt = ({ input, output }: Scene, i: number) => input.data[projected(i, output.shape, input.shape)]!
const coinOf = ({ coins, output }: Scene, i: number) => projected(i, output.shape, coins)

/** One element of each coin, and so one look at each. */
function faces(scene: Scene): number[] {
  const first: number[] = []
  for (let i = 0; i < scene.output.data.length; i++) first[coinOf(scene, i)] ??= i
  return first.filter((i) => i !== undefined)
}

/** What many calls came to. */
interface Summary {
  /** How many coins kept their values, in each call. */
  readonly kept: readonly number[]
  readonly mean: Float32Array
}

// Summed once for each result, not at each step of the player.
const summaries = new WeakMap<ArrayLike<number>, Summary>()

function summaryOf({ draws, output, calls }: Scene, looks: readonly number[]): Summary | null {
  if (!draws) return null
  const known = summaries.get(draws)
  if (known) return known
  const size = output.data.length
  const kept: number[] = []
  const mean = new Float32Array(size)
  for (let call = 0; call < calls; call++) {
    let stayed = 0
    for (const i of looks) if (draws[call * size + i] !== 0) stayed += 1
    kept.push(stayed)
    for (let i = 0; i < size; i++) mean[i]! += draws[call * size + i]! / calls
  }
  summaries.set(draws, { kept, mean })
  return { kept, mean }
}

const average = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / Math.max(1, values.length)
const percent = (share: number) => `${numberText(share * 100, 1)}%`

/** Draws by how much of the mask they kept, against what the binomial law expects. */
function histogram(
  scene: Scene,
  looks: readonly number[],
  kept: readonly number[],
  t: FigureContext['t'],
): BarsModel {
  const n = looks.length
  const law = binomial(n, 1 - scene.rate)
  const middle = n * (1 - scene.rate)
  const reach = Math.ceil(4.5 * Math.sqrt(middle * scene.rate)) + 1
  const low = Math.max(0, Math.floor(middle) - reach)
  const high = Math.min(n, Math.ceil(middle) + reach)
  const width = Math.ceil((high - low + 1) / MOST_BINS)
  const bins = Math.ceil((high - low + 1) / width)
  const binOf = (k: number) => Math.max(0, Math.min(bins - 1, Math.floor((k - low) / width)))
  const counts = new Array<number>(bins).fill(0)
  for (const k of kept) counts[binOf(k)]! += 1
  const expected = new Array<number>(bins).fill(0)
  law.forEach((share, k) => (expected[binOf(k)]! += share * scene.calls))
  return {
    chart: 'bars',
    labels: counts.map((_, bin) => `${Math.round((100 * (low + bin * width + (width - 1) / 2)) / n)}%`),
    series: [{ name: t('figure.dropout_calls_bar'), role: 'mask', values: counts }],
    expected: { name: t('figure.dropout_expected'), values: expected },
    here: { name: t('figure.dropout_this'), index: binOf(looks.filter((i) => scene.mask[i] !== 0).length) },
    xLabel: t('figure.dropout_share'),
    yLabel: '',
    y: [0, Math.max(1, ...counts, ...expected) * 1.08],
  }
}

/** The masks of the first calls beside each other; calls not yet known are left blank. */
function callsGrid(scene: Scene, t: FigureContext['t']): GridModel {
  const { rows, cols, mask, draws, output } = scene
  const values = new Float32Array(rows * cols * CALLS)
  const cells = new Uint8Array(values.length)
  for (let row = 0; row < rows; row++)
    for (let call = 0; call < CALLS; call++)
      for (let col = 0; col < cols; col++) {
        const [at, i] = [(row * CALLS + call) * cols + col, row * cols + col]
        if (call === 0) values[at] = mask[i]!
        else if (draws) values[at] = Number(draws[call * output.data.length + i] !== 0)
        else cells[at] = CELL.absent
      }
  return {
    chart: 'grid',
    rows,
    cols: cols * CALLS,
    values,
    cells,
    scale: MASK_SCALE,
    decimals: null,
    cell: Math.max(6, Math.min(14, Math.floor(560 / (cols * CALLS)))),
    rowGaps: rowGaps(scene),
    colGaps: Array.from({ length: CALLS - 1 }, (_, call) => [(call + 1) * cols, (call + 1) * cols]).flat(),
    colGroups: Array.from({ length: CALLS }, (_, call) => ({
      start: call * cols,
      count: cols,
      text: t('figure.dropout_call', { number: call + 1 }),
    })),
  }
}

/** A rank-3 input is a stack of rows, one block of steps for each sample. */
const rowGaps = ({ output, rows }: Scene) =>
  output.shape.length === 3 ? blockStarts(rows, output.shape[1]!) : []

function formulas(
  scene: Scene,
  looks: readonly number[],
  summary: Summary | null,
  t: FigureContext['t'],
): Formula[] {
  const { rate, scale, coins, input, output, mask } = scene
  const count = looks.length
  const stayed = looks.filter((i) => mask[i] !== 0).length
  const spread = Math.sqrt((rate * (1 - rate)) / Math.max(1, count))
  const value = (x: number, role: 'input' | 'output' | 'mask' | 'neutral', name?: string): Term => ({
    value: numberText(x, 3),
    role,
    ...(name !== undefined && { name }),
  })
  return [
    {
      label: t('formula.dropout_scale'),
      terms: [{ frac: [['1'], ['1 − ', value(rate, 'neutral', 'rate')]] }, ' = ', value(scale, 'output')],
    },
    {
      label: t('formula.dropout_coins'),
      terms: [
        { value: shapeText(coins), role: 'mask' },
        ` → ${coins.join(' × ') || '1'} = `,
        value(count, 'mask'),
        count === output.data.length
          ? t('formula.dropout_own')
          : t('formula.dropout_each', {
              values: output.data.length,
              each: numberText(output.data.length / Math.max(1, count), 1),
            }),
      ],
    },
    {
      label: t('formula.dropout_kept'),
      terms: [
        value(stayed, 'mask'),
        ' / ',
        value(count, 'mask'),
        ` = ${percent(stayed / Math.max(1, count))}`,
        t('formula.dropout_against', { expected: percent(1 - rate), spread: percent(spread) }),
        ...(summary
          ? [t('formula.dropout_measured', { share: percent(average(summary.kept) / count) })]
          : []),
      ],
    },
    {
      label: t('formula.dropout_mean'),
      terms: [
        `${t('figure.input')} `,
        value(average(input.data), 'input'),
        ` · ${t('figure.dropout_this')} `,
        value(average(output.data), 'output'),
        ` · ${t('figure.dropout_mean_of', { calls: scene.calls })} `,
        summary ? value(average(summary.mean), 'output') : '…',
      ],
    },
  ]
}

/** Keras's axes by their names, for inputs of rank 2 and 3. */
const AXES: Readonly<Record<number, readonly string[]>> = {
  2: ['batch', 'features'],
  3: ['batch', 'steps', 'features'],
}

function note(context: FigureContext<State>, scene: Scene): string {
  const { t, state } = context
  const { rate, scale, output, coins, mask } = scene
  if (!state.training) return t('figure.dropout_note_inference')
  if (rate === 0) return t('figure.dropout_note_zero')
  const shared = output.shape
    .map((size, axis) => (size > 1 && (coins.at(axis - output.shape.length) ?? 1) === 1 ? axis : -1))
    .filter((axis) => axis >= 0)
  const names = AXES[output.shape.length]
  if (shared.length > 0 && names)
    return t('figure.dropout_note_shared', {
      axes: shared.map((axis) => t(`figure.dropout_axis_${names[axis]}`)).join(t('figure.dropout_and')),
      each: shared.reduce((n, axis) => n * output.shape[axis]!, 1),
    })
  const values = {
    kept: Array.from(mask).filter((m) => m !== 0).length,
    count: mask.length,
    scale: numberText(scale),
  }
  return t(rate >= 0.8 ? 'figure.dropout_note_high' : 'figure.dropout_note', values)
}

function draw(context: FigureContext<State>): FigureModel {
  const { t, state, passes } = context
  const scene = sceneOf(context)
  const { rows, cols, input, output, mask, scale } = scene
  const inference = passes.inference?.outputs[0]
  const colours = scaleOf([...Array.from(input.data), ...Array.from(output.data)])
  const values = (x: TensorData | { data: ArrayLike<number> }, more: Partial<GridModel> = {}): GridModel => {
    const model = grid(rows, cols, x.data, { scale: colours, rowGaps: rowGaps(scene) })
    return { ...model, ...(model.decimals !== null && { cell: CELL_SIZE }), ...more }
  }
  const cellsOf = (dropped: number) => Array.from(mask, (m) => (m === 0 ? dropped : CELL.plain))
  const labelled = output.shape.length === 3 && output.shape[0]! > 1
  const rowGroups = labelled
    ? Array.from({ length: output.shape[0]! }, (_, b) => ({
        start: b * output.shape[1]!,
        count: output.shape[1]!,
        text: t('figure.dropout_sample', { index: b }),
      }))
    : []
  const panels: (Panel | Sign)[] = [
    {
      id: 'input',
      title: t('figure.input'),
      role: 'input',
      caption: shapeText(input.shape),
      chart: {
        ...grid(...pair(input), input.data, { scale: colours, rowGaps: rowGaps(scene) }),
        ...(values(input).cell && { cell: CELL_SIZE }),
        ...(labelled && { rowGroups }),
      },
      pick: true,
    },
  ]
  const result: Panel = {
    id: 'output',
    title: t('figure.output'),
    role: 'output',
    caption: `training=${state.training ? 'True' : 'False'}`,
    chart: values(output, { cells: cellsOf(CELL.dropped) }),
    pick: true,
  }
  if (!state.training)
    return {
      panels: [...panels, ARROW, result],
      pickers: [],
      player: { panel: 'output', count: output.data.length },
      formulas: [],
      facts: [],
      note: note(context, scene),
    }
  const looks = faces(scene)
  const summary = summaryOf(scene, looks)
  const mean = summary?.mean ?? null
  const blank = new Uint8Array(rows * cols).fill(CELL.absent)
  panels.push(
    TIMES,
    {
      id: 'mask',
      title: t('figure.dropout_mask'),
      role: 'mask',
      caption: shapeText(scene.coins),
      chart: values(
        { data: mask },
        // Struck through, a 0 could not be read.
        {
          scale: MASK_SCALE,
          cells: cellsOf(CELL.masked),
          decimals: null,
          texts: Array.from(mask, (m) => (m === 0 ? '' : '1')),
        },
      ),
      pick: true,
    },
    { sign: `×${numberText(scale)} =` },
    result,
    ...(inference
      ? [
          {
            id: 'inference',
            title: t('figure.dropout_inference'),
            role: 'output' as const,
            caption: 'training=False',
            chart: {
              ...grid(...pair(inference), inference.data, { scale: colours, rowGaps: rowGaps(scene) }),
              ...(values(input).cell && { cell: CELL_SIZE }),
            },
            pick: true,
            below: true,
          },
        ]
      : []),
    {
      id: 'mean',
      title: t('figure.dropout_mean', { calls: scene.calls }),
      role: 'output',
      caption: 'training=True',
      chart: values({ data: mean ?? new Float32Array(rows * cols) }, mean ? {} : { cells: blank }),
      pick: true,
      below: true,
    },
    {
      id: 'histogram',
      title: t('figure.dropout_histogram', { calls: scene.calls }),
      role: 'mask',
      caption: scene.draws ? t('figure.dropout_done', { count: looks.length }) : t('figure.dropout_waiting'),
      chart: histogram(scene, looks, summary?.kept ?? [], t),
      below: true,
    },
    {
      id: 'calls',
      title: t('figure.dropout_calls'),
      role: 'mask',
      caption: `seed=${state.seed ?? 'None'}`,
      chart: callsGrid(scene, t),
      below: true,
      wide: true,
    },
  )
  return {
    panels,
    pickers: [],
    player: { panel: 'output', count: output.data.length },
    formulas: formulas(scene, looks, summary, t),
    facts: [],
    note: note(context, scene),
  }
}

const pair = (x: TensorData): [number, number] => {
  const { rows, cols } = asMatrix(x)
  return [rows, cols]
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { state, passes, t } = context
  const { output, mask, scale, draws, calls, cols } = scene
  const i = pick.index
  if (i >= output.data.length) return null
  const value: Term = { value: numberText(inputAt(scene, i)), role: 'input' }
  const result: Term = { value: numberText(output.data[i]!, 3), role: 'output' }
  const from = { marks: [{ index: i, as: 'from' as const }] }
  const source = projected(i, output.shape, scene.input.shape)
  const base = {
    input: { marks: [{ index: source, as: 'from' as const }] },
    output: { marks: [{ index: i, as: 'focus' as const }] },
  }
  const places = { input: source, output: i, mask: i, inference: source, mean: i }
  if (!state.training) return { overlays: base, sum: [value, ' = ', result], places }
  const coin = coinOf(scene, i)
  const sharing = Array.from({ length: output.data.length }, (_, k) => k).filter(
    (k) => coinOf(scene, k) === coin,
  )
  const stays = mask[i] !== 0
  const outputs = draws
    ? Array.from({ length: calls }, (_, call) => draws[call * output.data.length + i]!)
    : []
  const inference = passes.inference?.outputs[0]?.data[source]
  return {
    overlays: {
      ...base,
      mask: { marks: sharing.map((index) => ({ index, as: 'from' as const })) },
      inference: { marks: [{ index: source, as: 'from' }] },
      // What is not drawn yet is not marked either.
      ...(draws && { mean: from }),
      calls: {
        marks: Array.from({ length: draws ? CALLS : 1 }, (_, call) => ({
          index: (Math.floor(i / cols) * CALLS + call) * cols + (i % cols),
          as: 'from' as const,
        })),
      },
    },
    places,
    sum: [
      value,
      ' × ',
      {
        value: stays ? '1' : '0',
        role: 'mask',
        name: t(stays ? 'figure.dropout_stays' : 'figure.dropout_goes'),
      },
      ' × ',
      { value: numberText(scale, 3), role: 'neutral', name: '1/(1 − rate)' },
      ' = ',
      result,
    ],
    lines: [
      {
        label: t('figure.dropout_element'),
        terms: [
          `${t('figure.dropout_at_inference')} `,
          { value: inference === undefined ? '' : numberText(inference, 3), role: 'output' },
          ` · ${t('figure.dropout_mean_of', { calls })} `,
          outputs.length > 0 ? { value: numberText(average(outputs), 3), role: 'output' } : '…',
          ...(outputs.length > 0
            ? [t('figure.dropout_times', { times: outputs.filter((v) => v !== 0).length })]
            : []),
        ],
      },
    ],
  }
}

/** Values times a mask of coins times a scale: what training does and inference leaves, over many calls. */
export const dropout: Figure<State> = {
  draw,
  explain,
  // A clicked element becomes the player's.
  keep: (_context, { index }) => ({ view_step: index }),
}
