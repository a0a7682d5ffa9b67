import { describe, expect, test } from 'vitest'
import { LIMITS, readMessage } from '../../../src/runtime/sandbox/protocol.ts'

const output = (output: unknown) => JSON.stringify({ type: 'output', output, label: null })
const value = (value: unknown) => output({ kind: 'value', value })
const tensor = (tensor: unknown) => value({ kind: 'tensor', tensor })
const list = (depth: number): unknown =>
  depth === 0 ? { kind: 'plain', text: '1' } : { kind: 'list', name: '', items: [list(depth - 1)], total: 1 }

describe('believes', () => {
  test.each([
    ['ready', JSON.stringify({ type: 'ready', backend: 'wasm' })],
    ['done', JSON.stringify({ type: 'done', ok: true, ms: 1.5, tensors: 0, bytes: 0 })],
    ['a tensor', tensor({ shape: [2], dtype: 'float32', data: [1, 'NaN'] })],
    ['a list as deep as it may be', value(list(LIMITS.depth))],
    [
      'a failure',
      output({ kind: 'error', name: 'E', message: 'm', line: 3, column: null, code: null, values: { a: 1 } }),
    ],
    ['a plot', output({ kind: 'plot', parts: [{ part: 'svg', svg: '<svg/>', label: '' }] })],
  ])('%s', (_name, json) => {
    expect(readMessage(json)).toEqual(JSON.parse(json))
  })
})

describe('does not believe', () => {
  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an unknown type', JSON.stringify({ type: 'navigate', to: '/' })],
    ['an unknown kind', output({ kind: 'html', html: '<b>' })],
    ['a missing field', JSON.stringify({ type: 'done', ok: true })],
    ['a field from the prototype', JSON.stringify({ type: 'ready', __proto__: { backend: 'wasm' } })],
    ['a count that is none', JSON.stringify({ type: 'done', ok: true, ms: 1, tensors: -1, bytes: 0 })],
    ['a shape of words', tensor({ shape: ['2'], dtype: 'float32', data: [] })],
    [
      'too many elements',
      tensor({ shape: [1e6], dtype: 'float32', data: new Array(2 * LIMITS.elements + 1).fill(0) }),
    ],
    ['a list that is too deep', value(list(LIMITS.depth + 1))],
    ['brackets without end', '['.repeat(1e6)],
    ['a string that is too long', value({ kind: 'string', text: 'x'.repeat(LIMITS.string + 1) })],
    ['an unknown level', output({ kind: 'console', level: 'shout', values: [], indent: 0 })],
    ['markup where a part belongs', output({ kind: 'plot', parts: '<svg/>' })],
  ])('%s', (_name, json) => {
    expect(readMessage(json)).toBeNull()
  })
})
