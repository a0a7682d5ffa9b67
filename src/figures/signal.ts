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
import { axisNames, countFormula, firstChannel, multiplyAdds, sumAt } from './kernels.ts'
import { originsOf, reaches, receptiveField } from './receptive.ts'
import {
  curves,
  kernelGrid,
  MOST_LANES,
  range,
  sceneOf,
  stackModel,
  type Scene,
  type SignalState,
} from './signal_scene.ts'
import { axisFormulas, sentences, unread } from './window.ts'

/** `1 + (3 − 1) · (1 + 2 + 4) = 15` */
function fieldFormula({ layers, space }: Scene, t: FigureContext['t']): Formula {
  const each = reaches(layers)
  const distances: Term[] = each.flatMap((reach, l): Term[] => [
    ...(l > 0 ? [' + '] : []),
    { value: String(reach), role: 'neutral', ...(each.length === 1 && { name: 'dilation_rate' }) },
  ])
  return {
    label: t('fact.receptive_field'),
    terms: [
      '1 + (',
      { value: String(space[0]!.kernel), role: 'weights', name: 'kernel_size' },
      ' − 1) · ',
      ...(each.length > 1 ? ['(', ...distances, ')'] : distances),
      ' = ',
      { value: String(receptiveField(layers)), role: 'input' },
    ],
  }
}

function notesOf(scene: Scene, { state, t }: FigureContext<SignalState>): string[] {
  const { layers, space } = scene
  const axis = space[0]!
  const notes: string[] = []
  if (axis.before + axis.after > 0)
    notes.push(t('figure.note_padding_steps', { before: axis.before, after: axis.after }))
  const lost = unread(axis)
  if (lost > 0) notes.push(t('figure.note_dropped_steps', { count: lost }))
  if (state.groups > 1) notes.push(t('figure.note_groups_lanes', { groups: state.groups }))
  if (layers.length < state.stack_layers) notes.push(t('figure.note_stack_short', { layers: layers.length }))
  else if (layers.length > 1)
    notes.push(
      t(axis.stride > 1 ? 'figure.note_stack_strides' : 'figure.note_stack', { layers: layers.length }),
    )
  return notes
}

function draw(context: FigureContext<SignalState>): FigureModel {
  const { t, state } = context
  const scene = sceneOf(context)
  const { layers, base, filters, inputAxes, space } = scene
  // Every node above the input, in the order in which they are computed.
  const indices = range(base.at(-1)! - base[1]!).map((i) => base[1]! + i)
  const last = indices.length - 1
  const panels: (Panel | Sign)[] = [
    {
      id: 'output',
      title: t('figure.taps'),
      role: 'output',
      wide: true,
      chart: stackModel(scene, t),
      pick: true,
    },
    {
      id: 'kernel',
      title: t(scene.bias ? 'figure.kernel_and_bias' : 'figure.kernel'),
      role: 'weights',
      chart: kernelGrid(scene),
    },
    curves(scene, t),
  ]
  const notes = notesOf(scene, context)
  return {
    panels,
    pickers: [
      { name: 'view_filter', label: t('figure.pick_filter'), count: filters > MOST_LANES ? filters : 0 },
      {
        name: 'view_channel',
        label: t('figure.pick_channel'),
        count: inputAxes.channels > MOST_LANES ? inputAxes.channels : 0,
      },
    ],
    player: {
      panel: 'output',
      count: indices.length,
      indices,
      // Well inside, so that what is read is seen on both sides; of a stack, what sees most.
      start: layers.length > 1 ? last : Math.min(space[0]!.out - 1, state.kernel_size[0]! + 1),
    },
    formulas: [
      ...axisFormulas(
        space,
        axisNames(space),
        { size: 'kernel_size', stride: 'strides', dilation: 'dilation_rate' },
        t,
      ),
      fieldFormula(scene, t),
      countFormula(scene, t),
    ],
    facts: [
      { label: t('fact.macs'), value: String(multiplyAdds(scene)) },
      { label: t('fact.receptive_field'), value: String(receptiveField(layers)) },
    ],
    ...(notes.length > 0 && { note: sentences(notes) }),
  }
}

interface Place {
  readonly row: number
  readonly lane: number
  readonly position: number
}

/** Which output a node is; null for inputs and their padding. */
function placeOf({ base, counts }: Scene, index: number): Place | null {
  const row = base.findIndex((start, r) => index >= start && index < (base[r + 1] ?? 0))
  if (row < 1) return null
  const within = index - base[row]!
  return { row, lane: Math.floor(within / counts[row]!), position: within % counts[row]! }
}

function explain(context: FigureContext<SignalState>, { panel, index }: Pick): Explanation | null {
  const scene = sceneOf(context)
  const place = panel === 'output' ? placeOf(scene, index) : null
  if (!place) return null
  const { layers, base, before, counts, channels, shownFilters, channelsPerGroup, space, bias } = scene
  const { row, lane, position } = place
  const filter = shownFilters[lane]!
  const first = firstChannel(scene, filter)
  // Of row 1 only the picked filter reads; a layer above reads every filter.
  const lanesIn = (r: number): number[] => {
    if (r === 0)
      return range(channels.length).filter(
        (i) => row > 1 || (channels[i]! >= first && channels[i]! < first + channelsPerGroup),
      )
    return r === 1 ? range(shownFilters.length) : [0]
  }
  const origins = originsOf(layers, row - 1, position)
  const marks = origins.flatMap((positions, depth) => {
    const r = row - 1 - depth
    const nodes = positions.map((p) => p + before[r]!).filter((i) => i >= 0 && i < counts[r]!)
    return lanesIn(r).flatMap((l) =>
      nodes.map((i) => ({ index: base[r]! + l * counts[r]! + i, as: 'from' as const })),
    )
  })
  const output = { marks: [...marks, { index, as: 'focus' as const }] }
  if (row > 1)
    return { overlays: { output }, sum: seenTerms(context, origins.at(-1)!, row, position, space[0]!.size) }
  const cols = space[0]!.kernel + (bias ? 1 : 0)
  return {
    overlays: {
      output,
      kernel: { marks: [], box: { row: lane * channelsPerGroup, col: 0, rows: channelsPerGroup, cols } },
    },
    sum: sumAt(scene, context, filter, [position]),
  }
}

/** Which inputs an output of a later layer depends on; padding sees nothing. */
function seenTerms(
  { t }: FigureContext<SignalState>,
  positions: readonly number[],
  row: number,
  position: number,
  size: number,
): Term[] {
  const real = positions.filter((p) => p >= 0 && p < size)
  return [
    { value: t('figure.node', { layer: row, step: position }), role: 'output' },
    ' ← ',
    ...(real.length > 0 ? [{ value: `x[${real[0]} … ${real.at(-1)}]`, role: 'input' as const }] : []),
    ` ${t('figure.inputs_seen', { count: real.length })}`,
  ]
}

/** A kernel sliding over a signal, and what a stack of them sees. */
export const signalConvolution: Figure<SignalState> = { draw, explain }
