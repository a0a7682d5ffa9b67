import type { GridModel, Group } from '../charts/model.ts'
import { sizeOf } from '../spec/index.ts'

/** A tensor of any rank laid out on one grid. */
export interface Nest extends Pick<GridModel, 'rows' | 'cols' | 'rowGaps' | 'colGaps'> {
  readonly rowLabels: readonly string[] | undefined
  readonly colLabels: readonly string[] | undefined
  readonly rowGroups: readonly Group[] | undefined
  readonly colGroups: readonly Group[] | undefined
  /** Grid cell of each flat index. */
  readonly cells: Int32Array
  /** Flat index of each grid cell. */
  readonly flats: Int32Array
}

interface Axis {
  readonly name: number
  readonly size: number
}

/** Text of index `i` along an axis, or null where the axis has no names. */
export type AxisLabel = (axis: number, index: number) => string

/**
 * The axes that are drawn: an axis of length 1 moves nothing, so it is left out while two others remain. A
 * single long axis is a row where it comes last, else a column.
 */
function drawnAxes(shape: readonly number[]): Axis[] {
  const axes = shape.map((size, name) => ({ name, size }))
  const long = axes.filter(({ size }) => size !== 1)
  if (long.length >= 2) return long
  const only = long[0]
  const last = axes.at(-1)
  return only && last && only !== last ? [only, last] : axes.slice(-2)
}

/** Starts of blocks of each size; a start that begins blocks of several sizes is named for each of them. */
const gaps = (total: number, blocks: readonly number[]): number[] =>
  blocks
    .flatMap((size) =>
      Array.from({ length: Math.max(0, Math.ceil(total / size) - 1) }, (_, i) => (i + 1) * size),
    )
    .sort((a, b) => a - b)

/**
 * Lays a tensor out so that reading order stays row-major at every level: the last axis runs across, the one
 * before down; then blocks run across, blocks of blocks down, and so on.
 */
export function nest(shape: readonly number[], label: AxisLabel): Nest {
  const axes = drawnAxes(shape).reverse()
  const across = axes.filter((_, i) => i % 2 === 0)
  const down = axes.filter((_, i) => i % 2 === 1)
  const strides = (list: readonly Axis[]) =>
    list.map((_, i) => sizeOf(list.slice(0, i).map(({ size }) => size)))
  const [acrossStrides, downStrides] = [strides(across), strides(down)]
  const cols = sizeOf(across.map(({ size }) => size))
  const rows = sizeOf(down.map(({ size }) => size))
  const cells = new Int32Array(rows * cols)
  const flats = new Int32Array(rows * cols)
  for (let flat = 0; flat < cells.length; flat++) {
    let rest = flat
    let [row, col] = [0, 0]
    axes.forEach(({ size }, i) => {
      const index = rest % size
      rest = Math.floor(rest / size)
      if (i % 2 === 0) col += index * acrossStrides[i / 2]!
      else row += index * downStrides[(i - 1) / 2]!
    })
    cells[flat] = row * cols + col
    flats[row * cols + col] = flat
  }
  const inner = (total: number, axis: Axis | undefined) =>
    axis && Array.from({ length: total }, (_, i) => String(i % axis.size))
  const groups = (total: number, list: readonly Axis[], starts: readonly number[]): Group[] | undefined => {
    const axis = list[1]
    if (!axis) return undefined
    const count = starts[1]!
    return Array.from({ length: total / count }, (_, i) => ({
      start: i * count,
      count,
      text: label(axis.name, i % axis.size),
    }))
  }
  return {
    rows,
    cols,
    rowGaps: gaps(rows, downStrides.slice(1)),
    colGaps: gaps(cols, acrossStrides.slice(1)),
    rowLabels: inner(rows, down[0]),
    colLabels: inner(cols, across[0]),
    rowGroups: groups(rows, down, downStrides),
    colGroups: groups(cols, across, acrossStrides),
    cells,
    flats,
  }
}
