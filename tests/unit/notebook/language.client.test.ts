import * as Comlink from 'comlink'
import { beforeEach, describe, expect, test, vi } from 'vitest'

vi.mock('virtual:layerbook-language', () => ({
  files: { worker: 'worker.js', types: 'types.json', texts: { zh: 'zh.json', en: 'en.json' } },
}))

import { createLanguage } from '../../../src/notebook/language/client.ts'
import type { LanguageWorker } from '../../../src/notebook/language/worker.ts'

function later<T>() {
  let resolve!: (value: T) => void
  let reject!: (reason: Error) => void
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]))
  return { promise, resolve, reject }
}

/** The worker at the other end, in the test's hands: `start` and the answers come when the test says so. */
class Desk {
  readonly started = later<void>()
  readonly hovered = later<null>()
  readonly updates: { id: string; source: string; version: number }[][] = []
  readonly addresses: unknown[] = []
  tell!: (cell: string, version: number, problems: readonly never[]) => void
  over = false

  constructor() {
    // It may fail before the client's call arrives.
    this.started.promise.catch(() => {})
  }

  readonly api = {
    start: (files: unknown, tell: Desk['tell']) => {
      this.addresses.push(files)
      this.tell = tell
      return this.started.promise
    },
    update: (cells: { id: string; source: string; version: number }[]) => void this.updates.push(cells),
    hover: () => this.hovered.promise,
    problems: () => Promise.resolve([]),
  } satisfies Partial<Record<keyof LanguageWorker, unknown>>
}

let desks: Desk[]

class FakeWorker {
  readonly #port: MessagePort
  readonly desk = new Desk()
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null

  constructor() {
    desks.push(this.desk)
    workers.push(this)
    const { port1, port2 } = new MessageChannel()
    Comlink.expose(this.desk.api, port2)
    this.#port = port1
    port1.start()
  }
  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#port.postMessage(message, transfer)
  }
  addEventListener(type: string, listener: EventListener) {
    this.#port.addEventListener(type, listener)
  }
  removeEventListener(type: string, listener: EventListener) {
    this.#port.removeEventListener(type, listener)
  }
  terminate() {
    this.desk.over = true
    this.#port.close()
  }
}
let workers: FakeWorker[]

beforeEach(() => {
  desks = []
  workers = []
  vi.stubGlobal('Worker', FakeWorker)
})

const cells = (source: string) => [{ id: 'a', source }]

describe('the type service’s client', () => {
  test('loads nothing before it is asked to, and once', () => {
    const language = createLanguage({ locale: 'zh' })
    language.update(cells('1'))
    expect([language.state, desks.length]).toEqual(['idle', 0])
    language.start()
    language.start()
    expect([language.state, desks.length]).toEqual(['loading', 1])
    language.stop()
  })

  test('asked before it is ready, answers when it is, about the newest text', async () => {
    const language = createLanguage({ locale: 'zh' })
    language.update(cells('1'))
    language.start()
    const answer = language.hover('a', 0)
    desks[0]!.hovered.resolve(null)
    desks[0]!.started.resolve()
    expect(await answer).toEqual({ kind: 'answer', value: null })
    expect(language.state).toBe('ready')
    expect(desks[0]!.addresses).toEqual([{ types: 'types.json', texts: 'zh.json' }])
    expect(desks[0]!.updates.at(-1)).toMatchObject([{ id: 'a', source: '1' }])
    language.stop()
  })

  test('an answer about a text that was replaced is stale, however fast it came', async () => {
    const language = createLanguage({ locale: 'en' })
    language.update(cells('1'))
    language.start()
    const answer = language.hover('a', 0)
    desks[0]!.started.resolve()
    language.write('a', '2')
    desks[0]!.hovered.resolve(null)
    expect(await answer).toEqual({ kind: 'stale' })
    language.stop()
  })

  test('problems of an older text reach nobody', async () => {
    const language = createLanguage({ locale: 'en' })
    const seen: number[] = []
    language.onProblems('a', (problems) => seen.push(problems.length))
    language.update(cells('1'))
    language.start()
    desks[0]!.started.resolve()
    await vi.waitFor(() => expect(desks[0]!.updates).toHaveLength(1))
    const old = desks[0]!.updates[0]![0]!.version
    language.write('a', '2')
    await vi.waitFor(() => expect(desks[0]!.updates).toHaveLength(2))
    const now = desks[0]!.updates[1]![0]!.version
    await desks[0]!.tell('a', old, [])
    expect(seen).toEqual([])
    await desks[0]!.tell('a', now, [])
    expect(seen).toEqual([0])
    language.stop()
  })

  test.each([
    ['its files cannot be had', () => desks[0]!.started.reject(new Error('404'))],
    ['its script cannot be had', () => workers[0]!.onerror!({ message: '', preventDefault() {} })],
  ])('%s: that is told, who waits hears of it, and the next start tries again', async (_, fail) => {
    const language = createLanguage({ locale: 'en' })
    const states: string[] = []
    language.onState((state) => states.push(state))
    language.update(cells('1'))
    language.start()
    const answer = language.hover('a', 0)
    fail()
    expect(await answer).toEqual({ kind: 'unavailable' })
    await vi.waitFor(() => expect(states).toEqual(['loading', 'failed']))
    expect(desks[0]!.over).toBe(true)
    expect(await language.hover('a', 0)).toEqual({ kind: 'unavailable' })
    language.start()
    desks[1]!.started.resolve()
    await vi.waitFor(() => expect(states.at(-1)).toBe('ready'))
    language.stop()
  })
})
