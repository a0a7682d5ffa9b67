import { tensor, type TensorData } from './tensor.ts'

/** Weight of one tap: its place in the window, and the window's size. */
type Pattern = (place: readonly number[], size: readonly number[]) => number

const centre = (size: number) => (size - 1) >> 1
const taps = (size: readonly number[]) => size.reduce((n, d) => n * d, 1)
/** 1, 2, … , 2, 1: heaviest in the middle. */
const smooth = (i: number, size: number) => 1 + Math.min(i, size - 1 - i)
/** …, −1, 0, 1, …: negative before the middle, positive after it. */
const slope = (i: number, size: number) => i - (size - 1) / 2
const isCentre = (place: readonly number[], size: readonly number[]) =>
  place.every((p, axis) => p === centre(size[axis]!))
const besideCentre = ([r = 0, c = 0]: readonly number[], [rows = 1, cols = 1]: readonly number[]) =>
  Math.abs(r - centre(rows)) + Math.abs(c - centre(cols)) === 1

const PICTURE: Readonly<Record<string, Pattern>> = {
  sobel: ([r = 0, c = 0], [rows = 1, cols = 1]) => smooth(r, rows) * slope(c, cols),
  sobel_horizontal: ([r = 0, c = 0], [rows = 1, cols = 1]) => slope(r, rows) * smooth(c, cols),
  edge: (place, size) => (isCentre(place, size) ? taps(size) - 1 : -1),
  blur: (_place, size) => 1 / taps(size),
  sharpen: (place, size) => {
    if (!isCentre(place, size)) return besideCentre(place, size) ? -1 : 0
    // The neighbours there are: the weights sum to 1.
    return 1 + size.reduce((n, d) => n + (d > 1 ? 1 : 0) + (d > 2 ? 1 : 0), 0)
  },
}

const SIGNAL: Readonly<Record<string, Pattern>> = {
  average: (_place, size) => 1 / taps(size),
  difference: ([i = 0], [size = 1]) => (size === 1 || (i > 0 && i < size - 1) ? 0 : i === 0 ? -1 : 1),
  delay: ([i = 0]) => Number(i === 0),
}

export const PICTURE_KERNELS = ['sobel', 'sobel_horizontal', 'edge', 'blur', 'sharpen'] as const
export const SIGNAL_KERNELS = ['average', 'difference', 'delay'] as const

/**
 * A kernel `(...size, channels, filters)` of well-known patterns. Filter 0 has the pattern named, each
 * further filter the next one of the list; every channel has its share, so that the sum keeps its scale.
 */
function patterned(
  patterns: Readonly<Record<string, Pattern>>,
  names: readonly string[],
  name: string,
  size: readonly number[],
  channels: number,
  filters: number,
): TensorData {
  const first = names.indexOf(name)
  const shape = [...size, channels, filters]
  const data = Float32Array.from({ length: taps(shape) }, (_, i) => {
    const pattern = patterns[names[(first + (i % filters)) % names.length]!]!
    let tap = Math.floor(i / (channels * filters))
    const place = [...size].reverse().map((length) => {
      const at = tap % length
      tap = Math.floor(tap / length)
      return at
    })
    return pattern(place.reverse(), size) / channels
  })
  return tensor(shape, data)
}

export const pictureKernel = (
  name: (typeof PICTURE_KERNELS)[number],
  size: readonly number[],
  channels: number,
  filters: number,
) => patterned(PICTURE, PICTURE_KERNELS, name, size, channels, filters)

export const signalKernel = (
  name: (typeof SIGNAL_KERNELS)[number],
  size: readonly number[],
  channels: number,
  filters: number,
) => patterned(SIGNAL, SIGNAL_KERNELS, name, size, channels, filters)
