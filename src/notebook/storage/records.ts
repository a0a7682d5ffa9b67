import { newId, readNotebook, type Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import type { Records } from './database.ts'
import type { NotebookRecord } from './environment.ts'
import { replay, sameNotebook, type JournalEntry } from './journal.ts'
import type { NotebookEntry } from './types.ts'

export const revisionOf = ({ revision }: NotebookRecord): number =>
  Number.isSafeInteger(revision) ? revision : 0

/** The notebook in a record, or why it cannot be read. */
export function notebookIn(record: NotebookRecord): Notebook | NotebookError {
  try {
    return readNotebook(record.notebook)
  } catch (error) {
    if (error instanceof NotebookError) return error
    throw error
  }
}

const time = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

export function entryOf(record: NotebookRecord): NotebookEntry {
  const notebook = notebookIn(record)
  const base = {
    id: record.id,
    revision: revisionOf(record),
    created: time(record.created),
    changed: time(record.changed),
    deleted: typeof record.deleted === 'number' ? record.deleted : null,
  }
  if (notebook instanceof NotebookError) return { ...base, readable: false, error: notebook }
  return { ...base, readable: true, title: notebook.title, cells: notebook.cells.length }
}

export const isDeleted = ({ deleted }: NotebookRecord): boolean => typeof deleted === 'number'

/** A first revision, or the next of `before`. */
export function nextRecord(
  before: NotebookRecord | undefined,
  change: Partial<NotebookRecord> & Pick<NotebookRecord, 'id' | 'notebook' | 'changed'>,
): NotebookRecord {
  return {
    created: change.changed,
    deleted: null,
    writer: '',
    ...before,
    ...change,
    revision: before ? revisionOf(before) + 1 : 1,
  }
}

export interface Save {
  readonly id: string
  /** The revision that `notebook` grew from. */
  readonly base: number
  readonly session: string
  readonly notebook: Notebook
  readonly now: number
  readonly copyTitle: (title: string) => string
}

export interface Saved {
  readonly into: 'same' | 'copy'
  readonly id: string
  readonly revision: number
  readonly notebook: Notebook
}

/**
 * Where a session's version goes that may not go into its own notebook. A copy has the session's id, so that
 * what is tried again after a crash finds the copy made before.
 */
export async function putCopy(
  records: Records,
  session: string,
  notebook: Notebook,
  now: number,
): Promise<Omit<Saved, 'into'>> {
  const own = await records.get(session)
  const ours = own?.writer === session
  const id = own && !ours ? newId() : session
  const record = nextRecord(ours ? own : undefined, { id, notebook, changed: now, writer: session })
  await records.put(record)
  return { id, revision: record.revision, notebook }
}

/**
 * Stores a session's version: into its notebook when nobody else stored that since `base`, else as a copy.
 * What this session stored last is no conflict, even if it never learned that it was stored.
 */
export async function save(
  records: Records,
  { id, base, session, notebook, now, copyTitle }: Save,
): Promise<Saved> {
  const there = await records.get(id)
  if (!there || there.writer === session || revisionOf(there) === base) {
    const record = nextRecord(there, { id, notebook, changed: now, writer: session })
    // Another tab may know later revisions of a record that has vanished.
    const revision = Math.max(record.revision, base + 1)
    await records.put({ ...record, revision })
    return { into: 'same', id, revision, notebook }
  }
  const other = notebookIn(there)
  if (!isDeleted(there) && !(other instanceof NotebookError) && sameNotebook(other, notebook))
    return { into: 'same', id, revision: revisionOf(there), notebook }
  const copy = { ...notebook, title: copyTitle(notebook.title) }
  return { into: 'copy', ...(await putCopy(records, session, copy, now)) }
}

export interface Orphan {
  readonly session: string
  readonly entry: JournalEntry
}

/** What recovering a journal comes to. */
export type Settled =
  /** All of it is stored already. */
  | { readonly into: 'nothing' }
  /** `notebook` is the next version of its record, or belongs in one of its own: `putCopy` stores it. */
  | { readonly into: 'same' | 'copy'; readonly notebook: Notebook }

/**
 * Decides where a journal belongs whose session is gone. `onto` is the notebook in the record `there`; both are
 * missing when it was never stored, or was cleared.
 */
export async function settle(
  records: Records<'readonly' | 'readwrite'>,
  { session, entry }: Orphan,
  there: NotebookRecord | undefined,
  onto: Notebook | null,
  copyTitle: (title: string) => string,
): Promise<Settled> {
  const own = await records.get(session)
  const copied = own?.writer === session ? notebookIn(own) : null
  if (copied && !(copied instanceof NotebookError)) {
    // The crash came between copying and emptying the journal: it belongs to the copy.
    const notebook = { ...replay(entry, copied), title: copied.title }
    return sameNotebook(copied, notebook) ? { into: 'nothing' } : { into: 'copy', notebook }
  }
  const notebook = replay(entry, onto)
  if (!there || !onto) return { into: 'same', notebook: { ...notebook, title: entry.title ?? copyTitle('') } }
  if (sameNotebook(onto, notebook)) return { into: 'nothing' }
  if (there.writer === session || revisionOf(there) === entry.base) return { into: 'same', notebook }
  return { into: 'copy', notebook: { ...notebook, title: copyTitle(notebook.title) } }
}
