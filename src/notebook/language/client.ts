import * as Comlink from 'comlink'
import { files } from 'virtual:layerbook-language'
import type { Completion, Completions, Detail, Hover, Problem, Signature } from './answers.ts'
import type { LanguageWorker } from './worker.ts'

/**
 * idle: nothing is loaded, nobody asked. loading: on its way. ready: answers. failed: it could not be loaded; the
 * next `start` tries again.
 */
export type LanguageState = 'idle' | 'loading' | 'ready' | 'failed'

/** stale: the cell's text is another by now. unavailable: the service is not there (`state` says why). */
export type Answer<T> = { kind: 'answer'; value: T } | { kind: 'stale' } | { kind: 'unavailable' }

export interface LanguageCell {
  readonly id: string
  readonly source: string
}

/**
 * The type service of one notebook. Offsets count UTF-16 units in the cell's text, as CodeMirror's do. Questions
 * asked while it loads are answered once it is ready.
 */
export interface Language {
  readonly state: LanguageState
  /** Calls back at each change of `state`. Gives the end of watching. */
  onState(listener: (state: LanguageState) => void): () => void
  /** Loads the service where it is not there. Call it at the focus of a code cell. */
  start(): void
  /** The notebook's code cells in the order of the page; call it, at once, whenever any of them changes. */
  update(cells: readonly LanguageCell[]): void
  /** One cell's new text. */
  write(cell: string, source: string): void
  complete(cell: string, offset: number): Promise<Answer<Completions | null>>
  /** What a completion is, in the reader's language. */
  detail(cell: string, offset: number, completion: Completion): Promise<Answer<Detail | null>>
  hover(cell: string, offset: number): Promise<Answer<Hover | null>>
  signature(cell: string, offset: number): Promise<Answer<Signature | null>>
  diagnostics(cell: string): Promise<Answer<readonly Problem[]>>
  /** Calls back with a cell's problems whenever they are found, also after an edit of another cell. Gives its end. */
  onProblems(cell: string, listener: (problems: readonly Problem[]) => void): () => void
  /** Ends the worker. */
  stop(): void
}

type Remote = Comlink.Remote<LanguageWorker>

/** A worker under way: `ready` when it has its files, `lost` when it will not answer any more. */
interface Session {
  readonly remote: Remote
  readonly ready: Promise<void>
  readonly lost: Promise<never>
  end(): void
}

function begin(locale: 'zh' | 'en', onProblems: Parameters<LanguageWorker['start']>[1]): Session {
  const worker = new Worker(files.worker, { type: 'module' })
  const remote = Comlink.wrap<LanguageWorker>(worker)
  let lose: (reason: Error) => void
  const lost = new Promise<never>((_, reject) => (lose = reject))
  // Whoever waits for an answer hears of it; with nobody waiting it is no fault of the page.
  lost.catch(() => {})
  worker.onerror = (event) => {
    event.preventDefault()
    lose(new Error(event.message))
  }
  const started = remote.start({ types: files.types, texts: files.texts[locale] }, Comlink.proxy(onProblems))
  return {
    remote,
    ready: Promise.race([started, lost]),
    lost,
    end() {
      worker.terminate()
      lose(new Error('ended'))
    },
  }
}

/** The type service, not yet loaded. `locale` is the language of its texts. */
export function createLanguage({ locale }: { locale: 'zh' | 'en' }): Language {
  let state: LanguageState = 'idle'
  let session: Session | null = null
  let cells: readonly (LanguageCell & { version: number })[] = []
  let version = 0
  const watchers = new Set<(state: LanguageState) => void>()
  const listeners = new Map<string, Set<(problems: readonly Problem[]) => void>>()

  const become = (next: LanguageState) => {
    state = next
    watchers.forEach((watcher) => watcher(next))
  }
  const versionOf = (cell: string) => cells.find(({ id }) => id === cell)?.version

  const send = () => {
    if (state === 'ready' && session) session.remote.update(cells).catch(session.end)
  }

  async function ask<T>(cell: string, question: (remote: Remote) => Promise<T>): Promise<Answer<T>> {
    const asked = session
    const about = versionOf(cell)
    if (!asked) return { kind: 'unavailable' }
    try {
      await asked.ready
      const value = await Promise.race([question(asked.remote), asked.lost])
      if (about === undefined || versionOf(cell) !== about) return { kind: 'stale' }
      return { kind: 'answer', value }
    } catch {
      return { kind: 'unavailable' }
    }
  }

  return {
    get state() {
      return state
    },
    onState(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    start() {
      if (session) return
      const own = begin(locale, (cell, at, problems) => {
        if (versionOf(cell) === at) listeners.get(cell)?.forEach((listener) => listener(problems))
      })
      session = own
      const fail = () => {
        if (session !== own) return
        own.end()
        session = null
        become('failed')
      }
      own.lost.catch(fail)
      own.ready.then(() => {
        if (session !== own) return
        become('ready')
        send()
      }, fail)
      become('loading')
    },
    update(next) {
      const before = new Map(cells.map((cell) => [cell.id, cell]))
      cells = next.map(({ id, source }) => {
        const old = before.get(id)
        return old?.source === source ? old : { id, source, version: ++version }
      })
      send()
    },
    write(id, source) {
      if (cells.some((cell) => cell.id === id && cell.source !== source))
        this.update(cells.map((cell) => (cell.id === id ? { id, source } : cell)))
    },
    complete: (cell, offset) => ask(cell, (remote) => remote.complete(cell, offset)),
    detail: (cell, offset, completion) => ask(cell, (remote) => remote.detail(cell, offset, completion)),
    hover: (cell, offset) => ask(cell, (remote) => remote.hover(cell, offset)),
    signature: (cell, offset) => ask(cell, (remote) => remote.signature(cell, offset)),
    diagnostics: async (cell) => ask(cell, async (remote) => (await remote.problems(cell)) ?? []),
    onProblems(cell, listener) {
      const own = listeners.get(cell) ?? new Set()
      listeners.set(cell, own.add(listener))
      return () => own.delete(listener)
    },
    stop() {
      session?.end()
      session = null
      become('idle')
    },
  }
}
