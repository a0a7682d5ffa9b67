import { CELL, type GridModel } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import { shapeText } from '../spec/index.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Panel, Pick, Sign } from './figure.ts'
import {
  axisNames,
  convolutionOf,
  countFormula,
  firstChannel,
  multiplyAdds,
  sumAt,
  tapsOf,
  type Convolution,
  type ConvolutionState,
} from './kernels.ts'
import { ARROW, EQUALS, grid, TIMES } from './parts.ts'
import {
  axisFormulas,
  decimalsAt,
  footprint,
  paddedGrid,
  paddedLength,
  placeInStrip,
  planeNotes,
  planeOf,
  sentences,
  strip,
  stripBox,
  type Plane,
} from './window.ts'

/** One filter and one channel of a convolution over a picture. */
interface Scene extends Convolution {
  readonly plane: Plane
  readonly filter: number
  /** The picked channel within the filter's group, and in the input. */
  readonly channel: number
  readonly inputChannel: number
}

function sceneOf(context: FigureContext<ConvolutionState>): Scene {
  const convolution = convolutionOf(context)
  const { space, filters, channelsPerGroup } = convolution
  const filter = Math.min(context.view('view_filter'), filters - 1)
  const channel = Math.min(context.view('view_channel'), channelsPerGroup - 1)
  const [rows, cols] = [space[0]!, space[1]!]
  return {
    ...convolution,
    plane: { rows, cols },
    filter,
    channel,
    inputChannel: firstChannel(convolution, filter) + channel,
  }
}

/** Width in px that input, kernel and output share on one line. */
const LINE = 640
const SIGNS = 120

const kernelCell = (cols: number) => Math.max(15, Math.min(30, Math.floor(110 / cols)))

/** One measure for input and output, so that a window is as large as the cells it covers. */
function cellOf({ rows, cols }: Plane): number {
  const room = LINE - SIGNS - cols.kernel * kernelCell(cols.kernel)
  const fit = Math.min(room / (paddedLength(cols) + cols.out), 400 / paddedLength(rows))
  return Math.max(5, Math.min(30, Math.floor(fit)))
}

/** The taps, and the bias in a row of its own below. */
function kernelGrid(scene: Scene): GridModel {
  const { plane, kernel, bias, channel, filter } = scene
  const [rows, cols] = [plane.rows.kernel, plane.cols.kernel]
  const taps = tapsOf(scene, channel, filter)
  const cell = kernelCell(cols)
  const options = { scale: scaleOf(kernel.data) }
  if (!bias) return { ...grid(rows, cols, taps, options), cell, decimals: decimalsAt(cell) }
  const values = new Float32Array((rows + 1) * cols)
  values.set(taps)
  values[rows * cols] = bias.data[filter]!
  const cells = Uint8Array.from(values, (_, i) => (i > rows * cols ? CELL.absent : CELL.plain))
  const rowLabels = Array.from({ length: rows + 1 }, (_, r) => (r === rows ? 'b' : ''))
  return {
    ...grid(rows + 1, cols, values, { ...options, cells, rowLabels, rowGaps: [rows] }),
    cell,
    decimals: decimalsAt(cell),
  }
}

function draw(context: FigureContext<ConvolutionState>): FigureModel {
  const { t, state } = context
  const scene = sceneOf(context)
  const {
    plane,
    space,
    input,
    inputAxes,
    output,
    outputAxes,
    bias,
    filters,
    channelsPerGroup,
    filter,
    channel,
    inputChannel,
  } = scene
  const cell = cellOf(plane)
  const filterText = t('figure.filter_of', { index: filter, count: filters })
  const panels: (Panel | Sign)[] = [
    {
      id: 'input',
      title: t('figure.input'),
      role: 'input',
      caption:
        inputAxes.channels > 1
          ? t('figure.channel_of', { index: inputChannel, count: inputAxes.channels })
          : shapeText(input.shape),
      chart: paddedGrid(plane, input.data, inputAxes, inputChannel, { fill: 0, cell }),
    },
    TIMES,
    {
      id: 'kernel',
      title: t(bias ? 'figure.kernel_and_bias' : 'figure.kernel'),
      role: 'weights',
      ...(channelsPerGroup > 1 && { caption: t('figure.channel', { index: channel }) }),
      chart: kernelGrid(scene),
    },
    state.activation && state.activation !== 'linear' ? ARROW : EQUALS,
    {
      id: 'output',
      title: t('figure.output'),
      role: 'output',
      caption: filters > 1 ? filterText : shapeText(output.shape),
      chart: {
        ...grid(plane.rows.out, plane.cols.out, planeOf(output.data, outputAxes, filter), {
          scale: scaleOf(output.data),
        }),
        cell,
        decimals: decimalsAt(cell),
      },
      pick: true,
    },
  ]
  if (inputAxes.channels > 1)
    panels.push({
      id: 'channels',
      title: t('figure.all_channels'),
      role: 'input',
      wide: true,
      chart: strip(input.data, inputAxes),
    })
  if (filters > 1)
    panels.push({
      id: 'maps',
      title: t('figure.all_filters'),
      role: 'output',
      wide: true,
      chart: strip(output.data, outputAxes),
      pick: true,
    })
  const notes = planeNotes(plane, t)
  if (state.groups > 1) {
    const from = inputChannel - channel
    notes.push(t('figure.note_groups', { filter, from, to: from + channelsPerGroup - 1 }))
  }
  const count = plane.rows.out * plane.cols.out
  return {
    panels,
    pickers: [
      { name: 'view_filter', label: t('figure.pick_filter'), count: filters },
      { name: 'view_channel', label: t('figure.pick_channel'), count: channelsPerGroup },
    ],
    player: { panel: 'output', count, start: (plane.rows.out >> 1) * plane.cols.out + (plane.cols.out >> 1) },
    formulas: [
      ...axisFormulas(
        space,
        axisNames(space),
        { size: 'kernel_size', stride: 'strides', dilation: 'dilation_rate' },
        t,
      ),
      countFormula(scene, t),
    ],
    facts: [
      { label: t('fact.macs'), value: String(multiplyAdds(scene)) },
      { label: t('fact.receptive_field'), value: space.map((axis) => axis.span).join(' × ') },
    ],
    ...(notes.length > 0 && { note: sentences(notes) }),
  }
}

function explain(context: FigureContext<ConvolutionState>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { plane, inputAxes, outputAxes, channelsPerGroup, channel, inputChannel } = scene
  const place = pick.panel === 'maps' ? placeInStrip(outputAxes, pick.index) : placeInPlane(scene, pick)
  if (!place) return null
  const { map, row, col } = place
  const cell = row * plane.cols.out + col
  return {
    overlays: {
      input: footprint(plane, row, col),
      kernel: { marks: [], box: { row: 0, col: 0, rows: plane.rows.kernel, cols: plane.cols.kernel } },
      output: { marks: [{ index: cell, as: 'focus' }] },
      channels: {
        marks: [],
        box: stripBox(inputAxes, inputChannel),
        ...(channelsPerGroup > 1 && {
          ghosts: [stripBox(inputAxes, inputChannel - channel, channelsPerGroup)],
        }),
      },
      maps: { marks: [], box: stripBox(outputAxes, map) },
    },
    sum: sumAt(scene, context, map, [row, col]),
  }
}

function placeInPlane({ plane, filter }: Scene, { panel, index }: Pick) {
  if (panel !== 'output' || index >= plane.rows.out * plane.cols.out) return null
  return { map: filter, row: Math.floor(index / plane.cols.out), col: index % plane.cols.out }
}

/** A clicked map becomes the filter shown, at the place clicked. */
function keep(context: FigureContext<ConvolutionState>, pick: Pick) {
  const { outputAxes, plane } = sceneOf(context)
  const place = pick.panel === 'maps' ? placeInStrip(outputAxes, pick.index) : null
  return place && { view_filter: place.map, view_step: place.row * plane.cols.out + place.col }
}

/** A kernel sliding over a picture: padding hatched, holes of dilation visible, unread cells greyed. */
export const convolution: Figure<ConvolutionState> = { draw, explain, keep }
