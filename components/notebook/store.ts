import type { Extension } from '@codemirror/state'
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NotebookCell } from '../../src/notebook/document.ts'
import type { Translate } from '../site/strings.ts'
import type { Command } from './keys.ts'
import type { Cell, CellKind, Document } from './model.ts'
import type { Runs } from './runs.ts'

/** Where in a cell's text the cursor goes. */
export type At = 'start' | 'end' | 'kept' | { x: number; y: number }

/** What a cell on the page can be asked to do. */
export interface CellHandle {
  /** Takes the focus as a whole. */
  focus(): void
  edit(at: At): void
}

/** Something told to the reader, with what they may do about it. */
export interface Notice {
  readonly text: string
  readonly action?: { readonly label: string; act(): void }
  /** An address to copy by hand. */
  readonly link?: string
  /** Stays until the reader dismisses it. */
  readonly lasting?: boolean
}

/** What stands over the page. */
export type Dialog = 'shortcuts' | 'restart' | 'library' | 'gallery' | null

/** The notebook on the page: what is selected, and what every key and button does. */
export interface Store {
  readonly t: Translate
  readonly notebook: Document
  readonly runs: Runs
  readonly selected: ReadonlySignal<string | null>
  readonly mode: ReadonlySignal<'command' | 'edit'>
  readonly outputsFolded: ReadonlySignal<ReadonlySet<string>>
  readonly notice: ReadonlySignal<Notice | null>
  readonly dialog: ReadonlySignal<Dialog>
  isSelected(cell: string): ReadonlySignal<boolean>
  /** Selects a cell; a null mode leaves it. `focus` false keeps the focus where it is. */
  select(cell: string, mode: 'command' | 'edit', focus?: boolean): void
  /** The cell is being edited: its editor has the focus. */
  editing(cell: string): void
  register(cell: string, handle: CellHandle): () => void
  /** Goes to the cell above (-1) or below (1), with the cursor at its near end. */
  leave(cell: string, by: -1 | 1): boolean
  /** Inserts a cell beside another one, or at the end, and starts to edit it. */
  insert(kind: CellKind, beside: string | null, by: 0 | 1): void
  command(command: Command, cell?: string): void
  tell(notice: Notice | null): void
  open(dialog: Dialog): void
  runAll(): void
  restart(andRun: boolean): void
  toggleOutputs(cell: string): void
  /** Another notebook lies open. */
  reset(): void
  /** What the editor of a code cell can do beyond plain editing. */
  extensions(cell: string): Promise<Extension>
}

export interface StoreParts {
  readonly t: Translate
  readonly notebook: Document
  readonly runs: Runs
  /** Saves at once, whatever the pause. */
  save(): void
  extensions(cell: string): Promise<Extension>
}

export function createStore({ t, notebook, runs, save, extensions }: StoreParts): Store {
  const selected = signal<string | null>(notebook.cells.peek()[0]?.id ?? null)
  const mode = signal<'command' | 'edit'>('command')
  const notice = signal<Notice | null>(null)
  const dialog = signal<Dialog>(null)
  const outputsFolded = signal<ReadonlySet<string>>(new Set())
  const handles = new Map<string, CellHandle>()
  const selection = new Map<string, ReadonlySignal<boolean>>()
  let clipboard: Omit<NotebookCell, 'id'> | null = null
  /** Of a cell that is not on the page yet. */
  let awaited: { cell: string; act: (handle: CellHandle) => void } | null = null

  const when = (cell: string, act: (handle: CellHandle) => void) => {
    const handle = handles.get(cell)
    if (handle) act(handle)
    else awaited = { cell, act }
  }
  const cellAt = (place: number): Cell | undefined => notebook.cells.peek()[place]
  const placeOf = (cell: string): number => notebook.places.peek().get(cell) ?? -1

  const select: Store['select'] = (cell, wanted, focus = true) => {
    selected.value = cell
    mode.value = wanted
    if (focus) when(cell, (handle) => (wanted === 'edit' ? handle.edit('kept') : handle.focus()))
  }
  const selectNear = (place: number) => {
    const cell = cellAt(Math.max(0, Math.min(notebook.cells.peek().length - 1, place)))
    if (cell) select(cell.id, 'command')
  }
  const full = () => store.tell({ text: t('notebook.full') })
  const add = (place: number, cell: Partial<NotebookCell>): Cell | null => {
    const made = notebook.insert(place, cell)
    if (!made) full()
    return made
  }
  const insert = (kind: CellKind, place: number) => {
    const made = add(place, { kind })
    if (made) select(made.id, 'edit')
    return made
  }
  const copyOf = (cell: Cell) => ({
    kind: cell.kind.peek(),
    source: cell.source.peek(),
    folded: cell.folded.peek(),
  })
  const remove = (cell: Cell) => {
    const place = placeOf(cell.id)
    notebook.remove(cell.id)
    // There is always a cell to write in.
    if (notebook.cells.peek().length === 0) notebook.insert(0, {})
    selectNear(place)
    store.tell({
      text: t('notebook.deleted', { cell: place + 1 }),
      action: { label: t('notebook.undo'), act: () => store.command('undo') },
    })
  }
  const timeTravel = (go: () => boolean, nothing: string) => {
    const before = new Set(notebook.cells.peek().map(({ id }) => id))
    const place = placeOf(selected.peek() ?? '')
    if (!go()) return store.tell({ text: t(nothing) })
    store.tell(null)
    const back = notebook.cells.peek().find(({ id }) => !before.has(id))
    if (back) select(back.id, 'command')
    else selectNear(placeOf(selected.peek() ?? '') < 0 ? place : placeOf(selected.peek() ?? ''))
  }
  /** Markdown has nothing to run: its text is shown instead. */
  const run = (cell: Cell) => {
    if (cell.kind.peek() === 'code') runs.run([cell.id])
    else select(cell.id, 'command')
  }

  const commands: Readonly<Record<Command, (cell: Cell) => void>> = {
    'run-next'(cell) {
      run(cell)
      const next = cellAt(placeOf(cell.id) + 1)
      if (next) select(next.id, 'command')
      else insert('code', placeOf(cell.id) + 1)
    },
    'run-stay'(cell) {
      run(cell)
      select(cell.id, 'command')
    },
    'run-insert'(cell) {
      run(cell)
      insert('code', placeOf(cell.id) + 1)
    },
    edit: (cell) => select(cell.id, 'edit'),
    leave: (cell) => select(cell.id, 'command'),
    previous: (cell) => selectNear(placeOf(cell.id) - 1),
    next: (cell) => selectNear(placeOf(cell.id) + 1),
    first: () => selectNear(0),
    last: () => selectNear(Infinity),
    'insert-above'(cell) {
      const made = add(placeOf(cell.id), {})
      if (made) select(made.id, 'command')
    },
    'insert-below'(cell) {
      const made = add(placeOf(cell.id) + 1, {})
      if (made) select(made.id, 'command')
    },
    delete: remove,
    undo: () => timeTravel(notebook.undo, 'notebook.nothing_to_undo'),
    redo: () => timeTravel(notebook.redo, 'notebook.nothing_to_redo'),
    cut(cell) {
      clipboard = copyOf(cell)
      remove(cell)
    },
    copy(cell) {
      clipboard = copyOf(cell)
      store.tell({ text: t('notebook.copied', { cell: placeOf(cell.id) + 1 }) })
    },
    paste(cell) {
      if (!clipboard) return store.tell({ text: t('notebook.nothing_to_paste') })
      const made = add(placeOf(cell.id) + 1, clipboard)
      if (made) select(made.id, 'command')
    },
    duplicate(cell) {
      const made = add(placeOf(cell.id) + 1, copyOf(cell))
      if (made) select(made.id, 'command')
    },
    code: (cell) => notebook.setKind(cell.id, 'code'),
    markdown: (cell) => notebook.setKind(cell.id, 'markdown'),
    fold: (cell) => (cell.folded.value = !cell.folded.peek()),
    'fold-output': (cell) => store.toggleOutputs(cell.id),
    'move-up'(cell) {
      notebook.move(cell.id, -1)
      select(cell.id, 'command')
    },
    'move-down'(cell) {
      notebook.move(cell.id, 1)
      select(cell.id, 'command')
    },
    restart: () => store.open('restart'),
    stop: () => runs.stop(),
    save,
    help: () => store.open('shortcuts'),
  }

  const store: Store = {
    t,
    notebook,
    runs,
    extensions,
    selected,
    mode,
    outputsFolded,
    notice,
    dialog,
    isSelected(cell) {
      const found = selection.get(cell) ?? computed(() => selected.value === cell)
      selection.set(cell, found)
      return found
    },
    select,
    editing(cell) {
      selected.value = cell
      mode.value = 'edit'
    },
    register(cell, handle) {
      handles.set(cell, handle)
      if (awaited?.cell === cell) {
        const { act } = awaited
        awaited = null
        act(handle)
      }
      return () => {
        if (handles.get(cell) === handle) handles.delete(cell)
      }
    },
    leave(cell, by) {
      const near = cellAt(placeOf(cell) + by)
      if (!near) return false
      // A text that is shown as it reads is not opened by passing it.
      if (near.kind.peek() === 'markdown' || near.folded.peek()) select(near.id, 'command')
      else {
        selected.value = near.id
        mode.value = 'edit'
        when(near.id, (handle) => handle.edit(by < 0 ? 'end' : 'start'))
      }
      return true
    },
    insert(kind, beside, by) {
      insert(kind, beside === null ? notebook.cells.peek().length : placeOf(beside) + by)
    },
    command(command, id = selected.peek() ?? undefined) {
      const cell = (id === undefined ? undefined : notebook.find(id)) ?? cellAt(0)
      if (cell) commands[command](cell)
    },
    tell: (next) => (notice.value = next),
    open: (next) => (dialog.value = next),
    runAll() {
      const code = notebook.cells.peek().filter(({ kind }) => kind.peek() === 'code')
      runs.run(code.map(({ id }) => id))
    },
    restart(andRun) {
      runs.stop()
      dialog.value = null
      if (andRun) store.runAll()
    },
    reset() {
      batch(() => {
        selected.value = notebook.cells.peek()[0]?.id ?? null
        mode.value = 'command'
        outputsFolded.value = new Set()
      })
      selection.clear()
    },
    toggleOutputs(cell) {
      const next = new Set(outputsFolded.peek())
      if (!next.delete(cell)) next.add(cell)
      outputsFolded.value = next
    },
  }
  return store
}
