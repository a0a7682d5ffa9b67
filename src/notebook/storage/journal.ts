import type { Notebook, NotebookCell } from '../document.ts'
import type { Environment } from './environment.ts'

type Store = NonNullable<Environment['journal']>

const PREFIX = 'layerbook.journal'

/** The changes of one session to one notebook that are not stored yet. */
export interface JournalName {
  readonly notebook: string
  readonly session: string
}

/** What a journal holds: the parts that differ from the revision `base`, each with its newest value. */
export interface JournalEntry {
  /** `null` where it was not written or is damaged. */
  readonly base: number | null
  readonly title: string | null
  /** The ids of all cells in order; `null` where the same cells stand as before. */
  readonly order: readonly string[] | null
  readonly cells: ReadonlyMap<string, NotebookCell>
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

/** What is in a journal. Parts that are damaged are left out. `null` where nothing is. */
export function readJournal(store: Store | null, name: JournalName): JournalEntry | null {
  if (!store) return null
  const root = rootOf(name)
  const parts = new Map(
    keysOf(store, root).map((key) => [key.slice(root.length), parsed(store.getItem(key) ?? '')]),
  )
  if (parts.size === 0) return null
  const [base, title, order] = [parts.get('base'), parts.get('title'), parts.get('order')]
  const cells = [...parts].flatMap(([part, value]) =>
    part.startsWith('cell.') ? (readCell(value) ?? []) : [],
  )
  return {
    base: typeof base === 'number' ? base : null,
    title: typeof title === 'string' ? title : null,
    order: Array.isArray(order) && order.every((id) => typeof id === 'string') ? order : null,
    cells: new Map(cells.map((cell) => [cell.id, cell])),
  }
}

/** The notebook with what a journal holds. Without a notebook, what the journal alone knows. */
export function replay({ title, order, cells }: JournalEntry, onto: Notebook | null): Notebook {
  const before = new Map(onto?.cells.map((cell) => [cell.id, cell]))
  const ids = order ?? [...new Set([...before.keys(), ...cells.keys()])]
  return {
    title: title ?? onto?.title ?? '',
    cells: ids.flatMap((id) => cells.get(id) ?? before.get(id) ?? []),
  }
}

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

  constructor(store: Store | null, name: JournalName, base: number) {
    this.#store = store
    this.#root = rootOf(name)
    this.#base = base
  }

  get complete(): boolean {
    return this.#unwritten.size === 0
  }

  write(parts: ReadonlyMap<string, unknown>): void {
    if (parts.size === 0) return
    if (!this.#written.has('base')) this.#unwritten.set('base', this.#base)
    for (const [part, value] of parts) {
      // Again at the end: a list must come after the cells it names.
      this.#unwritten.delete(part)
      this.#unwritten.set(part, value)
    }
    this.#flush()
  }

  /** The revision `base` is stored, and the notebook differs from it in `parts`: the rest leaves the journal. */
  rebase(base: number, parts: ReadonlyMap<string, unknown>): void {
    this.#base = base
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
        this.#store!.setItem(this.#root + part, JSON.stringify(value))
        this.#written.add(part)
        this.#unwritten.delete(part)
      } catch {
        // Full, or forbidden. A shorter part may still fit.
      }
    }
  }
}
