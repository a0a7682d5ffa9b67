import type { Scale } from './model.ts'

/** Levels a sign is quantised to. Classes let one path draw all cells of a level, and follow the theme. */
const LEVELS = 16
const HUES = 12
/** Colours along an order, from pale yellow over green and blue to violet; lightness falls all the way. */
const STEPS = 24

/** CSS class of a value's colour. Not-a-number has a class of its own. */
export function levelClass(value: number, scale: Scale): string {
  if (!Number.isFinite(value)) return 'lb-nan'
  if (scale.kind === 'order')
    return `lb-o${Math.floor((Math.max(0, Math.min(scale.count - 1, value)) / Math.max(1, scale.count)) * STEPS)}`
  if (scale.kind === 'category') return `lb-c${((value % HUES) + HUES) % HUES}`
  const share = scale.max > 0 ? Math.max(-1, Math.min(1, value / scale.max)) : 0
  const level = Math.round(Math.abs(share) * LEVELS)
  if (level === 0) return 'lb-v0'
  if (scale.kind === 'role') return `lb-r${level}`
  return share < 0 ? `lb-n${level}` : `lb-p${level}`
}

/** From which level on a number needs the other ink: on a dark page (first) and on a light one (second). */
const OTHER_INK: Readonly<Record<string, readonly [dark: number, light: number]>> = {
  n: [10, 14],
  p: [7, 10],
  r: [9, 12],
}

/** Class of a number printed on a colour; `mid` where only dark pages need the other ink. */
export function numberClass(level: string): string {
  if (level === 'lb-nan') return 'lb-num lb-num-strong'
  const [, prefix = '', degree] = /^lb-([npr])(\d+)$/.exec(level) ?? []
  const from = OTHER_INK[prefix]
  if (!from || Number(degree) < from[0]) return 'lb-num'
  return Number(degree) < from[1] ? 'lb-num lb-num-mid' : 'lb-num lb-num-strong'
}

/** The style rules of all levels, from the theme's --lb-neg, --lb-zero, --lb-pos and the role at hand. */
export function scaleCss(): string {
  const rules = ['.lb-v0{fill:var(--lb-zero)}', '.lb-nan{fill:var(--lb-nan,#c0c)}']
  for (let i = 1; i <= LEVELS; i++) {
    const share = Math.round((i / LEVELS) * 100)
    for (const [prefix, colour] of [
      ['n', 'lb-neg'],
      ['p', 'lb-pos'],
      ['r', 'role'],
    ] as const)
      rules.push(`.lb-${prefix}${i}{fill:color-mix(in oklab,var(--${colour}) ${share}%,var(--lb-zero))}`)
  }
  for (let i = 0; i < HUES; i++)
    rules.push(
      `.lb-c${i}{fill:oklch(var(--lb-cat-l,0.82) var(--lb-cat-c,0.1) ${Math.round((i * 360 * 5) / HUES) % 360})}`,
    )
  for (let i = 0; i < STEPS; i++) {
    const share = i / (STEPS - 1)
    rules.push(
      `.lb-o${i}{fill:oklch(calc(var(--lb-order-l,0.95) - ${share.toFixed(3)}*var(--lb-order-fall,0.3)) 0.1 ${Math.round(100 + share * 200)})}`,
    )
  }
  return rules.join('\n')
}

/** The scale that suits values: diverging about zero when some are negative. */
export function scaleOf(values: ArrayLike<number>, floor = 1e-6): Scale {
  let max = floor
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]!)
    if (Number.isFinite(magnitude) && magnitude > max) max = magnitude
  }
  return { kind: 'diverging', max }
}

/** A number for a reader: at most `decimals` places, a true minus, no trailing zeros beyond need. */
export function numberText(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const magnitude = Math.abs(value)
  const text =
    magnitude !== 0 && (magnitude >= 1e5 || magnitude < 10 ** -decimals / 2)
      ? magnitude.toExponential(1)
      : String(Number(magnitude.toFixed(decimals)))
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** A number in a cell, where there is no room for an exponent: what is too small to show is 0.00 or −0.00, not 0. */
export const cellText = (value: number, decimals = 2): string =>
  value !== 0 && Math.abs(value) < 10 ** -decimals / 2
    ? value.toFixed(decimals).replace('-', '−')
    : numberText(value, decimals)
