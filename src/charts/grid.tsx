import { useMemo } from 'preact/hooks'
import { CELL, type Box, type ChartProps, type GridModel, type MarkKind } from './model.ts'
import { useStable } from './parts/stable.ts'
import { cellText, levelClass, numberClass } from './scale.ts'

interface Layout {
  readonly cell: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: (col: number) => number
  readonly y: (row: number) => number
  readonly columns: readonly number[]
  readonly rows: readonly number[]
}

const GAP = 6
/** Cells from this size have room for a light edge around marks. */
const HALO = 16
const FONT = 12
/** Room around the cells for the outlines of marks. */
const EDGE = 3
/** Height of a line of labels, and of the bracket under a group's. */
const LINE = 15
const BRACKET = 6

const offsets = (count: number, size: number, gaps: readonly number[] = []): number[] =>
  Array.from({ length: count }, (_, i) => i * size + gaps.filter((g) => g <= i).length * GAP)

const numbered = ({ decimals, texts }: GridModel): boolean => decimals !== null || texts !== undefined

/** Cell size in px: as large as fits a panel about 560 px wide, large enough for its numbers where there are any. */
function cellSize(model: GridModel): number {
  if (model.cell !== undefined) return model.cell
  const { rows, cols } = model
  const numbers = numbered(model)
  const fit = Math.floor(Math.min(560 / cols, 420 / rows))
  return Math.max(numbers ? 26 : 5, Math.min(numbers ? 36 : 18, fit))
}

function computeLayout(model: GridModel): Layout {
  const cell = cellSize(model)
  const { rowLabels, colLabels, rowGroups, colGroups } = model
  const groups = rowGroups ? BRACKET + 4 + Math.max(...rowGroups.map(({ text }) => labelWidth(text))) : 0
  const left = EDGE + groups + (rowLabels ? 6 + Math.max(...rowLabels.map(labelWidth)) : 0)
  const top = EDGE + (colGroups ? LINE + BRACKET : 0) + (colLabels ? LINE : 0)
  const columns = offsets(model.cols, cell, model.colGaps)
  const rows = offsets(model.rows, cell, model.rowGaps)
  return {
    cell,
    left,
    top,
    columns,
    rows,
    width: left + (columns.at(-1) ?? 0) + cell + EDGE,
    height: top + (rows.at(-1) ?? 0) + cell + EDGE,
    x: (col) => left + (columns[col] ?? col * cell),
    y: (row) => top + (rows[row] ?? row * cell),
  }
}

const layouts = new WeakMap<GridModel, Layout>()

export function layout(model: GridModel): Layout {
  const known = layouts.get(model) ?? computeLayout(model)
  layouts.set(model, known)
  return known
}

export const naturalWidth = (model: GridModel): number => layout(model).width

/** Width of a label in px; Chinese characters take a full em. */
const labelWidth = (text: string): number =>
  [...text].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e80 ? FONT : FONT * 0.6), 0)

const square = (x: number, y: number, size: number) => `M${x} ${y}h${size}v${size}h${-size}z`

/** Hatching of one cell: two strokes along its diagonal. */
const hatch = (x: number, y: number, s: number) =>
  `M${x} ${y + s / 2}L${x + s / 2} ${y}M${x} ${y + s}L${x + s} ${y}M${x + s / 2} ${y + s}L${x + s} ${y + s / 2}`

function Cells({ model, at }: { model: GridModel; at: Layout }) {
  const fills = new Map<string, string>()
  const decor = new Map<string, string>()
  const add = (paths: Map<string, string>, key: string, d: string) =>
    paths.set(key, (paths.get(key) ?? '') + d)
  const texts = []
  const gap = at.cell > 9 ? 1 : 0.5
  for (let row = 0; row < model.rows; row++)
    for (let col = 0; col < model.cols; col++) {
      const index = row * model.cols + col
      const value = model.values[index] ?? Number.NaN
      const state = model.cells?.[index] ?? CELL.plain
      if (state === CELL.absent) continue
      const x = at.x(col)
      const y = at.y(row)
      const s = at.cell - gap
      const level = state === CELL.padding ? 'lb-pad' : levelClass(value, model.scale)
      add(fills, level, square(x, y, s))
      if (state === CELL.padding) add(decor, 'lb-hatch', hatch(x, y, s))
      if (state === CELL.dropped) add(decor, 'lb-dropped', square(x, y, s))
      if (state === CELL.masked) add(decor, 'lb-masked', `M${x} ${y + s}L${x + s} ${y}`)
      const text = model.texts?.[index] ?? (model.decimals === null ? '' : cellText(value, model.decimals))
      if (text !== '')
        texts.push(
          <text
            key={index}
            x={x + s / 2}
            y={y + s / 2}
            class={state === CELL.dropped ? 'lb-num lb-num-faint' : numberClass(level)}
            font-size={Math.min(FONT, (s * 1.74) / Math.max(3, text.length))}
          >
            {text}
          </text>,
        )
    }
  return (
    <g>
      {[...fills].map(([name, d]) => (
        <path key={name} class={name} d={d} />
      ))}
      {[...decor].map(([name, d]) => (
        <path key={name} class={name} d={d} />
      ))}
      {texts}
      {model.rowHues && <Hues model={model} at={at} />}
      {model.rowLabels?.map((label, row) => (
        <text
          key={`r${row}`}
          class={`lb-axis lb-axis-row${hued(model, row) ? ' lb-hued' : ''}`}
          x={at.left - 5}
          y={at.y(row) + at.cell / 2}
        >
          {label}
        </text>
      ))}
      {model.colLabels?.map((label, col) => (
        <text key={`c${col}`} class="lb-axis" x={at.x(col) + at.cell / 2} y={at.top - EDGE - 5}>
          {label}
        </text>
      ))}
      <Groups model={model} at={at} />
    </g>
  )
}

const hued = ({ rowHues }: GridModel, row: number) => rowHues !== undefined && !Number.isNaN(rowHues[row])

/** Coloured grounds of row labels, by which a row is known again in another grid. */
function Hues({ model, at }: { model: GridModel; at: Layout }) {
  const width = at.left - EDGE - 3
  return (
    <>
      {Array.from(
        model.rowHues ?? [],
        (hue, row) =>
          hued(model, row) && (
            <rect
              key={`u${row}`}
              class={levelClass(hue, { kind: 'category', count: model.rows })}
              x={EDGE}
              y={at.y(row) + at.cell * 0.18}
              width={width}
              height={at.cell * 0.62}
              rx={3}
            />
          ),
      )}
    </>
  )
}

/** Brackets over columns and beside rows that are one block of an outer axis. */
function Groups({ model, at }: { model: GridModel; at: Layout }) {
  const { rowGroups = [], colGroups = [] } = model
  if (rowGroups.length + colGroups.length === 0) return null
  const right = at.left - EDGE - (model.rowLabels ? 6 + Math.max(...model.rowLabels.map(labelWidth)) : 0)
  const bottom = at.top - EDGE - (model.colLabels ? LINE : 0)
  const brackets = [
    ...colGroups.map(({ start, count }) => {
      const [from, to] = [at.x(start) + 1, at.x(start + count - 1) + at.cell - 2]
      return `M${from} ${bottom}v${2 - BRACKET}H${to}V${bottom}`
    }),
    ...rowGroups.map(({ start, count }) => {
      const [from, to] = [at.y(start) + 1, at.y(start + count - 1) + at.cell - 2]
      return `M${right} ${from}h${2 - BRACKET}V${to}H${right}`
    }),
  ]
  return (
    <>
      <path class="lb-bracket" d={brackets.join('')} />
      {colGroups.map(({ start, count, text }) => (
        <text
          key={`g${start}`}
          class="lb-axis"
          x={(at.x(start) + at.x(start + count - 1) + at.cell) / 2}
          y={bottom - BRACKET - 6}
        >
          {text}
        </text>
      ))}
      {rowGroups.map(({ start, count, text }) => (
        <text
          key={`h${start}`}
          class="lb-axis lb-axis-row"
          x={right - BRACKET - 1}
          y={(at.y(start) + at.y(start + count - 1) + at.cell) / 2}
        >
          {text}
        </text>
      ))}
    </>
  )
}

const Outline = ({ box, at, name }: { box: Box; at: Layout; name: string }) => (
  <rect
    class={name}
    x={at.x(box.col) - 1.5}
    y={at.y(box.row) - 1.5}
    width={at.x(box.col + box.cols - 1) + at.cell - at.x(box.col) + 2}
    height={at.y(box.row + box.rows - 1) + at.cell - at.y(box.row) + 2}
  />
)

function Marks({
  model,
  at,
  overlay,
}: {
  model: GridModel
  at: Layout
  overlay: NonNullable<ChartProps<GridModel>['overlay']>
}) {
  const paths = new Map<MarkKind, string>()
  for (const { index, as } of overlay.marks) {
    const x = at.x(index % model.cols)
    const y = at.y(Math.floor(index / model.cols))
    const s = at.cell - 1
    const d =
      as === 'winner'
        ? `M${x + 1} ${y + s / 2}a${s / 2 - 1} ${s / 2 - 1} 0 1 0 ${s - 2} 0a${s / 2 - 1} ${s / 2 - 1} 0 1 0 ${2 - s} 0`
        : square(x, y, s)
    paths.set(as, (paths.get(as) ?? '') + d)
  }
  const { box, ghosts } = overlay
  return (
    <g class="lb-marks">
      {ghosts?.map((ghost, i) => (
        <Outline key={i} box={ghost} at={at} name="lb-outline lb-ghost" />
      ))}
      {box && <Outline box={box} at={at} name="lb-outline" />}
      {/* A light edge under the marks keeps them apart from dark cells. */}
      {at.cell >= HALO && <path class="lb-halo" d={[...paths.values()].join('')} />}
      {[...paths].map(([as, d]) => (
        <path key={as} class={`lb-mark lb-mark-${as}`} d={d} />
      ))}
    </g>
  )
}

/** The index whose cell holds a coordinate, or the nearest one. */
const nearest = (starts: readonly number[], position: number): number => {
  let found = 0
  for (let i = 0; i < starts.length; i++) if (starts[i]! <= position) found = i
  return found
}

/** A matrix of coloured cells; hovered, clicked or walked with the arrow keys when it can be picked. */
export default function Grid({ model: given, role, label, overlay, onPick, picked }: ChartProps<GridModel>) {
  const model = useStable(given)
  const at = layout(model)
  // The same vnode object lets Preact skip the cells while only the overlay moves.
  const cells = useMemo(() => <Cells model={model} at={at} />, [model])

  const indexAt = (event: PointerEvent): number => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    const scale = at.width / box.width
    const col = nearest(at.columns, (event.clientX - box.left) * scale - at.left)
    const row = nearest(at.rows, (event.clientY - box.top) * scale - at.top)
    return row * model.cols + col
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -model.cols, ArrowDown: model.cols }[event.key]
    if (step === undefined || !onPick) return
    event.preventDefault()
    const next = (picked ?? 0) + step
    if (next >= 0 && next < model.rows * model.cols) onPick(next, true)
  }

  return (
    <svg
      class={`lb-chart lb-grid lb-role-${role}${numbered(model) ? ' lb-numbered' : ''}${onPick ? ' lb-pickable' : ''}`}
      viewBox={`0 0 ${at.width} ${at.height}`}
      width={at.width}
      height={at.height}
      role={onPick ? 'group' : 'img'}
      aria-label={label}
      tabIndex={onPick ? 0 : undefined}
      onPointerMove={onPick && ((e) => onPick(indexAt(e), false))}
      onPointerLeave={onPick && (() => onPick(null, false))}
      onPointerDown={onPick && ((e) => onPick(indexAt(e), true))}
      onKeyDown={onPick && onKeyDown}
    >
      {cells}
      {overlay && <Marks model={model} at={at} overlay={overlay} />}
    </svg>
  )
}
