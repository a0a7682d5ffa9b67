import { CELL, type GridModel, type Overlay } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import type { Term } from './figure.ts'
import type { AxisGeometry, MapAxes } from './geometry.ts'
import { grid } from './parts.ts'

/** A plane of rows and columns; a 1-D axis is a plane of one row. */
export interface Plane {
  readonly rows: AxisGeometry
  readonly cols: AxisGeometry
}

/** Columns of the padded input drawn for an axis: as far as any window reaches, and no further. */
const lengthOf = (axis: AxisGeometry) => axis.before + axis.size + axis.after

/** Index in the padded grid of an input position, which may lie in the padding. */
export const paddedIndex = ({ rows, cols }: Plane, row: number, col: number): number =>
  (row + rows.before) * lengthOf(cols) + col + cols.before

/** One channel of the input with its padding hatched and the cells no window reads greyed. */
export function paddedGrid(plane: Plane, data: ArrayLike<number>, axes: MapAxes, channel: number): GridModel {
  const { rows, cols } = plane
  const height = lengthOf(rows)
  const width = lengthOf(cols)
  const values = new Float32Array(height * width)
  const cells = new Uint8Array(height * width)
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      const [row, col] = [r - rows.before, c - cols.before]
      const inside = row >= 0 && row < rows.size && col >= 0 && col < cols.size
      const at = r * width + c
      if (!inside) cells[at] = CELL.padding
      else {
        values[at] = data[axes.index(channel, axes.space.length === 1 ? [col] : [row, col])]!
        if (!(rows.reads(row) && cols.reads(col))) cells[at] = CELL.dropped
      }
    }
  return grid(height, width, values, { cells, scale: scaleOf(data) })
}

/** The cells one window reads, as marks and an outline on the padded grid. */
export function footprint(plane: Plane, outRow: number, outCol: number): Overlay {
  const rows = plane.rows.taps(outRow)
  const cols = plane.cols.taps(outCol)
  return {
    marks: rows.flatMap((r) => cols.map((c) => ({ index: paddedIndex(plane, r, c), as: 'from' as const }))),
    box: {
      row: rows[0]! + plane.rows.before,
      col: cols[0]! + plane.cols.before,
      rows: plane.rows.span,
      cols: plane.cols.span,
    },
  }
}

/** The output length of one axis with this moment's numbers in it, floor and ceiling visible. */
export function lengthTerms(axis: AxisGeometry): Term[] {
  const { size, kernel, stride, dilation, padding, out } = axis
  const n: Term = { value: String(size), role: 'input' }
  const s = { value: String(stride), role: 'neutral', name: 'stride' } as const
  const result: Term = { value: String(out), role: 'output' }
  if (padding !== 'valid') return [{ ceil: [{ frac: [[n], [s]] }] }, ' = ', result]
  const reach: Term[] = [
    { value: String(dilation), role: 'neutral', name: 'dilation' },
    '·(',
    { value: String(kernel), role: 'weights', name: 'kernel' },
    ' − 1)',
  ]
  return [{ floor: [{ frac: [[n, ' − ', ...reach, ' − 1'], [s]] }] }, ' + 1 = ', result]
}
