import type { Overlay } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import { shapeText, sizeOf, type TensorData } from '../spec/index.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Formula, Panel, Pick, Sign } from './figure.ts'
import { axisGeometry, mapAxes, type AxisGeometry, type MapAxes, type Padding } from './geometry.ts'
import { ARROW, EQUALS, grid, PLUS, sumTerms, TIMES, weight, type Product } from './parts.ts'
import { footprint, lengthTerms, paddedGrid, type Plane } from './window.ts'

interface State {
  readonly kernel_size: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dilation_rate: readonly number[]
  readonly groups: number
  readonly activation: string | null
  readonly data_format: string | null
}

/** Everything of one convolution that its panels are drawn from. */
interface Scene {
  readonly plane: Plane
  readonly space: readonly AxisGeometry[]
  readonly input: TensorData
  readonly inputAxes: MapAxes
  readonly output: TensorData
  readonly outputAxes: MapAxes
  readonly kernel: TensorData
  readonly bias: TensorData | undefined
  readonly filters: number
  readonly channelsPerGroup: number
  /** The picked filter, the picked channel within its group, and that channel's place in the input. */
  readonly filter: number
  readonly channel: number
  readonly inputChannel: number
}

/** A one-row axis, for the rows of a signal. */
const single = axisGeometry({ size: 1, kernel: 1, stride: 1, dilation: 1, padding: 'valid' })

function sceneOf({ state, plan, passes, view }: FigureContext<State>): Scene {
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const kernel = weight(passes.main, 'kernel')!
  const inputAxes = mapAxes(input.shape, state.data_format)
  const outputAxes = mapAxes(output.shape, state.data_format)
  const space = inputAxes.space.map((size, i) =>
    axisGeometry({
      size,
      kernel: state.kernel_size[i]!,
      stride: state.strides[i]!,
      dilation: state.dilation_rate[i]!,
      padding: state.padding,
    }),
  )
  const [rows, cols] = space.length === 1 ? [single, space[0]!] : [space[0]!, space[1]!]
  const filters = kernel.shape.at(-1)!
  const channelsPerGroup = kernel.shape.at(-2)!
  const filter = Math.min(view('view_filter'), filters - 1)
  const channel = Math.min(view('view_channel'), channelsPerGroup - 1)
  return {
    plane: { rows, cols },
    space,
    input,
    inputAxes,
    output,
    outputAxes,
    kernel,
    bias: weight(passes.main, 'bias'),
    filters,
    channelsPerGroup,
    filter,
    channel,
    inputChannel: Math.floor(filter / (filters / state.groups)) * channelsPerGroup + channel,
  }
}

/** One filter's taps for one channel, laid out as the window is. */
function kernelSlice(scene: Scene, channel: number, filter: number): Float32Array {
  const { kernel, filters, channelsPerGroup } = scene
  const taps = sizeOf(kernel.shape.slice(0, -2))
  return Float32Array.from({ length: taps }, (_, k) => kernel.data[(k * channelsPerGroup + channel) * filters + filter]!)
}

function outputPlane(scene: Scene): Float32Array {
  const { plane, output, outputAxes, filter } = scene
  const values = new Float32Array(plane.rows.out * plane.cols.out)
  for (let i = 0; i < values.length; i++) values[i] = output.data[outputAxes.index(filter, positionOf(scene, i))]!
  return values
}

/** Output position of a cell of the output panel. */
function positionOf({ plane, space }: Scene, cell: number): number[] {
  const col = cell % plane.cols.out
  return space.length === 1 ? [col] : [Math.floor(cell / plane.cols.out), col]
}

const AXIS_NAMES: Readonly<Record<number, readonly string[]>> = { 1: ['steps'], 2: ['rows', 'cols'] }

function formulas(scene: Scene, t: FigureContext['t']): Formula[] {
  const { space, filters, channelsPerGroup, kernel, bias } = scene
  const names = AXIS_NAMES[space.length] ?? []
  const lengths = space.map((axis, i) => ({ label: t(`formula.out_${names[i]}`), terms: lengthTerms(axis) }))
  const taps = sizeOf(kernel.shape.slice(0, -2))
  return [
    ...lengths,
    {
      label: t('formula.param_count'),
      terms: [
        { value: String(taps), role: 'weights', name: 'kernel_size' },
        ' × ',
        { value: String(channelsPerGroup), role: 'input', name: 'channels / groups' },
        ' × ',
        { value: String(filters), role: 'output', name: 'filters' },
        ...(bias ? [' + ', { value: String(filters), role: 'weights' as const, name: 'bias' }] : []),
        ` = ${taps * channelsPerGroup * filters + (bias ? filters : 0)}`,
      ],
    },
  ]
}

function draw(context: FigureContext<State>): FigureModel {
  const { t } = context
  const scene = sceneOf(context)
  const { plane, space, input, inputAxes, output, kernel, bias, filters, channelsPerGroup, filter, channel, inputChannel } = scene
  const taps = kernelSlice(scene, channel, filter)
  const [kernelRows, kernelCols] = [plane.rows.kernel, plane.cols.kernel]
  const panels: (Panel | Sign)[] = [
    {
      id: 'input',
      title: t('figure.input'),
      role: 'input',
      caption: inputAxes.channels > 1 ? t('figure.channel_of', { index: inputChannel, count: inputAxes.channels }) : shapeText(input.shape),
      chart: paddedGrid(plane, input.data, inputAxes, inputChannel),
    },
    TIMES,
    {
      id: 'kernel',
      title: t('figure.kernel'),
      role: 'weights',
      caption: t('figure.filter_of', { index: filter, count: filters }),
      chart: grid(kernelRows, kernelCols, taps, { scale: scaleOf(kernel.data) }),
    },
  ]
  if (bias) panels.push(PLUS, { id: 'bias', title: t('figure.bias'), role: 'weights', chart: grid(1, 1, [bias.data[filter]!]) })
  panels.push(context.state.activation ? ARROW : EQUALS, {
    id: 'output',
    title: t('figure.output'),
    role: 'output',
    caption: filters > 1 ? t('figure.filter_of', { index: filter, count: filters }) : shapeText(output.shape),
    chart: grid(plane.rows.out, plane.cols.out, outputPlane(scene), { scale: scaleOf(output.data) }),
    pick: true,
  })
  const taken = sizeOf(output.shape) * sizeOf(kernel.shape.slice(0, -1))
  return {
    panels,
    pickers: [
      { name: 'view_filter', label: t('figure.pick_filter'), count: filters },
      { name: 'view_channel', label: t('figure.pick_channel'), count: channelsPerGroup },
    ],
    player: { panel: 'output', count: plane.rows.out * plane.cols.out },
    formulas: formulas(scene, t),
    facts: [
      { label: t('fact.macs'), value: String(taken) },
      { label: t('fact.receptive_field'), value: space.map((axis) => axis.span).join(' × ') },
    ],
  }
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { plane, space, input, inputAxes, output, outputAxes, bias, filter, channel, channelsPerGroup, inputChannel } = scene
  if (pick.panel !== 'output' || pick.index >= plane.rows.out * plane.cols.out) return null
  const [row, col] = [Math.floor(pick.index / plane.cols.out), pick.index % plane.cols.out]
  const [rows, cols] = [plane.rows.taps(row), plane.cols.taps(col)]
  const inside = (r: number, c: number) => r >= 0 && r < plane.rows.size && c >= 0 && c < plane.cols.size
  const first = inputChannel - channel
  const products: Product[] = Array.from({ length: channelsPerGroup }, (_, k) => {
    const slice = kernelSlice(scene, k, filter)
    return rows.flatMap((r, i) =>
      cols.map((c, j) => ({
        a: inside(r, c) ? input.data[inputAxes.index(first + k, space.length === 1 ? [c] : [r, c])]! : 0,
        b: slice[i * cols.length + j]!,
      })),
    )
  }).flat()
  const taps: Overlay = { marks: rows.flatMap((_, i) => cols.map((_c, j) => ({ index: i * cols.length + j, as: 'from' as const }))) }
  return {
    overlays: {
      input: footprint(plane, row, col),
      kernel: taps,
      ...(bias && { bias: { marks: [{ index: 0, as: 'from' as const }] } }),
      output: { marks: [{ index: pick.index, as: 'focus' }] },
    },
    sum: sumTerms(products, {
      ...(bias && { bias: bias.data[filter]! }),
      activation: context.state.activation,
      output: output.data[outputAxes.index(filter, positionOf(scene, pick.index))]!,
      more: (count) => context.t('figure.more_terms', { count }),
    }),
  }
}

/** A kernel sliding over a signal or a picture: padding hatched, holes of dilation visible, unread cells greyed. */
export const convolution: Figure<State> = { draw, explain }
