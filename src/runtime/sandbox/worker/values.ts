import * as tf from '@tensorflow/tfjs-core'
import { SymbolicTensor, layers } from '@tensorflow/tfjs-layers'
import { LIMITS, type Output, type TensorValue, type ValueNode } from '../protocol.ts'

type Table = Extract<Output, { kind: 'table' }>

/** Any value as a tree that can be sent: cut at the limits, and never throwing, whatever its getters do. */
export function toNode(value: unknown): ValueNode {
  let left: number = LIMITS.nodes
  const within = new Set<object>()

  const visit = (value: unknown, depth: number): ValueNode => {
    left -= 1
    if (left < 0) return { kind: 'more' }
    if (typeof value === 'string') return { kind: 'string', text: cut(value, LIMITS.string) }
    if (typeof value !== 'object' || value === null) return plain(describe(value))
    if (within.has(value)) return plain('↻')
    if (depth === 0 && !(value instanceof tf.Tensor)) return { kind: 'more' }
    within.add(value)
    try {
      return compound(value, depth)
    } catch (error) {
      return plain(`${nameOf(value)} (${error instanceof Error ? cut(error.message, 200) : 'unreadable'})`)
    } finally {
      within.delete(value)
    }
  }

  const list = (name: string, items: Iterable<unknown>, total: number, depth: number): ValueNode => ({
    kind: 'list',
    name,
    items: Array.from(first(items, LIMITS.entries), (item) => visit(item, depth - 1)),
    total,
  })

  const record = (name: string, entries: [unknown, unknown][], total: number, depth: number): ValueNode => ({
    kind: 'record',
    name,
    entries: entries
      .slice(0, LIMITS.entries)
      .map(([key, item]) => [
        cut(typeof key === 'string' ? key : describe(key), 200),
        visit(item, depth - 1),
      ]),
    total,
  })

  function compound(value: object, depth: number): ValueNode {
    if (value instanceof tf.Tensor) {
      if (value.isDisposed) return plain(`Tensor [${value.shape.join(', ')}], disposed`)
      return { kind: 'tensor', tensor: tensorValue(value) }
    }
    if (value instanceof tf.TensorBuffer)
      return { kind: 'tensor', tensor: bufferValue(value.shape, value.dtype, value.values) }
    if (value instanceof SymbolicTensor)
      return plain(`SymbolicTensor [${value.shape.map((n) => n ?? 'null').join(', ')}]`)
    if (value instanceof Date || value instanceof RegExp) return plain(String(value))
    if (value instanceof Error) return plain(cut(`${value.name}: ${value.message}`, LIMITS.string))
    if (value instanceof Promise) return plain('Promise')
    if (value instanceof layers.Layer) {
      const config = Object.entries(value.getConfig())
      return record(cut(value.getClassName(), 200), config, config.length, depth)
    }
    if (Array.isArray(value)) return list('', value, value.length, depth)
    if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
      const items = value as unknown as Iterable<unknown> & { length: number }
      return list(nameOf(value), items, items.length, depth)
    }
    if (value instanceof Set) return list('Set', value, value.size, depth)
    if (value instanceof Map)
      return record('Map', [...first(value, LIMITS.entries)] as [unknown, unknown][], value.size, depth)
    const name = nameOf(value)
    const keys = Object.keys(value)
    const entries = keys.slice(0, LIMITS.entries).map((key): [string, unknown] => [key, get(value, key)])
    return record(name === 'Object' ? '' : name, entries, keys.length, depth)
  }

  return visit(value, LIMITS.depth)
}

/** A list or record of rows as a table, as `console.table` reads them; null where it is neither. */
export function toTable(data: unknown): Table | null {
  if (typeof data !== 'object' || data === null || data instanceof tf.Tensor) return null
  const named = !Array.isArray(data)
  const rows: [string, unknown][] = Object.entries(data)
  const columns: string[] = []
  const isRow = (row: unknown): row is object =>
    typeof row === 'object' && row !== null && !(row instanceof tf.Tensor)
  for (const [, row] of rows.slice(0, LIMITS.rows)) {
    for (const key of isRow(row) ? Object.keys(row) : ['']) {
      if (!columns.includes(key) && columns.length < LIMITS.columns - 1) columns.push(key)
    }
  }
  const blank = plain('')
  return {
    kind: 'table',
    columns: ['', ...columns.map((name) => cut(name, 200))],
    rows: rows.slice(0, LIMITS.rows).map(([name, row]) => [
      plain(named ? cut(name, 200) : name),
      ...columns.map((key) => {
        if (isRow(row)) return Object.hasOwn(row, key) ? toNode(get(row, key)) : blank
        return key === '' ? toNode(row) : blank
      }),
    ]),
    total: rows.length,
  }
}

/** Whether the reader means a table: rows that are plain records of the same keys with plain values. */
export function looksTabular(data: unknown): data is Record<string, unknown>[] {
  if (!Array.isArray(data) || data.length < 2) return false
  const keys = (row: unknown) =>
    typeof row === 'object' && row !== null && Object.getPrototypeOf(row) === Object.prototype
      ? Object.keys(row).join('\n')
      : null
  const first = keys(data[0])
  return (
    Boolean(first) &&
    data.every(
      (row: unknown) =>
        keys(row) === first && Object.values(row as object).every((v) => typeof v !== 'object'),
    )
  )
}

export function tensorValue(tensor: tf.Tensor): TensorValue {
  // Only what is sent is read: of a great tensor the head alone leaves the backend's memory.
  if (tensor.size > LIMITS.elements && tensor.dtype !== 'string' && tensor.dtype !== 'complex64') {
    const head = tf.tidy(() => tf.slice(tf.reshape(tensor, [-1]), 0, LIMITS.elements).dataSync())
    return bufferValue(tensor.shape, tensor.dtype, head)
  }
  return bufferValue(tensor.shape, tensor.dtype, tensor.dataSync())
}

function bufferValue(
  shape: number[],
  dtype: string,
  values: ArrayLike<number | string | boolean>,
): TensorValue {
  const length = Math.min(values.length, dtype === 'complex64' ? 2 * LIMITS.elements : LIMITS.elements)
  return {
    shape: [...shape],
    dtype,
    data: Array.from({ length }, (_, i) => {
      const value = values[i]!
      if (typeof value === 'string') return cut(value, 200)
      if (!Number.isFinite(Number(value))) return String(value) as 'NaN'
      return dtype === 'float32' ? shortFloat(Number(value)) : Number(value)
    }),
  }
}

/** The shortest number that is this one in float32: 0.1, not 0.10000000149011612. */
function shortFloat(value: number): number {
  const short = Number(value.toPrecision(7))
  return Math.fround(short) === value ? short : Number(value.toPrecision(9))
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'bigint':
      return `${value}n`
    case 'function':
      return /^class\b/.test(Function.prototype.toString.call(value))
        ? `class ${value.name}`
        : `ƒ ${value.name}()`
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    default:
      return String(value)
  }
}

const plain = (text: string): ValueNode => ({ kind: 'plain', text: cut(text, LIMITS.string) })

export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

const nameOf = (value: object): string => {
  const name: unknown = get(get(value, 'constructor') as object | undefined, 'name')
  return typeof name === 'string' ? cut(name, 200) : 'Object'
}

function get(value: object | undefined, key: string): unknown {
  if (value === undefined || value === null) return undefined
  try {
    return (value as Record<string, unknown>)[key]
  } catch (error) {
    return error
  }
}

function* first<T>(items: Iterable<T>, most: number): Generator<T> {
  let index = 0
  for (const item of items) {
    if (index++ >= most) return
    yield item
  }
}
