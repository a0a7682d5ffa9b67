import { numberText, scaleOf } from '../charts/scale.ts'
import { shapeText, type TensorData } from '../spec/index.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Panel, Pick, Sign, Term } from './figure.ts'
import { axisGeometry, mapAxes, type MapAxes } from './geometry.ts'
import { grid } from './parts.ts'
import {
  axisFormulas,
  decimalsAt,
  paddedGrid,
  paddedIndex,
  paddedLength,
  placeInStrip,
  planeNotes,
  planeOf,
  sentences,
  strip,
  stripBox,
  windowBox,
  type Plane,
} from './window.ts'

interface State {
  readonly pool_size: readonly number[]
  readonly strides: readonly number[] | null
  readonly padding: 'valid' | 'same'
  readonly data_format: string | null
}

interface Scene {
  readonly plane: Plane
  readonly input: TensorData
  readonly inputAxes: MapAxes
  readonly output: TensorData
  readonly outputAxes: MapAxes
  /** For each output element its winner's place in the input plane. */
  readonly winner: TensorData
  readonly channel: number
}

function sceneOf({ state, plan, passes, view }: FigureContext<State>): Scene {
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const inputAxes = mapAxes(input.shape, state.data_format)
  const strides = state.strides ?? state.pool_size
  const [rows, cols] = inputAxes.space.map((size, i) =>
    axisGeometry({
      size,
      kernel: state.pool_size[i]!,
      stride: strides[i]!,
      dilation: 1,
      padding: state.padding,
    }),
  )
  return {
    plane: { rows: rows!, cols: cols! },
    input,
    inputAxes,
    output,
    outputAxes: mapAxes(output.shape, state.data_format),
    winner: passes.main.values['winner']!,
    channel: Math.min(view('view_channel'), inputAxes.channels - 1),
  }
}

/** Width in px that input and output share on one line. */
const ROOM = 560

function cellOf({ rows, cols }: Plane): number {
  const fit = Math.min(ROOM / (paddedLength(cols) + cols.out), 400 / paddedLength(rows))
  return Math.max(6, Math.min(36, Math.floor(fit)))
}

/** Gaps where each window begins and ends, while windows do not overlap: the tiles are seen at a glance. */
function tileGaps({ kernel, stride, out }: Plane['rows']): number[] {
  if (kernel > stride || kernel * out > 40) return []
  const edges = Array.from({ length: out }, (_, o) => [o * stride, o * stride + kernel]).flat()
  return [...new Set(edges)].filter((edge) => edge > 0)
}

function draw(context: FigureContext<State>): FigureModel {
  const { t } = context
  const { plane, input, inputAxes, output, outputAxes, channel } = sceneOf(context)
  const { rows, cols } = plane
  const cell = cellOf(plane)
  const many = inputAxes.channels > 1
  const channelText = t('figure.channel_of', { index: channel, count: inputAxes.channels })
  const scale = scaleOf(input.data)
  const panels: (Panel | Sign)[] = [
    {
      id: 'input',
      title: t('figure.input'),
      role: 'input',
      caption: many ? channelText : shapeText(input.shape),
      chart: {
        ...paddedGrid(plane, input.data, inputAxes, channel, { fill: Number.NEGATIVE_INFINITY, cell }),
        rowGaps: tileGaps(rows),
        colGaps: tileGaps(cols),
      },
    },
    { sign: 'max →' },
    {
      id: 'output',
      title: t('figure.output'),
      role: 'output',
      caption: many ? channelText : shapeText(output.shape),
      chart: {
        ...grid(rows.out, cols.out, planeOf(output.data, outputAxes, channel), { scale }),
        cell,
        decimals: decimalsAt(cell),
      },
      pick: true,
    },
  ]
  if (many)
    panels.push(
      {
        id: 'channels',
        title: t('figure.all_channels'),
        role: 'input',
        wide: true,
        chart: strip(input.data, inputAxes),
      },
      {
        id: 'maps',
        title: t('figure.all_outputs'),
        role: 'output',
        wide: true,
        chart: strip(output.data, outputAxes),
        pick: true,
      },
    )
  const notes = planeNotes(plane, t, 'pool_padding')
  const overlap = {
    rows: Math.max(0, rows.kernel - rows.stride),
    cols: Math.max(0, cols.kernel - cols.stride),
  }
  if (overlap.rows + overlap.cols > 0) notes.push(t('figure.note_overlap', overlap))
  return {
    panels,
    pickers: [{ name: 'view_channel', label: t('figure.pick_channel'), count: inputAxes.channels }],
    player: {
      panel: 'output',
      count: rows.out * cols.out,
      start: (rows.out >> 1) * cols.out + (cols.out >> 1),
    },
    formulas: axisFormulas([rows, cols], ['rows', 'cols'], { size: 'pool_size', stride: 'strides' }, t),
    facts: [{ label: t('fact.receptive_field'), value: `${rows.kernel} × ${cols.kernel}` }],
    ...(notes.length > 0 && { note: sentences(notes) }),
  }
}

const MOST_TERMS = 16

/** `max(0.2, −∞, 0.7) = 0.7`, the winner set apart. */
function maxTerms(
  scene: Scene,
  channel: number,
  row: number,
  col: number,
  winner: number,
  t: FigureContext['t'],
): Term[] {
  const { plane, input, inputAxes, output, outputAxes } = scene
  const inside = (r: number, c: number) => r >= 0 && r < plane.rows.size && c >= 0 && c < plane.cols.size
  const read: Term[] = plane.rows.taps(row).flatMap((r) =>
    plane.cols.taps(col).map((c): Term => {
      if (!inside(r, c)) return { value: '−∞', role: 'padding' }
      const text = numberText(input.data[inputAxes.index(channel, [r, c])]!)
      const won = r * plane.cols.size + c === winner
      return { value: text, role: won ? 'output' : 'input', ...(won && { name: t('figure.winner') }) }
    }),
  )
  const shown =
    read.length > MOST_TERMS
      ? [...read.slice(0, MOST_TERMS - 1), t('figure.more_terms', { count: read.length - MOST_TERMS + 1 })]
      : read
  return [
    'max(',
    ...shown.flatMap((term, i) => (i > 0 ? [', ', term] : [term])),
    ') = ',
    { value: numberText(output.data[outputAxes.index(channel, [row, col])]!, 3), role: 'output' },
  ]
}

function placeOf({ plane, channel, outputAxes }: Scene, { panel, index }: Pick) {
  if (panel === 'maps') return placeInStrip(outputAxes, index)
  if (panel !== 'output' || index >= plane.rows.out * plane.cols.out) return null
  return { map: channel, row: Math.floor(index / plane.cols.out), col: index % plane.cols.out }
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { plane, inputAxes, outputAxes, winner } = scene
  const place = placeOf(scene, pick)
  if (!place) return null
  const { map, row, col } = place
  const winnerAt = (r: number, c: number) => winner.data[outputAxes.index(map, [r, c])]!
  const cellOfWinner = (flat: number) =>
    paddedIndex(plane, Math.floor(flat / plane.cols.size), flat % plane.cols.size)
  const own = winnerAt(row, col)
  const others = new Set<number>()
  for (let r = 0; r < plane.rows.out; r++) for (let c = 0; c < plane.cols.out; c++) others.add(winnerAt(r, c))
  others.delete(own)
  // Windows that overlap this one, so that shared cells are seen.
  const shares = ({ kernel, stride, out }: Plane['rows'], o: number) => kernel > stride && o >= 0 && o < out
  const near = [-1, 1].flatMap((d) => [
    ...(shares(plane.rows, row + d) ? [windowBox(plane, row + d, col)] : []),
    ...(shares(plane.cols, col + d) ? [windowBox(plane, row, col + d)] : []),
  ])
  return {
    overlays: {
      input: {
        marks: [
          ...[...others].map((flat) => ({ index: cellOfWinner(flat), as: 'winner' as const })),
          { index: cellOfWinner(own), as: 'winner' },
          { index: cellOfWinner(own), as: 'from' },
        ],
        box: windowBox(plane, row, col),
        ghosts: near,
      },
      output: { marks: [{ index: row * plane.cols.out + col, as: 'focus' }] },
      channels: { marks: [], box: stripBox(inputAxes, map) },
      maps: { marks: [], box: stripBox(outputAxes, map) },
    },
    sum: maxTerms(scene, map, row, col, own, context.t),
  }
}

/** A clicked map becomes the channel shown, at the place clicked. */
function keep(context: FigureContext<State>, pick: Pick) {
  const scene = sceneOf(context)
  const place = pick.panel === 'maps' ? placeOf(scene, pick) : null
  return place && { view_channel: place.map, view_step: place.row * scene.plane.cols.out + place.col }
}

/** Windows over the input, their winners ringed; padding is minus infinity and never wins. */
export const pooling: Figure<State> = { draw, explain, keep }
