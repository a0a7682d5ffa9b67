import { sizeOf, tensor, type TensorData } from './tensor.ts'

/** A small seeded generator (mulberry32): the same numbers at build, in the page and in tests. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Two decimals: what the reader sees in a cell is the value the layer got. */
const round = (x: number) => Math.round(x * 100) / 100

export function filled(
  shape: readonly number[],
  value: (index: number) => number,
  dtype: TensorData['dtype'] = 'float32',
): TensorData {
  return tensor(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'float32' ? round(value(i)) : value(i))),
    dtype,
  )
}

/** Uniform numbers in [low, high), two decimals. */
export function uniform(shape: readonly number[], seed: number, low = -1, high = 1): TensorData {
  const next = seeded(seed)
  return filled(shape, () => low + (high - low) * next())
}

/** 1, 2, 3 …: lets the order of elements be read off. */
export const counting = (shape: readonly number[], from = 1): TensorData => filled(shape, (i) => i + from)

export const SIGNALS = ['sine', 'step', 'impulse', 'ramp', 'noisy_sine', 'random'] as const
export type Signal = (typeof SIGNALS)[number]

/** `(batch 1, steps, channels)`; each further channel is the same signal, later and weaker. */
export function signal(kind: Signal, steps: number, channels: number, seed: number): TensorData {
  const next = seeded(seed)
  const at: Record<Signal, (t: number) => number> = {
    sine: (t) => Math.sin((2 * Math.PI * t) / 8),
    step: (t) => (t >= steps / 3 ? 1 : 0),
    impulse: (t) => (t === Math.floor(steps / 2) ? 1 : 0),
    ramp: (t) => t / Math.max(1, steps - 1),
    noisy_sine: (t) => 0.8 * Math.sin((2 * Math.PI * t) / 10) + 0.4 * (next() - 0.5),
    random: () => 2 * next() - 1,
  }
  const value = at[kind]
  return filled([1, steps, channels], (i) => {
    const c = i % channels
    return value(Math.floor(i / channels) - c) / (1 + c / 2)
  })
}

export const PICTURES = ['circle', 'digit', 'checker', 'gradient', 'stripes', 'random'] as const
export type Picture = (typeof PICTURES)[number]

const inDigit = (x: number, y: number) =>
  (y > 0.14 && y < 0.28 && x > 0.25 && x < 0.75) ||
  (y >= 0.28 && y < 0.88 && Math.abs(x - (0.86 - y * 0.52)) < 0.08)

/** `(batch 1, size, size, channels)` in [0, 1]; further channels are the picture turned a quarter, so that they differ. */
export function picture(kind: Picture, size: number, channels: number, seed: number): TensorData {
  const next = seeded(seed)
  const at: Record<Picture, (x: number, y: number) => number> = {
    circle: (x, y) => Number(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.32) < 0.09),
    digit: (x, y) => Number(inDigit(x, y)),
    checker: (x, y) => Number((Math.floor(x * 4) + Math.floor(y * 4)) % 2 === 0),
    gradient: (x, y) => (x + y) / 2,
    stripes: (x) => Number(Math.floor(x * 6) % 2 === 0),
    random: () => next(),
  }
  return filled([1, size, size, channels], (i) => {
    const c = i % channels
    const x = (Math.floor(i / channels) % size) + 0.5
    const y = Math.floor(i / channels / size) + 0.5
    return c % 2 === 0 ? at[kind](x / size, y / size) : at[kind](1 - y / size, x / size)
  })
}

/** The same values with the channel axis moved to the front of the spatial axes. */
export function channelsFirst(x: TensorData): TensorData {
  const [batch = 1, ...rest] = x.shape
  const channels = rest.at(-1)!
  const space = rest.slice(0, -1)
  const cells = sizeOf(space)
  const data = Array.from({ length: sizeOf(x.shape) }, (_, i) => {
    const cell = i % cells
    const c = Math.floor(i / cells) % channels
    const b = Math.floor(i / cells / channels)
    return x.data[(b * cells + cell) * channels + c]!
  })
  return tensor([batch, channels, ...space], data, x.dtype)
}
