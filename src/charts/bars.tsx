import { useMemo } from 'preact/hooks'
import type { BarsModel, ChartProps } from './model.ts'
import {
  FONT,
  FrameView,
  frameOf,
  numberTicks,
  px,
  textWidth,
  ticksOf,
  type Frame,
  type LegendItem,
} from './parts/frame.tsx'
import { numberText } from './scale.ts'

const WIDTH = 318
const WIDE = 640
const HEIGHT = 236
/** Share of a bin its bars fill. */
const FILL = 0.78

interface Layout {
  readonly frame: Frame
  /** Width of a bin, in px. */
  readonly band: number
  /** Whether there is room for each bar's number. */
  readonly numbers: boolean
}

/** The domain the bars need: from zero, with room above for numbers. */
function domainOf({ series, expected, y }: BarsModel, numbers: boolean): readonly [number, number] {
  if (y) return y
  const all = [...series, ...(expected ? [expected] : [])].flatMap(({ values }) =>
    Array.from(values).filter(Number.isFinite),
  )
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)]
  const room = (high - low || 1) * (numbers ? 0.12 : 0.06)
  return [low < 0 ? low - room : 0, high > 0 || low === 0 ? high + room : 0]
}

export function layout(model: BarsModel): Layout {
  const { labels, series, expected, here } = model
  const width = model.wide ? WIDE : WIDTH
  const count = Math.max(1, labels.length)
  const rough = (width - 40) / count
  const room = rough / Math.max(1, series.length)
  const numbers =
    model.decimals !== undefined &&
    series.every(({ values }) =>
      Array.from(values).every((v) => textWidth(numberText(v, model.decimals)) < room),
    )
  const widest = Math.max(...labels.map((l) => textWidth(l)), 1)
  const every = Math.ceil((widest + 7) / rough)
  const y = domainOf(model, numbers)
  const legend: LegendItem[] = [
    ...(series.length > 1 || expected || here
      ? series.map(({ name, role }) => ({ name, role, as: 'box' as const }))
      : []),
    ...(expected ? [{ name: expected.name, role: 'neutral' as const, as: 'dashed' as const }] : []),
    ...(here ? [{ name: here.name, role: 'state' as const, as: 'here' as const }] : []),
  ]
  const frame = frameOf({
    width,
    height: HEIGHT,
    x: [-0.5, count - 0.5],
    y,
    xTicks: labels.map((text, value) => ({ text, value })).filter((_, i) => i % every === 0),
    yTicks: numberTicks(ticksOf(y, 4)),
    yLabel: model.yLabel,
    legend,
  })
  return { frame, band: frame.x(1) - frame.x(0), numbers }
}

export const naturalWidth = (model: BarsModel): number => (model.wide ? WIDE : WIDTH)

function Bars({ model, at }: { model: BarsModel; at: Layout }) {
  const { frame, band, numbers } = at
  const { series, expected, here, decimals } = model
  const wide = (band * FILL) / Math.max(1, series.length)
  const base = frame.y(0)
  const left = (bin: number, s: number) => frame.x(bin) - (band * FILL) / 2 + s * wide
  const points = expected ? Array.from(expected.values, (v, i) => `${px(frame.x(i))} ${px(frame.y(v))}`) : []
  return (
    <g>
      <FrameView frame={frame} xLabel={model.xLabel} yLabel={model.yLabel} xLines={false} />
      {series.map(({ name, role, values }, s) => (
        <g key={name} class={`lb-role-${role}`}>
          <path
            class="lb-bar"
            d={Array.from(values, (v, i) => {
              const to = frame.y(Number.isFinite(v) ? v : 0)
              return `M${px(left(i, s))} ${px(base)}V${px(to)}h${px(wide - (series.length > 1 ? 1 : 0))}V${px(base)}z`
            }).join('')}
          />
          {numbers &&
            Array.from(values, (v, i) => (
              <text
                key={i}
                class="lb-value"
                x={px(left(i, s) + wide / 2)}
                y={px(frame.y(v) + (v < 0 ? 9 : -8))}
                font-size={FONT}
              >
                {numberText(v, decimals)}
              </text>
            ))}
        </g>
      ))}
      {expected && (
        <g class="lb-role-neutral">
          <path class="lb-line lb-dashed" d={`M${points.join('L')}`} />
        </g>
      )}
      {here && (
        <g class="lb-role-state">
          <path class="lb-guide" d={`M${px(frame.x(here.index))} ${px(frame.top)}V${px(base)}`} />
          <path class="lb-here" d={`M${px(frame.x(here.index) - 5)} ${px(frame.top - 8)}h10l-5 8z`} />
        </g>
      )}
    </g>
  )
}

/** Bars over named bins, with what was expected as a dashed line; a bin can be hovered, clicked or walked to. */
export default function BarsChart({ model, role, label, overlay, onPick, picked }: ChartProps<BarsModel>) {
  const at = useMemo(() => layout(model), [model])
  // The same vnode object lets Preact skip the bars while only the overlay moves.
  const bars = useMemo(() => <Bars model={model} at={at} />, [model, at])
  const { frame, band } = at
  const count = model.labels.length

  const pickAt = (hold: boolean) => (event: PointerEvent) => {
    const box = (event.currentTarget as SVGSVGElement).getBoundingClientRect()
    const x = ((event.clientX - box.left) * frame.width) / box.width
    onPick?.(Math.max(0, Math.min(count - 1, Math.floor((x - frame.left) / band))), hold)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (picked ?? 0) + step
    if (next >= 0 && next < count) onPick?.(next, true)
  }

  return (
    <svg
      class={`lb-chart lb-bars lb-role-${role}${onPick ? ' lb-pickable' : ''}`}
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
      {bars}
      {overlay && (
        <g class="lb-marks">
          {overlay.marks.map(({ index, as }) => (
            <path
              key={index}
              class={`lb-mark lb-mark-${as}`}
              d={`M${px(frame.x(index) - band / 2 + 0.5)} ${px(frame.top)}H${px(frame.x(index) + band / 2 - 0.5)}V${px(frame.bottom)}H${px(frame.x(index) - band / 2 + 0.5)}z`}
            />
          ))}
        </g>
      )}
    </svg>
  )
}
