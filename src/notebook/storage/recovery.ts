import type { Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import { type Database, type Records, StorageError, troubleOf } from './database.ts'
import type { Environment, NotebookRecord } from './environment.ts'
import { clearJournal, lastEdit, listJournals, readJournal, replay, type JournalName } from './journal.ts'
import type { Presence } from './presence.ts'
import { isDeleted, nextRecord, notebookIn, putRecovered, settle, type Orphan } from './records.ts'
import type { Opened, Recovery } from './types.ts'

/** How long a tab that was reloaded may take to be gone. */
const PATIENCE = 1000

/** The journal of a session that is gone, in this tab's hands until it is released. */
interface Claim extends Orphan {
  readonly name: JournalName
  readonly release: () => void
}

export type Reading =
  | {
      readonly found: true
      /** Missing where only a journal knows the notebook. */
      readonly record: NotebookRecord | undefined
      readonly notebook: Notebook
      /** What a journal makes of the notebook. `taken` is to be called when it is kept elsewhere. */
      readonly next: { readonly notebook: Notebook; readonly taken: () => void } | null
      readonly recovered: readonly Recovery[]
    }
  | { readonly found: false; readonly opened: Extract<Opened, { opened: false }> }

/** A notebook that only a journal knew. Where it could not be stored, opening it still finds it there. */
export interface Lost {
  readonly id: string
  readonly notebook: Notebook
  readonly stored: boolean
}

const notFound = (opened: Extract<Opened, { opened: false }>) => ({ found: false, opened }) as const

const EMPTY: Notebook = { title: '', cells: [] }

/** Brings back what tabs left in their journals when they ended before they could store it. */
export class Recoverer {
  readonly #environment: Environment
  readonly #database: Database
  readonly #presence: Presence
  readonly #title: (title: string) => string

  constructor(
    environment: Environment,
    database: Database,
    presence: Presence,
    title: (title: string) => string,
  ) {
    this.#environment = environment
    this.#database = database
    this.#presence = presence
    this.#title = title
  }

  /** Reads a notebook together with what gone tabs left of it. */
  async read(id: string): Promise<Reading> {
    const claims = await this.#claim(listJournals(this.#environment.journal, id), PATIENCE)
    const free = new Set(claims)
    try {
      const { reading, settled, next } = await this.#readWith(id, claims)
      for (const { name } of settled) this.#clear(name)
      if (!reading.found || !next) return reading
      free.delete(next.claim)
      const taken = () => {
        this.#clear(next.claim.name)
        next.claim.release()
      }
      return { ...reading, next: { notebook: next.notebook, taken } }
    } catch (error) {
      return notFound({ opened: false, why: troubleOf(error) })
    } finally {
      for (const { release } of free) release()
    }
  }

  /** Brings back the notebooks that only a journal knows, now that its tab is gone. `known` are the stored ids. */
  async recoverLost(known: ReadonlySet<string>): Promise<Lost[]> {
    const names = listJournals(this.#environment.journal).filter(
      ({ notebook, session }) => !known.has(notebook) && !known.has(session),
    )
    const claims = await this.#claim(names, PATIENCE)
    const lost = new Map<string, Lost>()
    for (const claim of claims) {
      const id = claim.name.notebook
      // A second journal of one notebook is brought back with the notebook, when that is opened.
      if (!lost.has(id)) lost.set(id, await this.#recoverLost(id, claim))
    }
    for (const { release } of claims) release()
    return [...lost.values()]
  }

  async #recoverLost(id: string, { name, session, entry }: Claim): Promise<Lost> {
    const blank = replay(entry, null)
    const notebook = { ...blank, title: blank.title || this.#title('') }
    const changed = this.#environment.now()
    const revision = (entry.base ?? 0) + 1
    const edits = lastEdit(entry)
    try {
      const put = await this.#database.use('readwrite', async (records) => {
        // Another tab came first: now it is a journal of a stored notebook, like others.
        if (await records.get(id)) return false
        const record = nextRecord(undefined, { id, notebook, changed, writer: session, edits })
        await records.put({ ...record, revision })
        return true
      })
      if (put) this.#clear(name)
      return { id, notebook, stored: true }
    } catch {
      return { id, notebook, stored: false }
    }
  }

  /** Empties the journals that gone tabs left of a notebook. */
  async forget(id: string): Promise<void> {
    for (const { name, release } of await this.#claim(listJournals(this.#environment.journal, id), 0)) {
      this.#clear(name)
      release()
    }
  }

  async #claim(names: readonly JournalName[], patience: number): Promise<Claim[]> {
    const claims = await Promise.all(
      names.map(async (name) => {
        const release = await this.#presence.claim(name.session, patience)
        if (!release) return []
        // Read only now: whoever held it before may have emptied it.
        const entry = readJournal(this.#environment.journal, name)
        if (entry) return { name, session: name.session, entry, release }
        release()
        return []
      }),
    )
    return claims.flat()
  }

  async #readWith(id: string, claims: readonly Claim[]) {
    if (claims.length === 0)
      return this.#database.use('readonly', (records) => this.#settleAll(records, id, [], null))
    try {
      return await this.#database.use('readwrite', (records) =>
        this.#settleAll(records, id, claims, (claim, notebook) =>
          putRecovered(records, claim, notebook, this.#environment.now()),
        ),
      )
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      return this.#database.use('readonly', (records) => this.#settleAll(records, id, claims, error))
    }
  }

  /** `put` stores a copy, or is why none can be stored. */
  async #settleAll(
    records: Records<'readonly' | 'readwrite'>,
    id: string,
    claims: readonly Claim[],
    put: ((claim: Claim, notebook: Notebook) => Promise<{ readonly id: string }>) | StorageError | null,
  ) {
    const settled: Claim[] = []
    const recovered: Recovery[] = []
    let next: { claim: Claim; notebook: Notebook } | null = null
    const gone = (opened: Extract<Opened, { opened: false }>) => ({
      reading: notFound(opened),
      settled: [],
      next: null,
    })

    const record = await records.get(id)
    if (record && isDeleted(record)) return gone({ opened: false, why: 'deleted' })
    const notebook = record ? notebookIn(record) : null
    if (notebook instanceof NotebookError)
      return gone({ opened: false, why: 'damaged', error: notebook, raw: record?.notebook })

    for (const claim of claims) {
      const outcome = await settle(records, claim, record, notebook, this.#title)
      if (outcome.into === 'nothing') settled.push(claim)
      else if (outcome.into === 'same' && !next) {
        next = { claim, notebook: outcome.notebook }
        recovered.push({ into: 'same' })
      } else if (put instanceof StorageError) recovered.push({ into: 'later', why: put.why })
      else if (put) {
        const { title } = outcome.notebook
        recovered.push({ into: 'copy', id: (await put(claim, outcome.notebook)).id, title })
        settled.push(claim)
      }
    }
    if (!record && !next) return gone({ opened: false, why: 'missing' })
    const reading: Reading = { found: true, record, notebook: notebook ?? EMPTY, next: null, recovered }
    return { reading, settled, next }
  }

  #clear(name: JournalName): void {
    clearJournal(this.#environment.journal, name)
  }
}
