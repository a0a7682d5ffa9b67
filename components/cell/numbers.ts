import type { TensorValue } from '../../src/runtime/sandbox/protocol.ts'

/** Elements up to which a tensor is written out whole; beyond, each axis keeps its ends, as numpy does. */
const WHOLE = 240
const EDGE = 3
const COLUMNS = 88

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** One number for all to be read together: the fewest decimals, up to four, that tell them apart. */
function writer({ dtype, data }: TensorValue): (value: number | string) => string {
  if (dtype === 'string') return (value) => JSON.stringify(value)
  if (dtype === 'bool') return (value) => (Number(value) ? 'true' : 'false')
  const finite = data.map(Number).filter(Number.isFinite)
  const whole = finite.every(Number.isInteger)
  const largest = finite.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const smallest = finite.reduce(
    (min, value) => (value === 0 ? min : Math.min(min, Math.abs(value))),
    Infinity,
  )
  const scientific =
    largest >= 1e8 || (!whole && smallest < 1e-4 && largest / smallest < 1e6 && largest < 1e-2)
  const decimals = whole ? 0 : 4
  return (value) => {
    const n = Number(value)
    if (!Number.isFinite(n)) return Number.isNaN(n) ? 'NaN' : n > 0 ? '∞' : '-∞'
    return scientific ? n.toExponential(3) : n.toFixed(decimals)
  }
}

/** The tensor in nested brackets with its columns in line, long axes by their ends. */
export function tensorText(tensor: TensorValue): string {
  const { shape, data, dtype } = tensor
  if (dtype === 'complex64') return pairs(data).join('\n')
  const write = writer(tensor)
  if (shape.length === 0) return data.length ? write(data[0]!) : ''
  const shorten = size(shape) > WHOLE
  const strides = shape.map((_, axis) => size(shape.slice(axis + 1)))
  const indices = (length: number): (number | null)[] =>
    shorten && length > 2 * EDGE
      ? [0, 1, 2, null, length - 3, length - 2, length - 1]
      : Array.from({ length }, (_, i) => i)

  const texts = new Map<number, string>()
  const collect = (axis: number, offset: number): void => {
    if (axis === shape.length) {
      texts.set(offset, offset < data.length ? write(data[offset]!) : '…')
      return
    }
    for (const i of indices(shape[axis]!)) if (i !== null) collect(axis + 1, offset + i * strides[axis]!)
  }
  collect(0, 0)
  const width = Math.max(...[...texts.values()].map((text) => text.length), 1)

  const block = (axis: number, offset: number, indent: string): string => {
    const items = indices(shape[axis]!)
    if (axis === shape.length - 1) {
      const parts = items.map((i) => (i === null ? '…' : texts.get(offset + i)!.padStart(width)))
      return `[${wrap(parts, `${indent} `, width)}]`
    }
    const gap = `${'\n'.repeat(Math.max(1, shape.length - 1 - axis))}${indent} `
    return `[${items.map((i) => (i === null ? '…' : block(axis + 1, offset + i * strides[axis]!, `${indent} `))).join(gap)}]`
  }
  return block(0, 0, '')
}

function wrap(parts: readonly string[], indent: string, width: number): string {
  const perLine = Math.max(1, Math.floor((COLUMNS - indent.length) / (width + 1)))
  const lines: string[] = []
  for (let i = 0; i < parts.length; i += perLine) lines.push(parts.slice(i, i + perLine).join(' '))
  return lines.join(`\n${indent}`)
}

function pairs(data: TensorValue['data']): string[] {
  return Array.from({ length: Math.floor(data.length / 2) }, (_, i) => `${data[2 * i]} + ${data[2 * i + 1]}i`)
}

/** One plane of a tensor for a heat map: where it stands, and its elements, row by row. */
export interface Plane {
  /** In Python's slice notation, empty where the plane is the whole tensor. */
  label: string
  rows: number
  cols: number
  values: number[]
}

const PLANES = 8

/**
 * The planes of a tensor. Four axes are read as Keras reads them, (batch, rows, columns, channels): a plane is one
 * channel. Otherwise the last two axes make a plane.
 */
export function planesOf({ shape, dtype, data }: TensorValue): { planes: Plane[]; total: number } {
  const none = { planes: [], total: 0 }
  if (shape.length === 0 || dtype === 'string' || dtype === 'complex64' || size(shape) < 2) return none
  const [rowAxis, colAxis] =
    shape.length === 4 ? [1, 2] : shape.length === 1 ? [-1, 0] : [shape.length - 2, shape.length - 1]
  const strides = shape.map((_, axis) => size(shape.slice(axis + 1)))
  const rows = rowAxis < 0 ? 1 : shape[rowAxis]!
  const cols = shape[colAxis]!
  const others = shape.map((_, axis) => axis).filter((axis) => axis !== rowAxis && axis !== colAxis)
  const total = size(others.map((axis) => shape[axis]!))
  const planes: Plane[] = []
  for (let k = 0; k < Math.min(total, PLANES); k++) {
    let rest = k
    let base = 0
    const at: (number | ':')[] = shape.map(() => ':')
    for (const axis of others.toReversed()) {
      const index = rest % shape[axis]!
      rest = Math.floor(rest / shape[axis]!)
      at[axis] = index
      base += index * strides[axis]!
    }
    const values: number[] = []
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const offset = base + (rowAxis < 0 ? 0 : row * strides[rowAxis]!) + col * strides[colAxis]!
        if (offset < data.length) values.push(Number(data[offset]))
      }
    }
    if (values.length === rows * cols)
      planes.push({ label: others.length ? `[${at.join(', ')}]` : '', rows, cols, values })
    // Of a tensor that was cut, whole rows of its first plane still show.
    else if (k === 0 && rowAxis >= 0 && values.length >= cols && data.length >= cols && shape.length <= 2) {
      const whole = Math.floor(values.length / cols)
      planes.push({ label: `[:${whole}]`, rows: whole, cols, values: values.slice(0, whole * cols) })
    }
  }
  return { planes, total }
}
