import { useMemo } from 'preact/hooks'
import type { ChartProps, CurveModel, MarkKind, Role } from './model.ts'
import { FrameView, frameOf, numberTicks, px, ticksOf, type Frame } from './parts/frame.tsx'
import { numberText } from './scale.ts'

const WIDTH = 318
const WIDE = 640
const HEIGHT = 236
/** Half length of a tangent, in px. */
const TANGENT = 36

type Dot = CurveModel['dots'][number]

export function layout(model: CurveModel): Frame {
  const width = model.wide ? WIDE : WIDTH
  const legend = model.series.length > 1 ? model.series : []
  return frameOf({
    width,
    height: HEIGHT,
    x: model.x,
    y: model.y,
    xTicks: numberTicks(ticksOf(model.x, width / 40)),
    yTicks: numberTicks(ticksOf(model.y, 5)),
    yLabel: model.yLabel,
    legend: legend.map(({ name, role, dashed }) => ({ name, role, as: dashed ? 'dashed' : 'line' })),
  })
}

export const naturalWidth = (model: CurveModel): number => (model.wide ? WIDE : WIDTH)

/** A line through the points, cut off at the plot's edges; a point that is no finite number breaks it. */
function line({ x, y }: CurveModel['series'][number], frame: Frame): string {
  let d = ''
  let pen: string | null = null
  for (let i = 1; i < x.length; i++) {
    const [x0, y0, x1, y1] = [frame.x(x[i - 1]!), frame.y(y[i - 1]!), frame.x(x[i]!), frame.y(y[i]!)]
    // Shares of the way at which the piece enters and leaves the plot.
    const [a, b] = [(frame.top - y0) / (y1 - y0), (frame.bottom - y0) / (y1 - y0)]
    const level = y0 === y1 && y0 >= frame.top - 1 && y0 <= frame.bottom + 1
    const from = level ? 0 : Math.max(0, Math.min(a, b))
    const to = level ? 1 : Math.min(1, Math.max(a, b))
    if (!Number.isFinite(x0 + x1 + y0 + y1) || !(from < to)) {
      pen = null
      continue
    }
    const at = (share: number) => `${px(x0 + share * (x1 - x0))} ${px(y0 + share * (y1 - y0))}`
    const start = at(from)
    d += pen === start ? `L${at(to)}` : `M${start}L${at(to)}`
    pen = at(to)
  }
  return d
}

const circle = (x: number, y: number, r: number) =>
  `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`

/** A dot; one that lies above or below the plot is an arrowhead at its edge. */
function dotPath({ x, y }: Dot, frame: Frame, r: number): string {
  const [cx, cy] = [frame.x(x), frame.y(y)]
  if (cy < frame.top - 1 || y === Infinity)
    return `M${px(cx - r)} ${px(frame.top + 2 * r)}h${2 * r}l${-r} ${-2 * r}z`
  if (cy > frame.bottom + 1 || y === -Infinity)
    return `M${px(cx - r)} ${px(frame.bottom - 2 * r)}h${2 * r}l${-r} ${2 * r}z`
  return Number.isFinite(cx + cy) ? circle(cx, cy, r) : ''
}

function Curves({ model, frame }: { model: CurveModel; frame: Frame }) {
  const dots = new Map<Role, string>()
  for (const dot of model.dots)
    if (!dot.quiet) dots.set(dot.role, (dots.get(dot.role) ?? '') + dotPath(dot, frame, 3.4))
  return (
    <g>
      <FrameView frame={frame} xLabel={model.xLabel} yLabel={model.yLabel} xLines />
      {[...model.series].reverse().map((series) => (
        <g key={series.name} class={`lb-role-${series.role}`}>
          <path class={series.dashed ? 'lb-line lb-dashed' : 'lb-line'} d={line(series, frame)} />
        </g>
      ))}
      {[...dots].map(([role, d]) => (
        <g key={role} class={`lb-role-${role}`}>
          <path class="lb-dot" d={d} />
        </g>
      ))}
    </g>
  )
}

/** A piece of the straight line with the dot's slope. */
function tangent({ x, y, slope }: Dot, frame: Frame): string {
  if (slope === undefined || !Number.isFinite(slope)) return ''
  const dx = frame.x(1) - frame.x(0)
  const dy = slope * (frame.y(1) - frame.y(0))
  const scale = TANGENT / Math.hypot(dx, dy)
  return `M${px(frame.x(x) - dx * scale)} ${px(frame.y(y) - dy * scale)}L${px(frame.x(x) + dx * scale)} ${px(frame.y(y) + dy * scale)}`
}

const inside = (frame: Frame, x: number, y: number) =>
  x >= frame.left - 1 && x <= frame.right + 1 && y >= frame.top - 1 && y <= frame.bottom + 1

function Mark({ dot, as, frame }: { dot: Dot; as: MarkKind; frame: Frame }) {
  const [x, y] = [frame.x(dot.x), frame.y(dot.y)]
  const visible = inside(frame, x, y)
  const base = Math.max(frame.top, Math.min(frame.bottom, frame.y(0)))
  const text = numberText(dot.y, 3)
  // Beside the dot where there is room, on the side away from the zero line.
  const start = x < (frame.left + frame.right) / 2
  const below = dot.y < 0 || y < frame.top + 18
  const place = dotPath(dot, frame, as === 'focus' ? 5.4 : 4.2)
  const touching = visible && as !== 'weak' ? tangent(dot, frame) : ''
  return (
    <g class={`lb-role-${dot.role}`}>
      {visible && as === 'focus' && (
        <path class="lb-guide" d={`M${px(x)} ${px(base)}V${px(y)}M${px(frame.left)} ${px(y)}H${px(x)}`} />
      )}
      {touching && <path class="lb-tangent" d={touching} />}
      {place && <path class="lb-dot lb-dot-focus" d={place} />}
      {visible && as === 'focus' && (
        <text
          class={`lb-value${start ? ' lb-axis-start' : ' lb-axis-row'}`}
          x={px(x + (start ? 8 : -8))}
          y={px(y + (below ? 13 : -11))}
        >
          {text}
        </text>
      )}
    </g>
  )
}

/** Curves over a common x with dots on them; a dot is hovered, clicked or walked to with the arrow keys. */
export default function Curve({ model, role, label, overlay, onPick, picked }: ChartProps<CurveModel>) {
  const frame = useMemo(() => layout(model), [model])
  // The same vnode object lets Preact skip the curves while only the overlay moves.
  const curves = useMemo(() => <Curves model={model} frame={frame} />, [model, frame])

  const pickAt = (hold: boolean) => (event: PointerEvent) => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    const scale = frame.width / box.width
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
    let best = -1
    let least = Infinity
    model.dots.forEach((dot, i) => {
      if (dot.quiet) return
      // Mostly by x, so that the pointer may stay off the curve.
      const distance = (frame.x(dot.x) - x) ** 2 + 0.02 * (frame.y(dot.y) - y) ** 2
      if (distance < least || best < 0) [best, least] = [i, distance]
    })
    if (best >= 0) onPick?.(best, hold)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (picked ?? 0) + step
    if (model.dots[next] && !model.dots[next].quiet) onPick?.(next, true)
  }

  return (
    <svg
      class={`lb-chart lb-curve lb-role-${role}${onPick ? ' lb-pickable' : ''}`}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      width={frame.width}
      height={frame.height}
      role={onPick ? 'group' : 'img'}
      aria-label={label}
      tabIndex={onPick ? 0 : undefined}
      onPointerMove={onPick && pickAt(false)}
      onPointerLeave={onPick && (() => onPick(null, false))}
      onPointerDown={onPick && pickAt(true)}
      onKeyDown={onPick && onKeyDown}
    >
      {curves}
      {overlay && (
        <g class="lb-marks">
          {overlay.marks.map(({ index, as }) => {
            const dot = model.dots[index]
            return dot && <Mark key={index} dot={dot} as={as} frame={frame} />
          })}
        </g>
      )}
    </svg>
  )
}
