import { CELL, type Box, type GridModel, type Overlay } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import type { FigureContext, Formula, Term } from './figure.ts'
import type { AxisGeometry, MapAxes } from './geometry.ts'
import { grid } from './parts.ts'

type Translate = FigureContext['t']

/** A plane of rows and columns that a window slides over. */
export interface Plane {
  readonly rows: AxisGeometry
  readonly cols: AxisGeometry
}

/** Length of an axis with its padding: as far as any window reaches. */
export const paddedLength = (axis: AxisGeometry): number => axis.before + axis.size + axis.after

/** Index in the padded grid of an input position, which may lie in the padding. */
export const paddedIndex = ({ rows, cols }: Plane, row: number, col: number): number =>
  (row + rows.before) * paddedLength(cols) + col + cols.before

export interface PlaneGrid {
  /** Value of padding; shown as text in its cells. */
  readonly fill: number
  readonly cell: number
}

/** Side of a cell from which its number can be read. */
const READABLE = 19

/** Decimals of cells of a size; none where they could not be read. */
export const decimalsAt = (cell: number): number | null => (cell >= READABLE ? 2 : null)

/** One channel of the input with its padding hatched and the cells no window reads greyed. */
export function paddedGrid(
  plane: Plane,
  data: ArrayLike<number>,
  axes: MapAxes,
  channel: number,
  { fill, cell }: PlaneGrid,
): GridModel {
  const { rows, cols } = plane
  const height = paddedLength(rows)
  const width = paddedLength(cols)
  const values = new Float32Array(height * width)
  const cells = new Uint8Array(height * width)
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      const [row, col] = [r - rows.before, c - cols.before]
      const inside = row >= 0 && row < rows.size && col >= 0 && col < cols.size
      const at = r * width + c
      values[at] = inside ? data[axes.index(channel, [row, col])]! : fill
      if (!inside) cells[at] = CELL.padding
      else if (!(rows.reads(row) && cols.reads(col))) cells[at] = CELL.dropped
    }
  return { ...grid(height, width, values, { cells, scale: scaleOf(data) }), cell, decimals: decimalsAt(cell) }
}

/** The values of one channel of a map, row-major. */
export function planeOf(data: ArrayLike<number>, axes: MapAxes, channel: number): Float32Array {
  const [rows = 0, cols = 0] = axes.space
  return Float32Array.from(
    { length: rows * cols },
    (_, i) => data[axes.index(channel, [Math.floor(i / cols), i % cols])]!,
  )
}

/** The block of the padded grid that a window covers, holes of the dilation among it. */
export const windowBox = ({ rows, cols }: Plane, outRow: number, outCol: number): Box => ({
  row: outRow * rows.stride,
  col: outCol * cols.stride,
  rows: rows.span,
  cols: cols.span,
})

/** The cells one window reads, as marks and an outline on the padded grid. */
export function footprint(plane: Plane, outRow: number, outCol: number): Overlay {
  const rows = plane.rows.taps(outRow)
  const cols = plane.cols.taps(outCol)
  return {
    marks: rows.flatMap((r) => cols.map((c) => ({ index: paddedIndex(plane, r, c), as: 'from' as const }))),
    box: windowBox(plane, outRow, outCol),
  }
}

/** All channels of a map side by side, in small. */
export function strip(data: ArrayLike<number>, axes: MapAxes): GridModel {
  const { channels, space } = axes
  const [rows = 0, cols = 0] = space
  const width = channels * cols
  const values = Float32Array.from({ length: rows * width }, (_, i) => {
    const col = i % width
    return data[axes.index(Math.floor(col / cols), [Math.floor(i / width), col % cols])]!
  })
  const colGaps = Array.from({ length: channels - 1 }, (_, c) => (c + 1) * cols)
  const colGroups = Array.from({ length: channels }, (_, c) => ({
    start: c * cols,
    count: cols,
    text: String(c),
  }))
  const cell = Math.max(3, Math.min(9, Math.floor(600 / Math.max(1, width))))
  return { ...grid(rows, width, values, { scale: scaleOf(data), colGaps }), colGroups, cell, decimals: null }
}

/** Which map of a strip, and where in it, an element of the strip is. */
export function placeInStrip(
  { channels, space: [rows = 0, cols = 0] }: MapAxes,
  index: number,
): { map: number; row: number; col: number } | null {
  const width = channels * cols
  if (index >= rows * width) return null
  return { map: Math.floor((index % width) / cols), row: Math.floor(index / width), col: index % cols }
}

/** An outline around `count` maps of a strip, from `from` on. */
export const stripBox = ({ space: [rows = 0, cols = 0] }: MapAxes, from: number, count = 1): Box => ({
  row: 0,
  col: from * cols,
  rows,
  cols: count * cols,
})

export type AxisName = 'steps' | 'rows' | 'cols'

/** What the window's parameters are called. */
export interface WindowNames {
  readonly size: string
  readonly stride: string
  /** Absent where a window has no holes. */
  readonly dilation?: string
}

/** The output length of one axis with this moment's numbers in it, floor and ceiling visible. */
function lengthTerms(axis: AxisGeometry, names: WindowNames): Term[] {
  const { size, kernel, stride, dilation, padding, out } = axis
  const n: Term = { value: String(size), role: 'input' }
  const s: Term = { value: String(stride), role: 'neutral', name: names.stride }
  const result: Term = { value: String(out), role: 'output' }
  if (padding !== 'valid') return [{ ceil: [{ frac: [[n], [s]] }] }, ' = ', result]
  const k: Term = { value: String(kernel), role: 'weights', name: names.size }
  const reach: Term[] = names.dilation
    ? [' − ', { value: String(dilation), role: 'neutral', name: names.dilation }, '·(', k, ' − 1) − 1']
    : [' − ', k]
  return [{ floor: [{ frac: [[n, ...reach], [s]] }] }, ' + 1 = ', result]
}

/** How much padding `same` or `causal` adds to one axis, and on which side. */
function paddingTerms(axis: AxisGeometry, t: Translate): Term[] {
  const { size, stride, span, out, before, after, padding } = axis
  const parts: Term[] =
    padding === 'causal'
      ? [{ value: String(span), role: 'weights', name: t('formula.span') }, ' − 1']
      : [
          'max(0, (',
          { value: String(out), role: 'output' },
          ` − 1)·${stride} + `,
          { value: String(span), role: 'weights', name: t('formula.span') },
          ' − ',
          { value: String(size), role: 'input' },
          ')',
        ]
  return [
    ...parts,
    ` = ${before + after} = `,
    { value: String(before), role: 'padding', name: t('formula.before') },
    ' + ',
    { value: String(after), role: 'padding', name: t('formula.after') },
  ]
}

const shapeKey = ({ size, kernel, stride, dilation }: AxisGeometry) => [size, kernel, stride, dilation].join()

/** Output length and padding of every axis; axes of the same measures share their lines. */
export function axisFormulas(
  space: readonly AxisGeometry[],
  axes: readonly AxisName[],
  names: WindowNames,
  t: Translate,
): Formula[] {
  const alike = new Set(space.map(shapeKey)).size === 1
  const each: { name: string; axis: AxisGeometry }[] =
    alike && space.length > 1
      ? [{ name: axes.join('_'), axis: space[0]! }]
      : space.map((axis, i) => ({ name: axes[i]!, axis }))
  return each.flatMap(({ name, axis }) => [
    { label: t(`formula.out_${name}`), terms: lengthTerms(axis, names) },
    ...(axis.padding === 'valid'
      ? []
      : [{ label: t(`formula.padding_${name}`), terms: paddingTerms(axis, t) }]),
  ])
}

/** How many positions of an axis no window reads. */
export const unread = (axis: AxisGeometry): number =>
  Array.from({ length: axis.size }, (_, i) => i).filter((i) => !axis.reads(i)).length

/** What hatched and greyed cells of a plane are, with their numbers; nothing when there are none. */
export function planeNotes(
  { rows, cols }: Plane,
  t: Translate,
  padding: 'padding' | 'pool_padding' = 'padding',
): string[] {
  const notes: string[] = []
  const sides = { top: rows.before, bottom: rows.after, left: cols.before, right: cols.after }
  if (Object.values(sides).some((n) => n > 0)) notes.push(t(`figure.note_${padding}`, sides))
  const lost = { rows: unread(rows), cols: unread(cols) }
  if (lost.rows + lost.cols > 0) notes.push(t('figure.note_dropped', lost))
  return notes
}

/** Sentences in a row; a Chinese full stop needs no space after it. */
export const sentences = (list: readonly string[]): string =>
  list.reduce((text, next) => text + (text === '' || text.endsWith('。') ? '' : ' ') + next, '')
