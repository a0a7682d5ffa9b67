import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createCell, SLOW, type Sandbox } from '../../../components/cell/model.ts'
import { textKey, type TextStore } from '../../../components/cell/text.ts'
import type { RunHandlers } from '../../../src/runtime/sandbox/client.ts'
import type { Failure, Output } from '../../../src/runtime/sandbox/protocol.ts'

const shown = (text: string): Output => ({ kind: 'value', value: { kind: 'plain', text } })
const failed = (line: number | null): Failure => ({
  kind: 'error',
  name: 'Error',
  message: 'm',
  line,
  column: null,
  code: null,
  values: {},
})

function memory(
  first: string | null = null,
): TextStore & { text: string | null; other(text: string | null): void } {
  let listen: (text: string | null) => void = () => {}
  return {
    text: first,
    read() {
      return this.text
    },
    write(text) {
      this.text = text
      return true
    },
    watch(onChange) {
      listen = onChange
      return () => {}
    },
    other: (text) => listen(text),
  }
}

function setUp(store = memory()) {
  const runs: { source: string; handlers: RunHandlers; stop: ReturnType<typeof vi.fn> }[] = []
  const sandbox: Sandbox = {
    run(source, handlers) {
      const stop = vi.fn()
      runs.push({ source, handlers, stop })
      return { stop }
    },
  }
  const cell = createCell('book', store, () => Promise.resolve(sandbox))
  return { cell, runs, store }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a run', () => {
  test('shows the second output of a label in the place of the first', async () => {
    const { cell, runs } = setUp()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    const { handlers } = runs[0]!
    handlers.onStart()
    handlers.onOutput(shown('1'), 'loss')
    handlers.onOutput(shown('a'), null)
    handlers.onOutput(shown('2'), 'loss')
    await vi.advanceTimersByTimeAsync(50)
    expect(cell.outputs.value).toEqual([shown('2'), shown('a')])
    handlers.onOutput(shown('3'), 'loss')
    await vi.advanceTimersByTimeAsync(50)
    expect(cell.outputs.value).toEqual([shown('3'), shown('a')])
    expect(cell.outputs.value.map(cell.labelOf)).toEqual(['loss', null])
  })
  test('goes from starting over running to its end, with its outputs', async () => {
    const { cell, runs } = setUp()
    cell.run()
    expect(cell.status.value).toEqual({ state: 'starting' })
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onStart()
    expect(cell.status.value).toEqual({ state: 'running', slow: false })
    runs[0]!.handlers.onOutput(shown('1'), null)
    runs[0]!.handlers.onOutput(shown('2'), null)
    expect(cell.outputs.value).toEqual([])
    await vi.advanceTimersByTimeAsync(20)
    expect(cell.outputs.value).toEqual([shown('1'), shown('2')])
    runs[0]!.handlers.onOutput(shown('3'), null)
    runs[0]!.handlers.onEnd({ why: 'done', ok: true, ms: 1, tensors: 0, bytes: 0 })
    expect(cell.outputs.value).toHaveLength(3)
    expect(cell.status.value).toMatchObject({ state: 'ended', ending: { why: 'done' } })
  })

  test('offers to be stopped once it is slow, and not after its end', async () => {
    const { cell, runs } = setUp()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onStart()
    await vi.advanceTimersByTimeAsync(SLOW - 1)
    expect(cell.status.value).toEqual({ state: 'running', slow: false })
    await vi.advanceTimersByTimeAsync(1)
    expect(cell.status.value).toEqual({ state: 'running', slow: true })
    cell.stop()
    await vi.advanceTimersByTimeAsync(SLOW)
    expect(cell.status.value).toEqual({ state: 'ended', ending: { why: 'stopped' } })
  })

  test('that was stopped says no more', async () => {
    const { cell, runs } = setUp()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    const { handlers, stop } = runs[0]!
    handlers.onStart()
    handlers.onOutput(shown('before'), null)
    cell.stop()
    expect(stop).toHaveBeenCalledOnce()
    handlers.onOutput(shown('after'), null)
    handlers.onCut()
    handlers.onEnd({ why: 'stopped' })
    await vi.advanceTimersByTimeAsync(50)
    expect(cell.outputs.value).toEqual([shown('before')])
    expect(cell.cut.value).toBe(false)
  })

  test('that was stopped before its sandbox came never starts', async () => {
    const { cell, runs } = setUp()
    cell.run()
    cell.stop()
    await vi.advanceTimersByTimeAsync(10)
    expect(runs).toEqual([])
    expect(cell.status.value).toEqual({ state: 'ended', ending: { why: 'stopped' } })
  })

  test('replaces the one before it', async () => {
    const { cell, runs } = setUp()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onStart()
    cell.edit('mine')
    cell.run()
    expect(runs[0]!.stop).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onOutput(shown('stale'), null)
    runs[1]!.handlers.onStart()
    runs[1]!.handlers.onOutput(shown('fresh'), null)
    runs[0]!.handlers.onEnd({ why: 'stopped' })
    await vi.advanceTimersByTimeAsync(20)
    expect(runs[1]!.source).toBe('mine')
    expect(cell.outputs.value).toEqual([shown('fresh')])
    expect(cell.status.value).toEqual({ state: 'running', slow: false })
  })

  test('without a sandbox says so', async () => {
    const cell = createCell('book', memory(), () => Promise.reject(new Error('offline')))
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    expect(cell.status.value).toEqual({ state: 'ended', ending: { why: 'unavailable' } })
  })

  test('marks the first error that has a line, until the text changes', async () => {
    const { cell, runs } = setUp()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onOutput(failed(null), null)
    runs[0]!.handlers.onOutput(failed(4), null)
    runs[0]!.handlers.onOutput(failed(2), null)
    await vi.advanceTimersByTimeAsync(20)
    expect(cell.marked.value?.line).toBe(4)
    cell.edit('other')
    expect(cell.marked.value).toBeNull()
  })
})

describe("the reader's text", () => {
  test("is kept while it differs, and dropped when it is the book's again", () => {
    const { cell, store } = setUp()
    cell.recall()
    cell.edit('mine')
    expect(store.text).toBe('mine')
    expect(cell.changed.value).toBe(true)
    cell.edit('book')
    expect(store.text).toBeNull()
    expect(cell.changed.value).toBe(false)
  })

  test('comes back, and only when the page is live', () => {
    const { cell } = setUp(memory('mine'))
    expect(cell.text.value).toBe('book')
    cell.recall()
    expect(cell.text.value).toBe('mine')
  })

  test('follows another tab', () => {
    const { cell, store } = setUp()
    cell.recall()
    store.other('theirs')
    expect(cell.text.value).toBe('theirs')
    store.other(null)
    expect(cell.text.value).toBe('book')
  })

  test('Reset brings back the book and drops what was shown', async () => {
    const { cell, runs, store } = setUp(memory('mine'))
    cell.recall()
    cell.run()
    await vi.advanceTimersByTimeAsync(0)
    runs[0]!.handlers.onStart()
    runs[0]!.handlers.onOutput(shown('1'), null)
    cell.reset()
    expect(runs[0]!.stop).toHaveBeenCalledOnce()
    expect([cell.text.value, store.text, cell.outputs.value, cell.status.value]).toEqual([
      'book',
      null,
      [],
      { state: 'idle' },
    ])
  })

  test('a browser that keeps nothing is told of', () => {
    const { cell } = setUp({ ...memory(), write: () => false } as ReturnType<typeof memory>)
    cell.edit('mine')
    expect(cell.kept.value).toBe(false)
    expect(cell.text.value).toBe('mine')
  })

  test('has one key in all languages, another for each page and cell', () => {
    const isLocale = (part: string) => ['zh', 'en'].includes(part)
    const key = (path: string, cell: string) => textKey(path, isLocale, cell)
    expect(key('/zh/layers/core/dense/', 'snippet')).toBe(key('/en/layers/core/dense', 'snippet'))
    expect(
      new Set([
        key('/en/layers/core/dense/', 'a'),
        key('/en/layers/core/dense/', 'b'),
        key('/en/layers/core/embedding/', 'a'),
      ]).size,
    ).toBe(3)
  })
})
