import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { setImmediate as nextTask } from 'node:timers/promises'
import type { NotebookEntry, NotebooksOptions } from '../../../src/notebook/storage/index.ts'
import type { Notebook } from '../../../src/notebook/document.ts'
import { connect, type Environment, type TabMessage } from '../../../src/notebook/storage/environment.ts'
import { StoredNotebooks } from '../../../src/notebook/storage/notebooks.ts'

const titles = {
  conflict: (title: string) => `${title} (mine)`,
  recovered: (title: string) => `${title} (back)`,
}

interface Held {
  readonly name: string
  readonly tab: Tab
  readonly take: () => void
}

/** Web Locks, exclusive ones only, that know whose they are. */
class Locks {
  readonly #held = new Map<string, Tab>()
  #queue: Held[] = []

  of(tab: Tab): NonNullable<Environment['locks']> {
    const request = (
      name: string,
      { ifAvailable, signal }: LockOptions,
      granted: (lock: Lock | null) => unknown,
    ) =>
      new Promise<unknown>((resolve, reject) => {
        if (tab.dead) return
        const take = async () => {
          this.#held.set(name, tab)
          const done = await granted({ name, mode: 'exclusive' })
          if (this.#held.get(name) === tab) this.#free(name)
          resolve(done)
        }
        if (!this.#held.has(name)) return void take()
        if (ifAvailable) return resolve(granted(null))
        const held = { name, tab, take: () => void take() }
        this.#queue.push(held)
        signal?.addEventListener('abort', () => {
          this.#queue = this.#queue.filter((one) => one !== held)
          reject(new DOMException('', 'AbortError'))
        })
      })
    return { request } as NonNullable<Environment['locks']>
  }

  freeAllOf(tab: Tab): void {
    this.#queue = this.#queue.filter((one) => one.tab !== tab)
    for (const [name, holder] of [...this.#held]) if (holder === tab) this.#free(name)
  }

  #free(name: string): void {
    this.#held.delete(name)
    const next = this.#queue.find((one) => one.name === name)
    this.#queue = this.#queue.filter((one) => one !== next)
    next?.take()
  }
}

interface Timer {
  readonly at: number
  readonly tab: Tab
  readonly run: () => void
}

export interface BrowserKind {
  readonly locks?: boolean
  readonly channel?: boolean
}

/** A browser with a clock of its own, whose tabs share what they store, and crash when told to. */
export class Browser {
  readonly kind: Required<BrowserKind>
  readonly journal = new Map<string, string>()
  /** What the journal may hold, in characters. */
  journalSpace = Infinity
  readonly locks = new Locks()
  readonly tabs = new Set<Tab>()
  timers: Timer[] = []
  clock = Date.UTC(2030, 0, 1)

  constructor({ locks = true, channel = true }: BrowserKind = {}) {
    this.kind = { locks, channel }
    globalThis.indexedDB = new IDBFactory()
  }

  tab(options: Partial<NotebooksOptions> = {}): Tab {
    return new Tab(this, options)
  }

  /** Lets time pass, and all that is due in it happen. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.clock + milliseconds
    for (;;) {
      await idle()
      const [next] = this.timers.filter(({ at, tab }) => at <= end && !tab.frozen).sort((a, b) => a.at - b.at)
      if (!next) break
      this.timers = this.timers.filter((timer) => timer !== next)
      this.clock = Math.max(this.clock, next.at)
      if (!next.tab.dead) next.run()
    }
    this.clock = end
  }

  /** Lets time pass, but nothing end that starts in it. */
  jump(milliseconds: number): void {
    this.clock += milliseconds
    const due = this.timers.filter(({ at, tab }) => at <= this.clock && !tab.frozen)
    this.timers = this.timers.filter((timer) => !due.includes(timer))
    for (const { tab, run } of due) if (!tab.dead) run()
  }

  /** What a promise gives, however much time must pass for it. */
  async wait<T>(promise: Promise<T>): Promise<T> {
    let waiting = true
    void promise.finally(() => (waiting = false)).catch(() => {})
    for (let i = 0; waiting; i++) {
      await idle()
      if (i > 100) throw new Error('It never comes.')
      if (waiting) await this.pass(100)
    }
    return promise
  }

  journalKeys(): string[] {
    return [...this.journal.keys()].filter((key) => key.startsWith('layerbook.journal.'))
  }
}

/** Until nothing happens any more that needs no time. */
export async function idle(): Promise<void> {
  for (let i = 0; i < 30; i++) await nextTask()
}

interface Abortable {
  abort(): void
  readonly done: Promise<unknown>
}

export class Tab {
  readonly browser: Browser
  readonly environment: Environment
  readonly notebooks: StoredNotebooks
  readonly #listeners: ((message: TabMessage) => void)[] = []
  readonly #page = { hidden: new Set<() => void>(), visible: new Set<() => void>() }
  readonly #leaving = new Set<() => boolean>()
  readonly #transactions = new Set<Abortable>()
  dead = false
  /** Frozen: alive, but it hears and does nothing. */
  frozen = false
  persistAsked = 0

  constructor(browser: Browser, options: Partial<NotebooksOptions>) {
    this.browser = browser
    browser.tabs.add(this)
    this.environment = this.#environment()
    this.notebooks = new StoredNotebooks(this.environment, { titles, ...options })
  }

  /** Ends the tab here and now; what it was storing is lost, or goes through without it. */
  crash(storing: 'lost' | 'stored' = 'lost'): void {
    this.dead = true
    this.browser.tabs.delete(this)
    this.browser.locks.freeAllOf(this)
    if (storing === 'stored') return
    for (const transaction of this.#transactions) {
      try {
        transaction.abort()
      } catch {
        // It has ended, and only nobody has heard of it.
      }
    }
  }

  /** Until a transaction runs, so that a crash comes into the midst of it. */
  async inTransaction(): Promise<void> {
    for (let i = 0; this.#transactions.size === 0; i++) {
      if (i > 100) throw new Error('It stores nothing.')
      await Promise.resolve()
    }
  }

  happens(event: 'hidden' | 'visible'): void {
    for (const run of [...this.#page[event]]) run()
  }

  /** Whether the browser would ask before the tab is closed. */
  get holdsBack(): boolean {
    return [...this.#leaving].some((needed) => needed())
  }

  async opened(id: string) {
    const opened = await this.browser.wait(this.notebooks.open(id))
    if (!opened.opened) throw new Error(`not opened: ${opened.why}`)
    return opened
  }

  async session(id: string) {
    return (await this.opened(id)).session
  }

  async created(notebook: Notebook): Promise<string> {
    const created = await this.notebooks.create(notebook)
    if (!created.done) throw new Error(`not created: ${created.why}`)
    return created.id
  }

  async listed() {
    const list = await this.browser.wait(this.notebooks.list())
    if (!list.listed) throw new Error(`not listed: ${list.why}`)
    return list
  }

  /** The titles in the list, the latest first. */
  async titles(): Promise<string[]> {
    return (await this.listed()).notebooks.map(titleOf)
  }

  #environment(): Environment {
    const { browser } = this
    const ifAlive = <T>(use: () => T): T | Promise<never> =>
      this.dead ? new Promise<never>(() => {}) : use()
    return {
      connect: async (callbacks) => {
        const database = await ifAlive(() => connect(callbacks))
        return new Proxy(database, {
          get: (target, property) => {
            if (property === 'close') return () => target.close()
            if (property !== 'transaction') return Reflect.get(target, property) as unknown
            if (this.dead) throw new Error('A dead tab stores nothing.')
            return (...of: Parameters<typeof target.transaction>) => {
              const transaction = target.transaction(...of)
              this.#transactions.add(transaction)
              const ended = () => this.#transactions.delete(transaction)
              transaction.done.then(ended, ended)
              return transaction
            }
          },
        })
      },
      journal: {
        get length() {
          return browser.journal.size
        },
        key: (i) => [...browser.journal.keys()][i] ?? null,
        getItem: (key) => browser.journal.get(key) ?? null,
        setItem: (key, value) => {
          if (this.dead) return
          const others = [...browser.journal].filter(([other]) => other !== key)
          const used = others.reduce((sum, [k, v]) => sum + k.length + v.length, 0)
          if (used + key.length + value.length > browser.journalSpace)
            throw new DOMException('', 'QuotaExceededError')
          browser.journal.set(key, value)
        },
        removeItem: (key) => {
          if (!this.dead) browser.journal.delete(key)
        },
      },
      locks: browser.kind.locks ? browser.locks.of(this) : null,
      channel: browser.kind.channel
        ? {
            post: (message) => {
              if (this.dead) return
              for (const tab of browser.tabs) if (tab !== this) tab.#hear(structuredClone(message))
            },
            listen: (listener) => void this.#listeners.push(listener),
          }
        : null,
      persistence: {
        persisted: () => Promise.resolve(false),
        persist: () => Promise.resolve(++this.persistAsked > 0),
      },
      now: () => browser.clock,
      after: (milliseconds, run) => {
        const timer = { at: browser.clock + milliseconds, tab: this, run }
        if (!this.dead) browser.timers.push(timer)
        return () => {
          browser.timers = browser.timers.filter((one) => one !== timer)
        }
      },
      onPage: (event, run) => {
        this.#page[event].add(run)
        return () => this.#page[event].delete(run)
      },
      onLeave: (needed) => {
        this.#leaving.add(needed)
        return () => this.#leaving.delete(needed)
      },
    }
  }

  #hear(message: TabMessage): void {
    if (this.frozen) return
    setImmediate(() => {
      if (!this.dead) for (const listener of this.#listeners) listener(message)
    })
  }
}

export const titleOf = (entry: NotebookEntry): string => (entry.readable ? entry.title : entry.error.code)
