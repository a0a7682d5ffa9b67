import { CELL, type GridModel, type StackModel, type StackRow } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import type { FigureContext, Panel } from './figure.ts'
import type { AxisGeometry } from './geometry.ts'
import { convolutionOf, firstChannel, tapsOf, type Convolution, type ConvolutionState } from './kernels.ts'
import { grid, padded } from './parts.ts'
import { stackOf, type StackedAxis } from './receptive.ts'
import { paddedLength } from './window.ts'

export interface SignalState extends ConvolutionState {
  readonly stack_layers: number
}

/** Lanes and kernel blocks shown at once; with more of them the reader picks one. */
export const MOST_LANES = 8
/** Steps, padding among them, whose numbers can still be read. */
const MOST_NUMBERS = 20

/** A convolution over a signal, and the stack of layers like it. */
export interface Scene extends Convolution {
  readonly layers: readonly StackedAxis[]
  /** Input channels and filters that have a lane. */
  readonly channels: readonly number[]
  readonly shownFilters: readonly number[]
  /** First node index of each row, and how many of its nodes are padding in front. */
  readonly base: readonly number[]
  readonly before: readonly number[]
  /** Nodes of each row's lane. */
  readonly counts: readonly number[]
}

export const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const lanesOf = (count: number, picked: number) =>
  count <= MOST_LANES ? range(count) : [Math.min(picked, count - 1)]

export function sceneOf(context: FigureContext<SignalState>): Scene {
  const convolution = convolutionOf(context)
  const layers = stackOf(convolution.space[0]!, context.state.stack_layers)
  const channels = lanesOf(convolution.inputAxes.channels, context.view('view_channel'))
  const shownFilters = lanesOf(convolution.filters, context.view('view_filter'))
  // Row 0 is the input with its padding, row r the output of layer r. The padding of later layers is left out:
  // it would push the picture aside by their dilation.
  const before = [layers[0]!.axis.before, ...layers.map(() => 0)]
  const counts = [paddedLength(layers[0]!.axis), ...layers.map(({ axis }) => axis.out)]
  const lanes = (r: number) => (r === 0 ? channels.length : r === 1 ? shownFilters.length : 1)
  const base = counts.reduce<number[]>((sums, count, r) => [...sums, sums[r]! + count * lanes(r)], [0])
  return { ...convolution, layers, channels, shownFilters, before, counts, base }
}

/** CELL of every node of a row that `reader` reads: padding hatched, what it never reads greyed. */
const cellsOf = (reader: AxisGeometry | undefined, count: number, before: number) =>
  Uint8Array.from({ length: count }, (_, i) => {
    const p = i - before
    if (!reader) return CELL.plain
    return p < 0 || p >= reader.size ? CELL.padding : reader.reads(p) ? CELL.plain : CELL.dropped
  })

function rowLabel(row: number, layers: readonly StackedAxis[], t: FigureContext['t']): string {
  if (row === 0) return t('figure.input')
  if (layers.length === 1) return t('figure.output')
  const { dilation, stride } = layers[row - 1]!.axis
  return stride > 1
    ? t('figure.layer_stride', { layer: row, stride })
    : t('figure.layer_dilation', { layer: row, dilation })
}

/** Input below, outputs above, an edge for each tap. */
export function stackModel(scene: Scene, t: FigureContext['t']): StackModel {
  const { layers, channels, shownFilters, before, counts, input, inputAxes, output, outputAxes } = scene
  const decimals = counts[0]! <= MOST_NUMBERS ? 2 : null
  const lanes = (
    data: ArrayLike<number>,
    axes: typeof inputAxes,
    picked: readonly number[],
    row: number,
    label: string,
  ) =>
    picked.map((c) => ({
      label: t(label, { index: c }),
      values: Float32Array.from({ length: counts[row]! }, (_, i) => {
        const p = i - before[row]!
        return p < 0 || p >= axes.space[0]! ? 0 : data[axes.index(c, [p])]!
      }),
    }))
  const rows = counts.map((count, r): StackRow => {
    const below = layers[r - 1]
    const [start, pitch] = below ? [below.start, below.pitch] : [0, 1]
    return {
      label: rowLabel(r, layers, t),
      role: r === 0 ? 'input' : 'output',
      count,
      start: start - before[r]!,
      pitch,
      cells: cellsOf(layers[r]?.axis, count, before[r]!),
      decimals,
      ...(r === 0 && {
        lanes: lanes(input.data, inputAxes, channels, 0, 'figure.lane_channel'),
        scale: scaleOf(input.data),
      }),
      ...(r === 1 && {
        lanes: lanes(output.data, outputAxes, shownFilters, 1, 'figure.lane_filter'),
        scale: scaleOf(output.data),
      }),
    }
  })
  const edges = layers.flatMap(({ axis }, l) =>
    range(axis.out).flatMap((o) =>
      axis
        .taps(o)
        .map((p) => p + before[l]!)
        .filter((i) => i >= 0 && i < counts[l]!)
        .map((i) => [l + 1, o, i] as const),
    ),
  )
  return { chart: 'stack', rows, edges }
}

/** All shown filters' taps under one another, one row a channel; the bias in a last column. */
export function kernelGrid(scene: Scene): GridModel {
  const { kernel, bias, shownFilters, channelsPerGroup, space } = scene
  const taps = space[0]!.kernel
  const cols = taps + (bias ? 1 : 0)
  const rows = shownFilters.length * channelsPerGroup
  const values = new Float32Array(rows * cols)
  const cells = new Uint8Array(rows * cols)
  const rowLabels: string[] = []
  shownFilters.forEach((filter, block) => {
    for (let c = 0; c < channelsPerGroup; c++) {
      const row = block * channelsPerGroup + c
      rowLabels.push(channelsPerGroup > 1 ? `f${filter} c${firstChannel(scene, filter) + c}` : `f${filter}`)
      values.set(tapsOf(scene, c, filter), row * cols)
      if (!bias) continue
      if (c === 0) values[row * cols + taps] = bias.data[filter]!
      else cells[row * cols + taps] = CELL.absent
    }
  })
  return {
    ...grid(rows, cols, values, {
      scale: scaleOf(kernel.data),
      cells,
      rowLabels,
      colLabels: range(cols).map((i) => (i === taps ? 'b' : `w${i}`)),
      ...(bias && { colGaps: [taps] }),
      ...(channelsPerGroup > 1 && {
        rowGaps: shownFilters.slice(1).map((_, i) => (i + 1) * channelsPerGroup),
      }),
    }),
    cell: rows > 12 ? 20 : 28,
  }
}

/** Input and first filter as curves over the input's steps. */
export function curves(scene: Scene, t: FigureContext['t']): Panel {
  const { input, inputAxes, output, outputAxes, channels, shownFilters, layers } = scene
  const { start, pitch } = layers[0]!
  const [steps = 0] = inputAxes.space
  const [made = 0] = outputAxes.space
  const channel = channels[0]!
  const series = [
    {
      name: t('figure.lane_channel', { index: channel }),
      role: 'input' as const,
      x: range(steps),
      y: range(steps).map((p) => input.data[inputAxes.index(channel, [p])]!),
    },
    ...shownFilters.slice(0, 2).map((filter, i) => ({
      name: t('figure.lane_filter', { index: filter }),
      role: 'output' as const,
      dashed: i > 0,
      x: range(made).map((o) => start + o * pitch),
      y: range(made).map((o) => output.data[outputAxes.index(filter, [o])]!),
    })),
  ]
  const places = series.flatMap(({ x }) => x)
  return {
    id: 'curves',
    title: t('figure.as_curves'),
    role: 'neutral',
    chart: {
      chart: 'curve',
      series,
      dots: [],
      x: [Math.min(0, ...places), Math.max(1, ...places)],
      y: padded(series.flatMap(({ y }) => y)),
      xLabel: t('figure.step'),
      yLabel: '',
    },
  }
}
