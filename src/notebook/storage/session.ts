import { newId, type Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import { type Database, troubleOf } from './database.ts'
import type { Environment } from './environment.ts'
import { changedParts, clearJournal, Journal } from './journal.ts'
import type { Presence } from './presence.ts'
import { isDeleted, notebookIn, revisionOf, save, type Saved } from './records.ts'
import type { Keeping, NotebookSession, Reloaded, SaveState, SessionEvent, StorageTrouble } from './types.ts'

/** A revision of a notebook that is stored now. */
export interface StoredRevision {
  readonly id: string
  readonly revision: number
  readonly deleted: boolean
}

/** What a session needs of the notebooks it is one of. */
export interface SessionHost {
  readonly environment: Environment
  readonly database: Database
  readonly presence: Presence
  readonly pause: number
  readonly conflictTitle: (title: string) => string
  stored(revision: StoredRevision): void
  ended(session: Session): void
}

/** What a session starts from; `saved` is the stored revision, or `null` before there is any. */
export interface SessionStart {
  readonly id: string
  readonly revision: number
  readonly saved: Notebook | null
  readonly notebook: Notebook
  readonly session: string
  readonly leave: () => void
}

const isTrouble = (state: SaveState): state is StorageTrouble => state === 'full' || state === 'unavailable'

export class Session implements NotebookSession {
  readonly #host: SessionHost
  readonly #listeners = new Set<(event: SessionEvent) => void>()
  readonly #ends: (() => void)[]
  #id: string
  #session: string
  #leave: () => void
  #revision: number
  #saved: Notebook | null
  #notebook: Notebook
  #journal: Journal
  #edits = 0
  #state: SaveState
  #told = ''
  #news: StoredRevision | null = null
  #saving: Promise<void> | null = null
  #stopWaiting = () => {}
  #onceStored: (() => void)[] = []
  #closed = false

  constructor(host: SessionHost, start: SessionStart) {
    this.#host = host
    this.#id = start.id
    this.#session = start.session
    this.#leave = start.leave
    this.#revision = start.revision
    this.#saved = start.saved
    this.#notebook = start.notebook
    this.#state = start.saved ? 'saved' : 'new'
    this.#journal = this.#newJournal()
    const { environment } = host
    this.#ends = [
      environment.onPage('hidden', () => void this.#storeAll()),
      environment.onPage('visible', () => void this.#lookAround()),
      environment.onLeave(() => this.keeping === 'memory'),
    ]
  }

  get id(): string {
    return this.#id
  }

  get notebook(): Notebook {
    return this.#notebook
  }

  get state(): SaveState {
    return this.#state
  }

  get keeping(): Keeping {
    if (!this.#dirty) return 'stored'
    return this.#journal.complete ? 'journal' : 'memory'
  }

  get #dirty(): boolean {
    return this.#state !== 'new' && this.#notebook !== this.#saved
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  replace(notebook: Notebook): void {
    if (this.#closed) return
    const parts = changedParts(this.#notebook, notebook)
    if (parts.size === 0) return
    this.#notebook = notebook
    this.#edits++
    this.#journal.write(this.#state === 'new' ? changedParts(null, notebook) : parts, this.#edits)
    if (!this.#saving && !isTrouble(this.#state)) this.#state = 'dirty'
    this.#schedule()
    this.#tell()
  }

  /** Takes over what a gone session had not stored. `taken` is called once that session's journal may go. */
  adopt(notebook: Notebook, taken: () => void): void {
    this.replace(notebook)
    if (this.keeping === 'memory') this.#onceStored.push(taken)
    else taken()
  }

  async flush(): Promise<SaveState> {
    if (this.#state === 'new' && !this.#closed) this.#state = 'dirty'
    await this.#storeAll()
    return this.#state
  }

  async reload(): Promise<Reloaded> {
    let record
    try {
      record = await this.#host.database.use('readonly', (records) => records.get(this.#id))
    } catch (error) {
      return { reloaded: false, why: troubleOf(error) }
    }
    if (this.#dirty) return { reloaded: false, why: 'edited' }
    if (!record) return { reloaded: false, why: 'missing' }
    if (isDeleted(record)) return { reloaded: false, why: 'deleted' }
    const notebook = notebookIn(record)
    if (notebook instanceof NotebookError) return { reloaded: false, why: 'damaged' }
    this.#revision = revisionOf(record)
    this.#saved = this.#notebook = notebook
    this.#journal.rebase(this.#revision, new Map(), this.#edits)
    return { reloaded: true, notebook }
  }

  async close(): Promise<boolean> {
    if (this.#closed) return true
    await this.#storeAll()
    if (this.keeping === 'memory') return false
    this.#closed = true
    this.#stopWaiting()
    for (const end of this.#ends) end()
    this.#listeners.clear()
    this.#leave()
    this.#host.ended(this)
    return true
  }

  /** A notebook was stored or removed, here or elsewhere. */
  notice(news: StoredRevision): void {
    if (news.id !== this.#id) return
    this.#news = news
    this.#tellNews()
  }

  #newJournal(): Journal {
    const name = { notebook: this.#id, session: this.#session }
    return new Journal(this.#host.environment.journal, name, this.#revision)
  }

  #schedule(): void {
    this.#stopWaiting()
    const wait = this.#journal.complete ? this.#host.pause : 0
    this.#stopWaiting = this.#host.environment.after(wait, () => void this.#store())
  }

  async #storeAll(): Promise<void> {
    do await this.#store()
    while (this.#dirty && !this.#closed && !isTrouble(this.#state))
  }

  /** One at a time: while one runs, it is that one. */
  #store(): Promise<void> {
    this.#stopWaiting()
    if (!this.#dirty || this.#closed) return Promise.resolve()
    this.#saving ??= this.#storeOnce().finally(() => {
      this.#saving = null
      if (this.#dirty && !isTrouble(this.#state)) this.#schedule()
      this.#tell()
      this.#tellNews()
    })
    return this.#saving
  }

  async #storeOnce(): Promise<void> {
    const { database, environment, conflictTitle } = this.#host
    const notebook = this.#notebook
    const edits = this.#edits
    if (!isTrouble(this.#state)) this.#state = 'saving'
    this.#tell()
    let saved: Saved
    try {
      saved = await database.use('readwrite', (records) =>
        save(records, {
          id: this.#id,
          base: this.#revision,
          session: this.#session,
          notebook,
          edits,
          now: environment.now(),
          copyTitle: conflictTitle,
        }),
      )
    } catch (error) {
      this.#state = troubleOf(error)
      return
    }
    if (saved.into === 'copy') await this.#become(saved, notebook)
    else {
      this.#revision = saved.revision
      this.#saved = notebook
    }
    const left = changedParts(this.#saved, this.#notebook)
    if (left.size === 0) this.#saved = this.#notebook
    this.#state = left.size === 0 ? 'saved' : 'dirty'
    this.#journal.rebase(this.#revision, left, this.#edits)
    for (const then of this.#onceStored.splice(0)) then()
    this.#host.stored({ id: saved.id, revision: saved.revision, deleted: false })
  }

  /** Goes on with the copy of `stored` that was made of it, as a session of its own. */
  async #become(copy: Saved, stored: Notebook): Promise<void> {
    const from = { notebook: this.#id, session: this.#session }
    const session = newId()
    // Until the new name is known as alive, edits go into the old journal, and that leads to the copy as well.
    const leave = await this.#host.presence.enter(session)
    const leaveOld = this.#leave
    const now = this.#notebook
    const title = now.title === stored.title ? copy.notebook.title : now.title
    this.#id = copy.id
    this.#session = session
    this.#leave = leave
    this.#revision = copy.revision
    this.#saved = copy.notebook
    this.#notebook = now === stored ? copy.notebook : { ...now, title }
    this.#news = null
    this.#journal = this.#newJournal()
    this.#journal.rebase(copy.revision, changedParts(this.#saved, this.#notebook), this.#edits)
    clearJournal(this.#host.environment.journal, from)
    leaveOld()
    this.#emit({ type: 'copied', from: from.notebook, id: copy.id, notebook: this.#notebook })
  }

  /** A tab that slept may have missed what others told. */
  async #lookAround(): Promise<void> {
    if (this.#dirty || this.#state === 'new') return
    const id = this.#id
    try {
      const record = await this.#host.database.use('readonly', (records) => records.get(id))
      if (record) this.notice({ id, revision: revisionOf(record), deleted: isDeleted(record) })
    } catch {
      // There is nothing to store, so there is nothing to tell.
    }
  }

  #tellNews(): void {
    const news = this.#news
    if (!news || this.#dirty || this.#saving || this.#closed) return
    this.#news = null
    if (news.revision > this.#revision)
      this.#emit({ type: 'changed-elsewhere', revision: news.revision, deleted: news.deleted })
  }

  #tell(): void {
    const { state, keeping } = this
    const told = `${state} ${keeping}`
    if (told === this.#told) return
    this.#told = told
    this.#emit({ type: 'state', state, keeping })
  }

  #emit(event: SessionEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
