export type Padding = 'valid' | 'same' | 'causal'

/** One spatial axis of a sliding window, as Keras computes it on TensorFlow. All lengths in elements. */
export interface Axis {
  readonly size: number
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
  readonly padding: Padding
}

export interface AxisGeometry extends Axis {
  /** Output length; 0 when the window does not fit. */
  readonly out: number
  readonly before: number
  readonly after: number
  /** Length the window covers with its holes: dilation·(kernel−1)+1. */
  readonly span: number
  /** Input positions the window at output `o` reads; below 0 or beyond the size it reads padding. */
  taps(o: number): number[]
  /** Whether any window reads input position `i`. */
  reads(i: number): boolean
}

export function axisGeometry(axis: Axis): AxisGeometry {
  const { size, kernel, stride, dilation, padding } = axis
  const span = dilation * (kernel - 1) + 1
  const out =
    padding === 'valid' ? Math.max(0, Math.floor((size - span) / stride) + 1) : Math.ceil(size / stride)
  const total =
    padding === 'same' ? Math.max(0, (out - 1) * stride + span - size) : padding === 'causal' ? span - 1 : 0
  // TensorFlow gives an odd cell of padding to the end.
  const before = padding === 'causal' ? total : Math.floor(total / 2)
  const taps = (o: number) => Array.from({ length: kernel }, (_, k) => o * stride - before + k * dilation)
  const read = new Set(Array.from({ length: out }, (_, o) => taps(o)).flat())
  return { ...axis, out, before, after: total - before, span, taps, reads: (i) => read.has(i) }
}

/** Where the axes of a batch-of-maps tensor are. */
export interface MapAxes {
  readonly channels: number
  readonly space: readonly number[]
  /** Flat index of channel `c` at a spatial position, in the first sample. */
  index(c: number, position: readonly number[]): number
}

export function mapAxes(shape: readonly number[], format: string | null): MapAxes {
  const first = format === 'channels_first'
  const channels = first ? shape[1]! : shape.at(-1)!
  const space = first ? shape.slice(2) : shape.slice(1, -1)
  const cell = (position: readonly number[]) => position.reduce((flat, p, axis) => flat * space[axis]! + p, 0)
  const cells = space.reduce((n, d) => n * d, 1)
  return {
    channels,
    space,
    index: (c, position) => (first ? c * cells + cell(position) : cell(position) * channels + c),
  }
}
