import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS, readMessage, type Output, type ValueNode } from '../../../src/runtime/sandbox/protocol.ts'
import { looksTabular, toNode, toTable } from '../../../src/runtime/sandbox/worker/values.ts'

/** As it arrives in the page. */
const sent = (output: Output): Output | null => {
  const message = readMessage(JSON.stringify({ type: 'output', output, label: null }))
  return message?.type === 'output' ? message.output : null
}
const arrives = (value: unknown): ValueNode => {
  const output: Output = { kind: 'value', value: toNode(value) }
  expect(sent(output)).toEqual(output)
  return output.value
}

describe('values', () => {
  test.each([
    ['string', 'text', { kind: 'string', text: 'text' }],
    ['number', 1.5, { kind: 'plain', text: '1.5' }],
    ['minus zero', -0, { kind: 'plain', text: '-0' }],
    ['bigint', 10n, { kind: 'plain', text: '10n' }],
    ['null', null, { kind: 'plain', text: 'null' }],
    ['undefined', undefined, { kind: 'plain', text: 'undefined' }],
    ['symbol', Symbol('s'), { kind: 'plain', text: 'Symbol(s)' }],
    ['function', function f() {}, { kind: 'plain', text: 'ƒ f()' }],
    ['class', class A {}, { kind: 'plain', text: 'class A' }],
    ['promise', Promise.resolve(), { kind: 'plain', text: 'Promise' }],
    ['error', new TypeError('bad'), { kind: 'plain', text: 'TypeError: bad' }],
    [
      'map',
      new Map([['a', 1]]),
      { kind: 'record', name: 'Map', entries: [['a', { kind: 'plain', text: '1' }]], total: 1 },
    ],
    ['set', new Set([1]), { kind: 'list', name: 'Set', items: [{ kind: 'plain', text: '1' }], total: 1 }],
    [
      'typed array',
      new Float32Array(2),
      {
        kind: 'list',
        name: 'Float32Array',
        items: [
          { kind: 'plain', text: '0' },
          { kind: 'plain', text: '0' },
        ],
        total: 2,
      },
    ],
    ['no prototype', Object.create(null), { kind: 'record', name: '', entries: [], total: 0 }],
  ])('%s', (_name, value, node) => {
    const found = arrives(value)
    expect(found.kind === 'record' && found.name === 'Object' ? { ...found, name: '' } : found).toEqual(node)
  })

  test('tensors, whole and in part, disposed and of any type', () => {
    expect(
      arrives(
        tf.tensor([
          [1, NaN],
          [Infinity, 0.1],
        ]),
      ),
    ).toEqual({
      kind: 'tensor',
      tensor: { shape: [2, 2], dtype: 'float32', data: [1, 'NaN', 'Infinity', 0.1] },
    })
    expect(arrives(tf.tensor([true, false]))).toMatchObject({ tensor: { dtype: 'bool', data: [1, 0] } })
    expect(arrives(tf.tensor(['a']))).toMatchObject({ tensor: { dtype: 'string', data: ['a'] } })
    expect(arrives(tf.complex([1], [2]))).toMatchObject({ tensor: { dtype: 'complex64', data: [1, 2] } })
    const great = arrives(tf.ones([100, 1000]))
    expect(great).toMatchObject({ tensor: { shape: [100, 1000] } })
    expect(great.kind === 'tensor' && great.tensor.data.length).toBe(LIMITS.elements)
    const gone = tf.scalar(1)
    gone.dispose()
    expect(arrives(gone)).toEqual({ kind: 'plain', text: 'Tensor [], disposed' })
  })

  test('showing a tensor leaves none behind', () => {
    const tensor = tf.ones([100, 1000])
    const before = tf.memory().numTensors
    toNode([tensor, { tensor }])
    expect(tf.memory().numTensors).toBe(before)
  })

  test('a layer is its class and its configuration', () => {
    expect(arrives(layers.dense({ units: 3 }))).toMatchObject({ kind: 'record', name: 'Dense' })
  })

  test('circles, depth, length and getters that throw', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(arrives(circle)).toMatchObject({ entries: [['self', { text: '↻' }]] })
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => [inner], 1)
    expect(JSON.stringify(arrives(deep))).toContain('more')
    expect(arrives(Array.from({ length: 1e5 }))).toMatchObject({ total: 1e5 })
    const traps = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
        getPrototypeOf: () => {
          throw new Error('no')
        },
      },
    )
    expect(arrives(traps).kind).toBe('plain')
    expect(
      arrives({
        get a() {
          throw new Error('no')
        },
      }),
    ).toMatchObject({ kind: 'record' })
    const wide = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => [1]))
    expect(JSON.stringify(arrives(wide)).length).toBeLessThan(200_000)
  })

  test('whatever it is, it arrives', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withObjectString: true,
          withSet: true,
          withTypedArray: true,
        }),
        (value) => void arrives(value),
      ),
    )
  })
})

describe('tables', () => {
  const table = (data: unknown) => {
    const found = toTable(data)
    if (found) expect(sent(found)).toEqual(found)
    return found
  }
  test('records, lists and plain values', () => {
    expect(table([{ a: 1, b: 2 }, { b: 3 }])).toMatchObject({ columns: ['', 'a', 'b'], total: 2 })
    expect(table({ x: [1, 2] })).toMatchObject({ columns: ['', '0', '1'] })
    expect(table([1, 2])).toMatchObject({ columns: ['', ''] })
    expect(table(3)).toBeNull()
    expect(table(tf.scalar(1))).toBeNull()
  })
  test('many rows and columns are cut, their count is true', () => {
    const row = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`c${i}`, i]))
    const found = table(Array.from({ length: 500 }, () => row))
    expect(found).toMatchObject({ total: 500 })
    expect(found!.columns.length).toBe(LIMITS.columns)
    expect(found!.rows.length).toBe(LIMITS.rows)
  })
  test('what is meant as a table', () => {
    expect(looksTabular([{ a: 1 }, { a: 2 }])).toBe(true)
    expect(looksTabular([{ a: 1 }, { b: 2 }])).toBe(false)
    expect(looksTabular([{ a: 1 }])).toBe(false)
    expect(looksTabular([{ a: [1] }, { a: [2] }])).toBe(false)
    expect(looksTabular([{}, {}])).toBe(false)
    expect(looksTabular([1, 2])).toBe(false)
  })
})
