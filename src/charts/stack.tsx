import { useMemo } from 'preact/hooks'
import { CELL, type ChartProps, type Overlay, type Role, type StackModel, type StackRow } from './model.ts'
import { FONT, px, textWidth } from './parts/frame.tsx'
import { cellText, levelClass, numberClass } from './scale.ts'

/** Width in px that the axis is fitted to, besides the labels. */
const WIDTH = 540
/** Height of the edges of a single layer, and of each of several. */
const TALL = 92
const LOW = 46
const EDGE = 3
/** Height of the step numbers below the bottom row. */
const STEPS = 15
const MOST_DOT = 5

interface Row {
  readonly row: StackRow
  /** First index of the row. */
  readonly base: number
  readonly lanes: number
  readonly top: number
  readonly bottom: number
}

interface Layout {
  readonly unit: number
  readonly left: number
  readonly width: number
  readonly height: number
  readonly rows: readonly Row[]
  /** Middle of a node. */
  x(row: StackRow, i: number): number
}

const dotOf = (unit: number) => Math.min(MOST_DOT, unit * 0.34)

const labelsOf = ({ lanes, label }: StackRow) =>
  lanes && lanes.length > 1 ? lanes.map((lane) => lane.label) : [label]

function computeLayout(model: StackModel): Layout {
  const low = Math.min(...model.rows.map(({ start }) => start))
  const high = Math.max(...model.rows.map(({ start, pitch, count }) => start + pitch * (count - 1)))
  const unit = Math.max(8, Math.min(34, Math.floor(WIDTH / (high - low + 1))))
  const left = EDGE + 8 + Math.max(...model.rows.flatMap(labelsOf).map((text) => textWidth(text)))
  const between = model.rows.length > 2 ? LOW : TALL
  const rows: Row[] = []
  let base = 0
  const heights = model.rows.map(({ lanes }) => (lanes ? lanes.length * unit : 2 * dotOf(unit)))
  const height = 2 * EDGE + heights.reduce((sum, h) => sum + h, 0) + between * (model.rows.length - 1) + STEPS
  let bottom = height - EDGE - STEPS
  model.rows.forEach((row, r) => {
    const lanes = row.lanes?.length ?? 1
    const top = bottom - heights[r]!
    rows.push({ row, base, lanes, top, bottom })
    base += lanes * row.count
    bottom = top - between
  })
  return {
    unit,
    left,
    width: left + (high - low + 1) * unit + EDGE,
    height,
    rows,
    x: ({ start, pitch }, i) => left + (start + pitch * i - low + 0.5) * unit,
  }
}

const layouts = new WeakMap<StackModel, Layout>()

export function layout(model: StackModel): Layout {
  const known = layouts.get(model) ?? computeLayout(model)
  layouts.set(model, known)
  return known
}

export const naturalWidth = (model: StackModel): number => layout(model).width

const square = (x: number, y: number, size: number) => `M${px(x)} ${px(y)}h${size}v${size}h${-size}z`
const circle = (x: number, y: number, r: number) =>
  `M${px(x - r)} ${px(y)}a${px(r)} ${px(r)} 0 1 0 ${px(2 * r)} 0a${px(r)} ${px(r)} 0 1 0 ${px(-2 * r)} 0z`
const hatch = (x: number, y: number, s: number) =>
  `M${px(x)} ${px(y + s / 2)}l${s / 2} ${-s / 2}M${px(x)} ${px(y + s)}l${s} ${-s}M${px(x + s / 2)} ${px(y + s)}l${s / 2} ${-s / 2}`

const stateOf = ({ cells }: StackRow, i: number) => cells?.[i] ?? CELL.plain

/** Collects path data by class: one path a class. */
class Paths {
  readonly data = new Map<string, string>()
  add(name: string, d: string) {
    this.data.set(name, (this.data.get(name) ?? '') + d)
  }
  draw() {
    return [...this.data].map(([name, d]) => <path key={name} class={name} d={d} />)
  }
}

function Cells({ at, row, lane, top }: { at: Layout; row: StackRow; lane: number; top: number }) {
  const { values } = row.lanes![lane]!
  const fills = new Paths()
  const decor = new Paths()
  const texts = []
  const s = at.unit - 1
  for (let i = 0; i < row.count; i++) {
    const x = at.x(row, i) - at.unit / 2
    const state = stateOf(row, i)
    const level =
      state === CELL.padding ? 'lb-pad' : levelClass(values[i]!, row.scale ?? { kind: 'diverging', max: 1 })
    fills.add(level, square(x, top, s))
    if (state === CELL.padding) decor.add('lb-hatch', hatch(x, top, s))
    if (state === CELL.dropped) decor.add('lb-dropped', square(x, top, s))
    if (row.decimals === null || row.decimals === undefined) continue
    const text = cellText(values[i]!, row.decimals)
    texts.push(
      <text
        key={i}
        x={px(x + s / 2)}
        y={px(top + s / 2)}
        class={state === CELL.dropped ? 'lb-num lb-num-faint' : numberClass(level)}
        font-size={px(Math.min(FONT, (s * 1.62) / Math.max(3, text.length)))}
      >
        {text}
      </text>,
    )
  }
  return (
    <>
      {fills.draw()}
      {decor.draw()}
      {texts}
    </>
  )
}

function Nodes({ at, place }: { at: Layout; place: Row }) {
  const { row, top } = place
  if (row.lanes)
    return row.lanes.map((_, lane) => (
      <Cells key={lane} at={at} row={row} lane={lane} top={top + lane * at.unit} />
    ))
  const r = dotOf(at.unit)
  const dots = new Paths()
  for (let i = 0; i < row.count; i++)
    dots.add(
      stateOf(row, i) === CELL.padding ? 'lb-node lb-node-padding' : 'lb-node',
      circle(at.x(row, i), top + r, r),
    )
  return <>{dots.draw()}</>
}

function Labels({ at, place: { row, top, bottom } }: { at: Layout; place: Row }) {
  const labels = labelsOf(row)
  const step = (bottom - top) / labels.length
  return labels.map((text, i) => (
    <text key={text} class="lb-axis lb-axis-row lb-lane" x={at.left - 7} y={px(top + (i + 0.5) * step)}>
      {text}
    </text>
  ))
}

/** Numbers of the steps below the bottom row, as many as fit. */
function Steps({ at, place: { row, bottom } }: { at: Layout; place: Row }) {
  const each = [1, 2, 5, 10].find((n) => n * at.unit >= 16) ?? 20
  return Array.from({ length: row.count }, (_, i) => {
    const step = row.start + i * row.pitch
    if (stateOf(row, i) === CELL.padding || step % each !== 0) return null
    return (
      <text key={i} class="lb-axis" x={px(at.x(row, i))} y={bottom + STEPS / 2 + 2}>
        {step}
      </text>
    )
  })
}

function edgePath(model: StackModel, at: Layout, lit: (row: number, to: number) => boolean): string {
  let d = ''
  for (const [r, to, from] of model.edges) {
    if (!lit(r, to)) continue
    const [upper, lower] = [at.rows[r]!, at.rows[r - 1]!]
    d += `M${px(at.x(upper.row, to))} ${px(upper.bottom)}L${px(at.x(lower.row, from))} ${px(lower.top)}`
  }
  return d
}

const rowOf = (at: Layout, index: number): number =>
  at.rows.findIndex(({ base, lanes, row }) => index >= base && index < base + lanes * row.count)

function Marks({ model, at, overlay }: { model: StackModel; at: Layout; overlay: Overlay }) {
  const lit = model.rows.map(() => new Set<number>())
  const paths = model.rows.map(() => new Paths())
  for (const { index, as } of overlay.marks) {
    const r = rowOf(at, index)
    if (r < 0) continue
    const { row, base, top } = at.rows[r]!
    const i = (index - base) % row.count
    lit[r]!.add(i)
    const x = at.x(row, i)
    if (row.lanes)
      paths[r]!.add(
        `lb-mark lb-mark-${as}`,
        square(x - at.unit / 2, top + Math.floor((index - base) / row.count) * at.unit, at.unit - 1),
      )
    else if (stateOf(row, i) !== CELL.padding)
      paths[r]!.add(
        `lb-node-lit lb-node-${as}`,
        circle(x, top + dotOf(at.unit), dotOf(at.unit) + (as === 'focus' ? 1.5 : 0)),
      )
  }
  return (
    <g class="lb-marks">
      <path class="lb-edge-lit" d={edgePath(model, at, (r, to) => lit[r]!.has(to))} />
      {model.rows.map(({ role }, r) => (
        <g key={r} class={`lb-role-${role}`}>
          {paths[r]!.draw()}
        </g>
      ))}
    </g>
  )
}

const roleClass = (role: Role) => `lb-role-${role}`

/** Rows of nodes joined by the edges of what each was made from; a node above the bottom row can be picked. */
export default function Stack({ model, role, label, overlay, onPick, picked }: ChartProps<StackModel>) {
  const at = layout(model)
  // The same vnode object lets Preact skip the picture while only the overlay moves.
  const picture = useMemo(
    () => (
      <g>
        <path class="lb-edge" d={edgePath(model, at, () => true)} />
        {at.rows.map((place, r) => (
          <g key={r} class={roleClass(place.row.role)}>
            <Nodes at={at} place={place} />
            <Labels at={at} place={place} />
          </g>
        ))}
        <Steps at={at} place={at.rows[0]!} />
      </g>
    ),
    [model],
  )

  /** The node of a row nearest to a place on the axis, padding left out. */
  const nodeNear = ({ row, base, lanes }: Row, x: number, lane: number): number => {
    let best = 0
    let least = Infinity
    for (let i = 0; i < row.count; i++) {
      const distance = Math.abs(at.x(row, i) - x)
      if (stateOf(row, i) !== CELL.padding && distance < least) [best, least] = [i, distance]
    }
    return base + Math.max(0, Math.min(lanes - 1, lane)) * row.count + best
  }

  const pickAt = (hold: boolean) => (event: PointerEvent) => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    const scale = at.width / box.width
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
    const far = ({ top, bottom }: Row) => Math.max(top - y, y - bottom)
    const place = at.rows.slice(1).reduce((near, row) => (far(row) < far(near) ? row : near))
    onPick?.(nodeNear(place, x, Math.floor((y - place.top) / at.unit)), hold)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    const r = rowOf(at, picked ?? -1)
    if (!step || r < 0) return
    event.preventDefault()
    const { row, base, lanes } = at.rows[r]!
    const [i, lane] = [(picked! - base) % row.count, Math.floor((picked! - base) / row.count)]
    const [dx, up] = step as [number, number]
    if (dx !== 0) {
      const next = i + dx
      if (next >= 0 && next < row.count && stateOf(row, next) !== CELL.padding) onPick?.(picked! + dx, true)
      return
    }
    const x = at.x(row, i)
    if (lane - up >= 0 && lane - up < lanes) return onPick?.(picked! - up * row.count, true)
    const next = at.rows[r + up]
    if (next && r + up > 0) onPick?.(nodeNear(next, x, up > 0 ? next.lanes - 1 : 0), true)
  }

  return (
    <svg
      class={`lb-chart lb-stack ${roleClass(role)}${onPick ? ' lb-pickable' : ''}`}
      viewBox={`0 0 ${px(at.width)} ${px(at.height)}`}
      width={px(at.width)}
      height={px(at.height)}
      role={onPick ? 'group' : 'img'}
      aria-label={label}
      tabIndex={onPick ? 0 : undefined}
      onPointerMove={onPick && pickAt(false)}
      onPointerLeave={onPick && (() => onPick(null, false))}
      onPointerDown={onPick && pickAt(true)}
      onKeyDown={onPick && onKeyDown}
    >
      {picture}
      {overlay && <Marks model={model} at={at} overlay={overlay} />}
    </svg>
  )
}
