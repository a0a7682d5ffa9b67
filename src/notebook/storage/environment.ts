import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb'

/** A notebook as it is stored. Its fields are unknown until they are read: anything may have damaged it. */
export interface NotebookRecord {
  id: string
  /** Grows by one with every change. */
  revision: number
  created: number
  changed: number
  deleted: number | null
  /** The session that stored this revision; empty where none did. */
  writer: string
  /** The number of that session's last edit in it. */
  edits: number
  notebook: unknown
}

export interface Schema extends DBSchema {
  notebooks: { key: string; value: NotebookRecord }
}

/** What is told to other tabs. */
export type TabMessage =
  | {
      readonly tell: 'changed'
      readonly id: string
      readonly revision: number
      readonly deleted: boolean
    }
  /** Asks the tab that has this session open to say so, where there are no locks to tell. */
  | { readonly tell: 'who'; readonly session: string }
  | { readonly tell: 'here'; readonly session: string }

export interface TabChannel {
  post(message: TabMessage): void
  listen(listener: (message: TabMessage) => void): void
}

/** What storage needs of a browser, so that a test can be one, have two tabs, and let them crash. */
export interface Environment {
  connect(callbacks: Pick<OpenDBCallbacks<Schema>, 'blocking' | 'terminated'>): Promise<IDBPDatabase<Schema>>
  /** `null` where the browser has none for this page. */
  readonly journal: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | null
  readonly locks: Pick<LockManager, 'request'> | null
  readonly channel: TabChannel | null
  readonly persistence: Pick<StorageManager, 'persist' | 'persisted'> | null
  now(): number
  after(milliseconds: number, run: () => void): () => void
  /** `hidden` whenever the page may end after it. Gives the function that ends listening. */
  onPage(event: 'hidden' | 'visible', run: () => void): () => void
  /** Asks the reader to stay, as long as `needed` says so when they leave. */
  onLeave(needed: () => boolean): () => void
}

const tryOr = <T>(get: () => T): T | null => {
  try {
    return get()
  } catch {
    return null
  }
}

function tabChannel(): TabChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  const channel = tryOr(() => new BroadcastChannel('layerbook.notebooks'))
  return (
    channel && {
      post: (message) => channel.postMessage(message),
      listen: (listener) => channel.addEventListener('message', ({ data }) => listener(data as TabMessage)),
    }
  )
}

function listen(target: EventTarget, event: string, listener: (event: Event) => void): () => void {
  target.addEventListener(event, listener)
  return () => target.removeEventListener(event, listener)
}

export const connect: Environment['connect'] = (callbacks) =>
  openDB<Schema>('layerbook.notebooks', 1, {
    ...callbacks,
    upgrade: (database) => void database.createObjectStore('notebooks', { keyPath: 'id' }),
  })

export function browserEnvironment(): Environment {
  return {
    connect,
    // Reading the property throws where the reader forbids sites to store anything.
    journal: tryOr(() => globalThis.localStorage) ?? null,
    locks: navigator.locks ?? null,
    channel: tabChannel(),
    persistence: navigator.storage ?? null,
    now: () => Date.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    onPage: (event, run) => {
      const ends = [
        listen(document, 'visibilitychange', () => {
          if (document.visibilityState === event) run()
        }),
        listen(window, event === 'hidden' ? 'pagehide' : 'pageshow', run),
      ]
      return () => ends.forEach((end) => end())
    },
    onLeave: (needed) =>
      listen(window, 'beforeunload', (event) => {
        if (needed()) event.preventDefault()
      }),
  }
}
