import type { Role } from '../model.ts'
import { numberText } from '../scale.ts'

/** Size of the charts' small text, in px. */
export const FONT = 11

/** Width of a text in px; Chinese characters take a full em. */
export const textWidth = (text: string, size = FONT): number =>
  [...text].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e80 ? size : size * 0.6), 0)

/** Round numbers that cover a domain in about `count` steps of 1, 2 or 5 times a power of ten. */
export function ticksOf([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / Math.max(1, count)
  if (!(rough > 0) || !Number.isFinite(rough)) return [low]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((m) => m * power >= rough * 0.999) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

export interface Tick {
  readonly value: number
  readonly text: string
}

export const numberTicks = (values: readonly number[]): Tick[] =>
  values.map((value) => ({ value, text: numberText(value, 4) }))

/** How a thing of the chart looks in its legend. */
export interface LegendItem {
  readonly name: string
  readonly role: Role
  readonly as: 'line' | 'dashed' | 'box' | 'here'
}

/** Pixel geometry of a chart with two axes: edges of the plot, and where values fall. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  x(value: number): number
  y(value: number): number
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly legend: readonly (LegendItem & { readonly x: number; readonly y: number })[]
}

export interface FrameOptions {
  readonly width: number
  readonly height: number
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly yLabel: string
  readonly legend: readonly LegendItem[]
}

const LINE = 17
const SWATCH: Readonly<Record<LegendItem['as'], number>> = { line: 23, dashed: 23, box: 16, here: 16 }

/** Legend items in rows, as many to a row as fit. */
function placed(items: readonly LegendItem[], width: number): Frame['legend'] {
  let [x, y] = [0, LINE / 2]
  return items.map((item) => {
    const needs = SWATCH[item.as] + textWidth(item.name) + 12
    if (x > 0 && x + needs > width) [x, y] = [0, y + LINE]
    const at = { ...item, x, y }
    x += needs
    return at
  })
}

/** px as SVG text: tenths are enough for any screen. */
export const px = (value: number): number => Math.round(value * 10) / 10

export function frameOf(options: FrameOptions): Frame {
  const { width, height, xTicks, yTicks, yLabel } = options
  const legend = placed(options.legend, width)
  const head = (legend.at(-1)?.y ?? -LINE / 2) + LINE / 2
  const left = 8 + Math.max(...yTicks.map(({ text }) => textWidth(text)), 0)
  // Half of the last tick's text reaches past the plot.
  const right = width - 4 - textWidth(xTicks.at(-1)?.text ?? '') / 2
  const top = head + (yLabel === '' ? 9 : 20)
  const bottom = height - 33
  const [xLow, xHigh] = options.x
  const [yLow, yHigh] = options.y
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    xTicks,
    yTicks,
    legend,
    x: (value) => left + ((value - xLow) / (xHigh - xLow || 1)) * (right - left),
    y: (value) => bottom - ((value - yLow) / (yHigh - yLow || 1)) * (bottom - top),
  }
}

const swatch = (as: LegendItem['as'], x: number, y: number) => {
  if (as === 'box') return <rect class="lb-swatch" x={x} y={y - 5} width={11} height={10} rx={2} />
  if (as === 'here') return <path class="lb-here" d={`M${x + 1} ${y - 4}h10l-5 8z`} />
  return <path class={as === 'dashed' ? 'lb-line lb-dashed' : 'lb-line'} d={`M${x} ${y}h17`} />
}

/** Grid lines, axes through zero, ticks, labels and legend. */
export function FrameView({
  frame,
  xLabel,
  yLabel,
  xLines,
}: {
  frame: Frame
  xLabel: string
  yLabel: string
  xLines: boolean
}) {
  const { left, right, top, bottom } = frame
  const across = frame.yTicks.map(({ value }) => `M${px(left)} ${px(frame.y(value))}H${px(right)}`).join('')
  const down = xLines
    ? frame.xTicks.map(({ value }) => `M${px(frame.x(value))} ${px(top)}V${px(bottom)}`).join('')
    : ''
  const inX = xLines && frame.x(0) >= left - 0.5 && frame.x(0) <= right + 0.5
  const inY = frame.y(0) >= top - 0.5 && frame.y(0) <= bottom + 0.5
  return (
    <g>
      <path class="lb-gridline" d={across + down} />
      {inY && <path class="lb-zero" d={`M${px(left)} ${px(frame.y(0))}H${px(right)}`} />}
      {inX && <path class="lb-zero" d={`M${px(frame.x(0))} ${px(top)}V${px(bottom)}`} />}
      {frame.xTicks.map(({ value, text }) => (
        <text key={`x${value}`} class="lb-axis" x={px(frame.x(value))} y={px(bottom + 10)}>
          {text}
        </text>
      ))}
      {frame.yTicks.map(({ value, text }) => (
        <text key={`y${value}`} class="lb-axis lb-axis-row" x={px(left - 5)} y={px(frame.y(value))}>
          {text}
        </text>
      ))}
      {yLabel !== '' && (
        <text class="lb-axis lb-axis-start" x={0} y={px(top - 11)}>
          {yLabel}
        </text>
      )}
      <text class="lb-axis" x={px((left + right) / 2)} y={px(bottom + 26)}>
        {xLabel}
      </text>
      {frame.legend.map(({ name, role, as, x, y }) => (
        <g key={name} class={`lb-role-${role}`}>
          {swatch(as, x, y)}
          <text class="lb-axis lb-axis-start lb-legend" x={x + SWATCH[as]} y={y}>
            {name}
          </text>
        </g>
      ))}
    </g>
  )
}
