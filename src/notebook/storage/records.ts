import { newId, readNotebook, type Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import type { Records } from './database.ts'
import type { NotebookRecord } from './environment.ts'
import { lastEdit, replay, sameNotebook, type JournalEntry } from './journal.ts'
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
    edits: 0,
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
  /** The number of the last edit in `notebook`. */
  readonly edits: number
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
async function putCopy(
  records: Records,
  { session, notebook, edits, now }: Pick<Save, 'session' | 'notebook' | 'edits' | 'now'>,
): Promise<Omit<Saved, 'into'>> {
  const own = await records.get(session)
  const ours = own?.writer === session
  const id = own && !ours ? newId() : session
  const record = nextRecord(ours ? own : undefined, {
    id,
    notebook,
    changed: now,
    writer: session,
    edits,
  })
  await records.put(record)
  return { id, revision: record.revision, notebook }
}

/** Stores a session's version: into its notebook when nobody stored that since `base`, else as a copy. */
export async function save(records: Records, whole: Save): Promise<Saved> {
  const { id, base, session, notebook, edits, now, copyTitle } = whole
  const there = await records.get(id)
  if (!there || revisionOf(there) === base) {
    const record = nextRecord(there, { id, notebook, changed: now, writer: session, edits })
    // Another tab may know later revisions of a record that has vanished.
    const revision = Math.max(record.revision, base + 1)
    await records.put({ ...record, revision })
    return { into: 'same', id, revision, notebook }
  }
  const other = notebookIn(there)
  if (!isDeleted(there) && !(other instanceof NotebookError) && sameNotebook(other, notebook))
    return { into: 'same', id, revision: revisionOf(there), notebook }
  const copy = { ...notebook, title: copyTitle(notebook.title) }
  return { into: 'copy', ...(await putCopy(records, { ...whole, notebook: copy })) }
}

export interface Orphan {
  readonly session: string
  readonly entry: JournalEntry
}

/** Stores, as a copy, what `settle` made of a journal. */
export const putRecovered = (records: Records, { session, entry }: Orphan, notebook: Notebook, now: number) =>
  putCopy(records, { session, notebook, edits: lastEdit(entry), now })

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
  if (own && copied && !(copied instanceof NotebookError)) {
    // The crash came between copying and emptying the journal: it belongs to the copy.
    const notebook = replay(entry, copied, own.edits)
    return sameNotebook(copied, notebook) ? { into: 'nothing' } : { into: 'copy', notebook }
  }
  if (!there || !onto) {
    const notebook = replay(entry, null)
    return { into: 'same', notebook: { ...notebook, title: notebook.title || copyTitle('') } }
  }
  // What this session stored itself is newer than what its journal could hold when there was no space.
  const ours = there.writer === session
  const notebook = replay(entry, onto, ours ? there.edits : 0)
  if (sameNotebook(onto, notebook)) return { into: 'nothing' }
  if (ours || revisionOf(there) === entry.base) return { into: 'same', notebook }
  return { into: 'copy', notebook: { ...notebook, title: copyTitle(notebook.title) } }
}
