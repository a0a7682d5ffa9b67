import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { LIMITS, newId, type Notebook, type NotebookCell } from '../../src/notebook/document.ts'
import { History } from './history.ts'

export type CellKind = NotebookCell['kind']

/** One cell. Each part is a signal of its own: typing in one cell touches no other. */
export interface Cell {
  readonly id: string
  readonly kind: ReadonlySignal<CellKind>
  readonly source: Signal<string>
  readonly folded: Signal<boolean>
  /** The cell as it is kept; the same object until something of it changes. */
  readonly data: ReadonlySignal<NotebookCell>
}

interface OwnCell extends Cell {
  readonly kind: Signal<CellKind>
}

/** The order of the cells and what each is. Sources are no part of it: the editors undo typing themselves. */
interface Structure {
  readonly cells: readonly OwnCell[]
  readonly kinds: readonly CellKind[]
}

/** A notebook as it is edited. Steps that change its structure can be undone. */
export interface Document {
  readonly title: Signal<string>
  readonly cells: ReadonlySignal<readonly Cell[]>
  /** The place of each cell, by id, from 0. */
  readonly places: ReadonlySignal<ReadonlyMap<string, number>>
  find(id: string): Cell | undefined
  /** Puts a new cell at a place; null where the notebook is full. */
  insert(at: number, cell: Partial<NotebookCell>): Cell | null
  remove(id: string): void
  /** Moves a cell by so many places, as far as there are any. */
  move(id: string, by: number): void
  setKind(id: string, kind: CellKind): void
  undo(): boolean
  redo(): boolean
  /** Whether a cell's source may become this long. */
  allows(id: string, length: number): boolean
  /** The notebook as it is kept. Cells that did not change are the same objects as before. */
  read(): Notebook
  /** Another notebook takes its place; there is nothing to undo then. */
  load(notebook: Notebook): void
  /** A newer version of the same notebook: cells that both have live on. */
  take(notebook: Notebook): void
}

function makeCell(given: Partial<NotebookCell>): OwnCell {
  const id = given.id ?? newId()
  const kind = signal(given.kind ?? 'code')
  const source = signal(given.source ?? '')
  const folded = signal(given.folded ?? false)
  const data = computed(() => ({ id, kind: kind.value, source: source.value, folded: folded.value }))
  return { id, kind, source, folded, data }
}

export function createDocument(notebook: Notebook): Document {
  const title = signal(notebook.title)
  const cells = signal<readonly OwnCell[]>(notebook.cells.map(makeCell))
  const places = computed(() => new Map(cells.value.map(({ id }, place) => [id, place])))
  const history = new History<Structure>()

  const structure = (): Structure => ({
    cells: cells.peek(),
    kinds: cells.peek().map(({ kind }) => kind.peek()),
  })
  const restore = (state: Structure | null): boolean => {
    if (state) {
      batch(() => {
        state.cells.forEach((cell, i) => (cell.kind.value = state.kinds[i]!))
        cells.value = state.cells
      })
    }
    return state !== null
  }
  const find = (id: string) => cells.peek()[places.peek().get(id) ?? -1]
  const total = () => cells.peek().reduce((sum, { source }) => sum + source.peek().length, 0)

  return {
    title,
    cells,
    places,
    find,
    insert(at, given) {
      const length = given.source?.length ?? 0
      if (cells.peek().length >= LIMITS.cells || total() + length > LIMITS.total) return null
      history.leave(structure())
      const { id, ...rest } = given
      const made = makeCell(id !== undefined && !places.peek().has(id) ? given : rest)
      cells.value = cells.peek().toSpliced(at, 0, made)
      return made
    },
    remove(id) {
      if (!find(id)) return
      history.leave(structure())
      cells.value = cells.peek().filter((cell) => cell.id !== id)
    },
    move(id, by) {
      const from = places.peek().get(id)
      if (from === undefined) return
      const to = Math.max(0, Math.min(cells.peek().length - 1, from + by))
      if (to === from) return
      history.leave(structure())
      cells.value = cells.peek().toSpliced(from, 1).toSpliced(to, 0, cells.peek()[from]!)
    },
    setKind(id, kind) {
      const cell = find(id)
      if (!cell || cell.kind.peek() === kind) return
      history.leave(structure())
      cell.kind.value = kind
    },
    undo: () => restore(history.undo(structure())),
    redo: () => restore(history.redo(structure())),
    allows(id, length) {
      const now = find(id)?.source.peek().length ?? 0
      return length <= now || (length <= LIMITS.source && total() - now + length <= LIMITS.total)
    },
    read: () => ({ title: title.value, cells: cells.value.map(({ data }) => data.value) }),
    load(next) {
      history.clear()
      batch(() => {
        title.value = next.title
        cells.value = next.cells.map(makeCell)
      })
    },
    take(next) {
      history.clear()
      batch(() => {
        title.value = next.title
        cells.value = next.cells.map((given) => {
          const cell = find(given.id)
          if (!cell) return makeCell(given)
          cell.kind.value = given.kind
          cell.source.value = given.source
          cell.folded.value = given.folded
          return cell
        })
      })
    },
  }
}
