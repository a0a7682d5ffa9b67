import { useMemo } from 'preact/hooks'
import { CELL, type ChartProps, type MarkKind, type Track, type TracksModel } from './model.ts'
import { cellText, levelClass, numberClass } from './scale.ts'

const FONT = 11
const LINE = 16
/** Room between tracks, and between blocks of columns. */
const GAP = 7

interface Layout {
  readonly cellWidth: number
  readonly cellHeight: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** First row of each track. */
  readonly first: readonly number[]
  readonly trackOf: readonly number[]
}

/** Width of a label in px; Chinese characters take a full em, combining marks none. */
const textWidth = (text: string): number =>
  [...text.normalize('NFC')].reduce((w, c) => {
    const code = c.charCodeAt(0)
    return w + (code > 0x2e80 ? FONT : code >= 0x300 && code < 0x370 ? 0 : FONT * 0.58)
  }, 0)

const widest = (labels: readonly string[]) => labels.reduce((w, label) => Math.max(w, textWidth(label)), 0)

export function layout(model: TracksModel): Layout {
  const { cols, tracks, decimals, blocks = [], colLabels, axis } = model
  const cellWidth = Math.max(decimals === null ? 12 : 32, Math.min(40, Math.floor(520 / cols)))
  const cellHeight = decimals === null ? 15 : 21
  const rowLabels = widest(tracks.flatMap((track) => (track.rows > 1 ? (track.rowLabels ?? []) : [])))
  const names = Math.max(widest(tracks.map((track) => track.label)), axis ? textWidth(axis) : 0)
  const left = Math.ceil(names + (rowLabels > 0 ? rowLabels + 8 : 0)) + 10
  const top = (blocks.length ? LINE : 0) + (colLabels ? LINE : 0) + 2
  const xs: number[] = []
  let x = left
  const starts = new Set(blocks.map((_, i) => blocks.slice(0, i).reduce((n, b) => n + b.cols, 0)))
  for (let col = 0; col < cols; col++) {
    if (col > 0 && starts.has(col)) x += GAP
    xs.push(x)
    x += cellWidth
  }
  const ys: number[] = []
  const first: number[] = []
  const trackOf: number[] = []
  let y = top
  tracks.forEach((track, t) => {
    if (t > 0) y += GAP
    first.push(ys.length)
    for (let row = 0; row < track.rows; row++) {
      ys.push(y)
      trackOf.push(t)
      y += cellHeight
    }
  })
  return { cellWidth, cellHeight, left, top, width: x + 3, height: y + 3, xs, ys, first, trackOf }
}

/** Width in px before the page fits the chart to its row. */
export const naturalWidth = (model: TracksModel): number => layout(model).width

const rect = (x: number, y: number, w: number, h: number) => `M${x} ${y}h${w}v${h}h${-w}z`

/** Colours and numbers of one track: one path a colour. */
function Cells({ track, first, model, at }: { track: Track; first: number; model: TracksModel; at: Layout }) {
  const fills = new Map<string, string>()
  const decor = new Map<string, string>()
  const add = (paths: Map<string, string>, key: string, d: string) =>
    paths.set(key, (paths.get(key) ?? '') + d)
  const texts = []
  const [w, h] = [at.cellWidth - 1, at.cellHeight - 1]
  for (let row = 0; row < track.rows; row++)
    for (let col = 0; col < model.cols; col++) {
      const index = row * model.cols + col
      const state = track.cells?.[index] ?? CELL.plain
      if (state === CELL.absent) continue
      const value = track.values[index] ?? Number.NaN
      const [x, y] = [at.xs[col]!, at.ys[first + row]!]
      const level = levelClass(value, track.scale)
      add(fills, level, rect(x, y, w, h))
      if (state !== CELL.plain) add(decor, 'lb-dropped', rect(x, y, w, h))
      if (state === CELL.masked) add(decor, 'lb-masked', `M${x + 1} ${y + h - 1}L${x + w - 1} ${y + 1}`)
      if (model.decimals === null) continue
      const text = cellText(value, model.decimals)
      texts.push(
        <text
          key={index}
          x={x + w / 2}
          y={y + h / 2}
          class={state === CELL.plain ? numberClass(level) : 'lb-num lb-num-faint'}
          font-size={Math.min(FONT, (w * 1.62) / Math.max(3, text.length))}
        >
          {text}
        </text>,
      )
    }
  return (
    <g class={`lb-role-${track.role}`}>
      {[...fills].map(([name, d]) => (
        <path key={name} class={name} d={d} />
      ))}
      {[...decor].map(([name, d]) => (
        <path key={name} class={name} d={d} />
      ))}
      {texts}
    </g>
  )
}

function Labels({ model, at }: { model: TracksModel; at: Layout }) {
  const { tracks, colLabels, axis, blocks = [] } = model
  const middle = (from: number, to: number) => (at.ys[from]! + at.ys[to]! + at.cellHeight - 1) / 2
  const under = blocks.length ? LINE : 0
  let start = 0
  return (
    <g>
      {blocks.map(({ label, cols }, i) => {
        const [from, to] = [start, start + cols - 1]
        start += cols
        return (
          <text
            key={`b${i}`}
            class="lb-axis lb-block"
            x={(at.xs[from]! + at.xs[to]! + at.cellWidth) / 2}
            y={LINE / 2}
          >
            {label}
          </text>
        )
      })}
      {axis && (
        <text class="lb-axis lb-axis-start" x={0} y={under + LINE / 2}>
          {axis}
        </text>
      )}
      {colLabels?.map((label, col) => (
        <text key={`c${col}`} class="lb-axis" x={at.xs[col]! + (at.cellWidth - 1) / 2} y={under + LINE / 2}>
          {label}
        </text>
      ))}
      {tracks.map((track, t) => {
        const from = at.first[t]!
        return (
          <g key={t} class={`lb-role-${track.role}`}>
            <text class="lb-axis lb-axis-start lb-track" x={0} y={middle(from, from + track.rows - 1)}>
              {track.label}
            </text>
            {track.rows > 1 &&
              track.rowLabels?.map((label, row) => (
                <text
                  key={row}
                  class="lb-axis lb-axis-row"
                  x={at.left - 5}
                  y={middle(from + row, from + row)}
                >
                  {label}
                </text>
              ))}
          </g>
        )
      })}
    </g>
  )
}

function Marks({
  model,
  at,
  overlay,
}: {
  model: TracksModel
  at: Layout
  overlay: NonNullable<ChartProps<TracksModel>['overlay']>
}) {
  const [w, h] = [at.cellWidth - 1, at.cellHeight - 1]
  const groups = new Map<string, { role: string; as: MarkKind; d: string }>()
  for (const { index, as } of overlay.marks) {
    const row = Math.floor(index / model.cols)
    const track = model.tracks[at.trackOf[row] ?? -1]
    if (!track) continue
    const key = `${track.role} ${as}`
    const d = rect(at.xs[index % model.cols]!, at.ys[row]!, w, h)
    groups.set(key, { role: track.role, as, d: (groups.get(key)?.d ?? '') + d })
  }
  const { box } = overlay
  return (
    <g class="lb-marks">
      {box && (
        <rect
          class="lb-outline lb-column"
          x={at.xs[box.col]! - 2.5}
          y={at.ys[box.row]! - 3}
          width={at.xs[box.col + box.cols - 1]! + w - at.xs[box.col]! + 5}
          height={at.ys[box.row + box.rows - 1]! + h - at.ys[box.row]! + 6}
          rx={3}
        />
      )}
      {/* A light edge under the marks keeps them apart from dark cells. */}
      <path class="lb-halo" d={[...groups.values()].map(({ d }) => d).join('')} />
      {[...groups.values()].map(({ role, as, d }) => (
        <path key={`${role}${as}`} class={`lb-mark lb-mark-${as} lb-role-${role}`} d={d} />
      ))}
    </g>
  )
}

const lastBefore = (starts: readonly number[], position: number): number => {
  let found = 0
  for (let i = 0; i < starts.length; i++) if (starts[i]! <= position) found = i
  return found
}

/** Heat maps on a common axis; hovered, clicked or walked with the arrow keys when they can be picked. */
export default function Tracks({ model, role, label, overlay, onPick, picked }: ChartProps<TracksModel>) {
  const at = useMemo(() => layout(model), [model])
  // The same vnode object lets Preact skip the cells while only the overlay moves.
  const still = useMemo(
    () => (
      <>
        <Labels model={model} at={at} />
        {model.tracks.map((track, t) => (
          <Cells key={t} track={track} first={at.first[t]!} model={model} at={at} />
        ))}
      </>
    ),
    [model, at],
  )

  const indexAt = (event: PointerEvent): number => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    const scale = at.width / box.width
    const col = lastBefore(at.xs, (event.clientX - box.left) * scale)
    return lastBefore(at.ys, (event.clientY - box.top) * scale) * model.cols + col
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -model.cols, ArrowDown: model.cols }[event.key]
    if (step === undefined || !onPick) return
    event.preventDefault()
    const next = (picked ?? 0) + step
    if (next >= 0 && next < at.ys.length * model.cols) onPick(next, true)
  }

  return (
    <svg
      class={`lb-chart lb-tracks lb-role-${role}${onPick ? ' lb-pickable' : ''}`}
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
      {still}
      {overlay && <Marks model={model} at={at} overlay={overlay} />}
    </svg>
  )
}
