import { makeNotebook, newId, type Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import { Database, troubleOf } from './database.ts'
import type { Environment, NotebookRecord } from './environment.ts'
import { askToPersist } from './persistence.ts'
import { Presence } from './presence.ts'
import { entryOf, isDeleted, nextRecord, notebookIn, revisionOf } from './records.ts'
import { Recoverer, type Lost } from './recovery.ts'
import { Session, type SessionHost, type SessionStart, type StoredRevision } from './session.ts'
import type {
  Changed,
  NotebookEntry,
  NotebookList,
  Notebooks,
  NotebooksEvent,
  NotebooksOptions,
  NotebookSession,
  Opened,
} from './types.ts'

/** Milliseconds. */
const PAUSE = 400

const KEPT_AFTER_REMOVAL = 30 * 24 * 60 * 60 * 1000

function readable(record: NotebookRecord | undefined): Notebook | 'missing' | 'damaged' {
  if (!record || isDeleted(record)) return 'missing'
  const notebook = notebookIn(record)
  return notebook instanceof NotebookError ? 'damaged' : notebook
}

export class StoredNotebooks implements Notebooks {
  readonly #environment: Environment
  readonly #database: Database
  readonly #presence: Presence
  readonly #recoverer: Recoverer
  readonly #host: SessionHost
  readonly #sessions = new Set<Session>()
  readonly #listeners = new Set<(event: NotebooksEvent) => void>()
  #askedToPersist = false

  constructor(environment: Environment, options: NotebooksOptions) {
    this.#environment = environment
    this.#database = new Database(environment)
    this.#presence = new Presence(environment)
    this.#recoverer = new Recoverer(environment, this.#database, this.#presence, options.titles.recovered)
    this.#host = {
      environment,
      database: this.#database,
      presence: this.#presence,
      pause: options.pause ?? PAUSE,
      conflictTitle: options.titles.conflict,
      stored: (revision) => this.#stored(revision),
      ended: (session) => this.#sessions.delete(session),
    }
    environment.channel?.listen((message) => {
      if (message.tell === 'changed') this.#notice(message)
    })
  }

  subscribe(listener: (event: NotebooksEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async list(): Promise<NotebookList> {
    const all = () => this.#database.use('readonly', (records) => records.getAll())
    try {
      let records = await all()
      const lost = await this.#recoverer.recoverLost(new Set(records.map(({ id }) => id)))
      const expired = records.filter(({ deleted }) => this.#isExpired(deleted)).map(({ id }) => id)
      const purged = expired.length > 0 && (await this.#purge(expired))
      if (lost.length > 0 || purged) records = await all()
      const unstored = lost.filter(({ stored }) => !stored).map((one) => this.#entryOfLost(one))
      const entries = [...records.map(entryOf), ...unstored]
      const kept = entries.filter(({ deleted }) => deleted === null)
      const deleted = entries.filter((entry) => entry.deleted !== null)
      return {
        listed: true,
        notebooks: kept.toSorted((a, b) => b.changed - a.changed),
        deleted: deleted.toSorted((a, b) => b.deleted! - a.deleted!),
        recovered: lost.map(({ id }) => id),
      }
    } catch (error) {
      return { listed: false, why: troubleOf(error) }
    }
  }

  async open(id: string): Promise<Opened> {
    const [start, reading] = await Promise.all([this.#enter(), this.#recoverer.read(id)])
    if (!reading.found) {
      start.leave()
      return reading.opened
    }
    const { record, notebook, next, recovered } = reading
    const revision = record ? revisionOf(record) : 0
    const session = this.#start({ ...start, id, revision, saved: record ? notebook : null, notebook })
    if (next) session.adopt(next.notebook, next.taken)
    return { opened: true, session, recovered }
  }

  async begin(notebook: Notebook): Promise<NotebookSession> {
    return this.#start({ ...(await this.#enter()), id: newId(), revision: 0, saved: null, notebook })
  }

  create(notebook: Notebook): Promise<Changed> {
    return this.#change(newId(), (_, id) => ({ id, notebook }))
  }

  rename(id: string, title: string): Promise<Changed> {
    return this.#change(id, (there) => {
      const notebook = readable(there)
      return typeof notebook === 'string' ? notebook : { id, notebook: makeNotebook(title, notebook.cells) }
    })
  }

  duplicate(id: string, title: (title: string) => string): Promise<Changed> {
    return this.#change(id, (there) => {
      const notebook = readable(there)
      if (typeof notebook === 'string') return notebook
      return { id: newId(), notebook: makeNotebook(title(notebook.title), notebook.cells) }
    })
  }

  remove(id: string): Promise<Changed> {
    return this.#change(id, (there) => (there ? { ...there, deleted: this.#environment.now() } : 'missing'))
  }

  restore(id: string): Promise<Changed> {
    return this.#change(id, (there) => (there ? { ...there, deleted: null } : 'missing'))
  }

  async #enter(): Promise<Pick<SessionStart, 'session' | 'leave'>> {
    const session = newId()
    return { session, leave: await this.#presence.enter(session) }
  }

  #start(start: SessionStart): Session {
    const session = new Session(this.#host, start)
    this.#sessions.add(session)
    return session
  }

  /** Stores what `make` gives out of the record `id`: its next revision, or another notebook. */
  async #change(
    id: string,
    make: (
      there: NotebookRecord | undefined,
      id: string,
    ) => Pick<NotebookRecord, 'id' | 'notebook'> | 'missing' | 'damaged',
  ): Promise<Changed> {
    try {
      const record = await this.#database.use('readwrite', async (records) => {
        const there = await records.get(id)
        const made = make(there, id)
        if (typeof made === 'string') return made
        const before = made.id === id ? there : undefined
        const next = nextRecord(before, { changed: this.#environment.now(), ...made, writer: '', edits: 0 })
        await records.put(next)
        return next
      })
      if (typeof record === 'string') return { done: false, why: record }
      const { revision } = record
      this.#stored({ id: record.id, revision, deleted: isDeleted(record) })
      return { done: true, id: record.id, revision }
    } catch (error) {
      return { done: false, why: troubleOf(error) }
    }
  }

  #entryOfLost({ id, notebook }: Lost): NotebookEntry {
    const { title, cells } = notebook
    const now = this.#environment.now()
    return {
      id,
      revision: 0,
      created: now,
      changed: now,
      deleted: null,
      readable: true,
      title,
      cells: cells.length,
    }
  }

  #isExpired(deleted: unknown): boolean {
    return typeof deleted === 'number' && deleted < this.#environment.now() - KEPT_AFTER_REMOVAL
  }

  /** Says whether it could. */
  async #purge(ids: readonly string[]): Promise<boolean> {
    try {
      await this.#database.use('readwrite', async (records) => {
        for (const id of ids) {
          const record = await records.get(id)
          if (this.#isExpired(record?.deleted)) await records.delete(id)
        }
      })
    } catch {
      // The next list tries again.
      return false
    }
    for (const id of ids) await this.#recoverer.forget(id)
    return true
  }

  /** This tab stored a revision. */
  #stored(revision: StoredRevision): void {
    this.#environment.channel?.post({ tell: 'changed', ...revision })
    this.#notice(revision)
    if (this.#askedToPersist) return
    this.#askedToPersist = true
    void askToPersist(this.#environment).then((granted) => {
      if (granted !== null) this.#emit({ type: 'persistence', granted })
    })
  }

  #notice(revision: StoredRevision): void {
    for (const session of this.#sessions) session.notice(revision)
    this.#emit({ type: 'list' })
  }

  #emit(event: NotebooksEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
