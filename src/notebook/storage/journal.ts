import type { Notebook, NotebookCell } from '../document.ts'
import type { Environment } from './environment.ts'

type Store = NonNullable<Environment['journal']>

const PREFIX = 'layerbook.journal'

/** The changes of one session to one notebook that are not stored yet. */
export interface JournalName {
  readonly notebook: string
  readonly session: string
}

/** One part of a notebook as it was after the session's edit number `edit`. */
export type JournalPart = { readonly edit: number } & (
  | { readonly title: string }
  /** The ids of all cells. */
  | { readonly order: readonly string[] }
  | { readonly cell: NotebookCell }
)

/** What a journal holds: the parts that differ from the revision `base`, each as new as could be written. */
export interface JournalEntry {
  /** `null` where it was not written or is damaged. */
  readonly base: number | null
  readonly parts: readonly JournalPart[]
}

const rootOf = ({ notebook, session }: JournalName) => `${PREFIX}.${notebook}.${session}.`

function keysOf(store: Store, prefix: string): string[] {
  const keys: string[] = []
  for (let i = 0; i < store.length; i++) {
    const key = store.key(i)
    if (key?.startsWith(prefix)) keys.push(key)
  }
  return keys
}

/** The journals there are: all, or those of one notebook. */
export function listJournals(store: Store | null, notebook?: string): JournalName[] {
  if (!store) return []
  const names = new Map<string, JournalName>()
  for (const key of keysOf(store, notebook === undefined ? `${PREFIX}.` : `${PREFIX}.${notebook}.`)) {
    const [of, session] = key.slice(PREFIX.length + 1).split('.')
    if (of && session) names.set(`${of}.${session}`, { notebook: of, session })
  }
  return [...names.values()]
}

export function clearJournal(store: Store | null, name: JournalName): void {
  if (store) for (const key of keysOf(store, rootOf(name))) store.removeItem(key)
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

// Without the limits of a notebook: what was typed is recovered, however long.
function readCell(value: unknown): NotebookCell | null {
  const { id, kind, source, folded } = (value ?? {}) as Record<string, unknown>
  if (typeof id !== 'string' || typeof source !== 'string') return null
  return { id, kind: kind === 'markdown' ? kind : 'code', source, folded: folded === true }
}

function readPart(part: string, edit: number, value: unknown): JournalPart | null {
  if (part === 'title') return typeof value === 'string' ? { edit, title: value } : null
  if (part === 'order')
    return Array.isArray(value) && value.every((id) => typeof id === 'string') ? { edit, order: value } : null
  const cell = part.startsWith('cell.') ? readCell(value) : null
  return cell && { edit, cell }
}

/** What is in a journal. Parts that are damaged are left out. `null` where nothing is. */
export function readJournal(store: Store | null, name: JournalName): JournalEntry | null {
  if (!store) return null
  const root = rootOf(name)
  const keys = keysOf(store, root)
  if (keys.length === 0) return null
  let base: number | null = null
  const parts = keys.flatMap((key) => {
    const written = parsed(store.getItem(key) ?? '')
    const [edit, value] = Array.isArray(written) ? (written as unknown[]) : []
    if (typeof edit !== 'number') return []
    const part = key.slice(root.length)
    if (part === 'base' && typeof value === 'number') base = value
    return readPart(part, edit, value) ?? []
  })
  return { base, parts }
}

/**
 * The notebook with what a journal holds of the edits after number `after`. Without a notebook, what the journal
 * alone knows.
 */
export function replay(entry: JournalEntry, onto: Notebook | null, after = 0): Notebook {
  const cells = new Map(onto?.cells.map((cell) => [cell.id, cell]))
  let title = onto?.title ?? ''
  let order: readonly string[] | null = null
  for (const part of entry.parts) {
    if (part.edit <= after) continue
    if ('title' in part) title = part.title
    else if ('order' in part) order = part.order
    else cells.set(part.cell.id, part.cell)
  }
  return { title, cells: (order ?? [...cells.keys()]).flatMap((id) => cells.get(id) ?? []) }
}

export const lastEdit = ({ parts }: JournalEntry): number => Math.max(0, ...parts.map(({ edit }) => edit))

const sameCell = (a: NotebookCell, b: NotebookCell): boolean =>
  a === b || (a.source === b.source && a.kind === b.kind && a.folded === b.folded)

/** The parts, by the names the journal gives them, in which `after` differs from `before`. */
export function changedParts(before: Notebook | null, after: Notebook): Map<string, unknown> {
  const parts = new Map<string, unknown>()
  const old = new Map(before?.cells.map((cell) => [cell.id, cell]))
  for (const cell of after.cells) {
    const was = old.get(cell.id)
    if (!was || !sameCell(was, cell)) parts.set(`cell.${cell.id}`, cell)
  }
  if (before?.title !== after.title) parts.set('title', after.title)
  const sameOrder =
    before?.cells.length === after.cells.length &&
    after.cells.every(({ id }, i) => before.cells[i]?.id === id)
  // Last, so that a list never names a cell that is not there yet.
  if (!sameOrder)
    parts.set(
      'order',
      after.cells.map(({ id }) => id),
    )
  return parts
}

// As a notebook reads its title, or what was stored would differ from what was typed.
const plain = (title: string): string => title.replaceAll(/\s+/g, ' ').trim()

export const sameNotebook = (a: Notebook, b: Notebook): boolean =>
  changedParts({ ...a, title: plain(a.title) }, { ...b, title: plain(b.title) }).size === 0

/** Writes the journal of one session. Nothing throws: `complete` says whether all of it is written. */
export class Journal {
  readonly #store: Store | null
  readonly #root: string
  readonly #written = new Set<string>()
  readonly #unwritten = new Map<string, unknown>()
  #base: number
  #edit = 0

  constructor(store: Store | null, name: JournalName, base: number) {
    this.#store = store
    this.#root = rootOf(name)
    this.#base = base
  }

  get complete(): boolean {
    return this.#unwritten.size === 0
  }

  /** Writes what edit number `edit` changed. */
  write(parts: ReadonlyMap<string, unknown>, edit: number): void {
    this.#edit = edit
    if (!this.#written.has('base')) this.#unwritten.set('base', this.#base)
    for (const [part, value] of parts) {
      // Again at the end: a list must come after the cells it names.
      this.#unwritten.delete(part)
      this.#unwritten.set(part, value)
    }
    this.#flush()
  }

  /**
   * The revision `base` is stored, and the notebook differs from it, since edit number `edit`, in `parts`: the
   * rest leaves the journal.
   */
  rebase(base: number, parts: ReadonlyMap<string, unknown>, edit: number): void {
    this.#base = base
    this.#edit = edit
    const keeps = (part: string) => parts.has(part) || (part === 'base' && parts.size > 0)
    for (const part of this.#unwritten.keys()) if (!keeps(part)) this.#unwritten.delete(part)
    for (const part of this.#written)
      if (!keeps(part)) {
        this.#store?.removeItem(this.#root + part)
        this.#written.delete(part)
      }
    if (parts.size === 0) return
    this.#unwritten.set('base', base)
    for (const [part, value] of parts) if (!this.#written.has(part)) this.#unwritten.set(part, value)
    this.#flush()
  }

  #flush(): void {
    for (const [part, value] of this.#unwritten) {
      try {
        this.#store!.setItem(this.#root + part, JSON.stringify([this.#edit, value]))
        this.#written.add(part)
        this.#unwritten.delete(part)
      } catch {
        // Full, or forbidden. A shorter part may still fit.
      }
    }
  }
}
