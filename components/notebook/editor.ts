import { closeCompletion, completionStatus } from '@codemirror/autocomplete'
import { EditorState, Prec, type Extension } from '@codemirror/state'
import { EditorView, keymap, type Command as EditorCommand } from '@codemirror/view'
import { createEditor, type Editor } from '../cell/editor.ts'
import type { Command } from './keys.ts'
import type { Cell } from './model.ts'
import type { Store } from './store.ts'

export type { Editor } from '../cell/editor.ts'

/** Whether the cursor stands where one more step up or down leaves the text. */
function atEdge(view: EditorView, forward: boolean): boolean {
  const { main } = view.state.selection
  if (!main.empty) return false
  const line = view.state.doc.lineAt(main.head)
  if (forward ? line.to < view.state.doc.length : line.from > 0) return false
  // The line may be wrapped: its first or last row counts.
  const beyond = view.moveVertically(main, forward)
  return view.coordsAtPos(beyond.head)?.top === view.coordsAtPos(main.head)?.top
}

function notebookKeys(store: Store, cell: Cell): Extension {
  const does =
    (command: Command): EditorCommand =>
    () => {
      store.command(command, cell.id)
      return true
    }
  const leaves =
    (by: -1 | 1): EditorCommand =>
    (view) =>
      atEdge(view, by > 0) && store.leave(cell.id, by)
  return keymap.of([
    { key: 'Shift-Enter', run: does('run-next') },
    { key: 'Mod-Enter', run: does('run-stay') },
    { key: 'Alt-Enter', run: does('run-insert') },
    { key: 'Escape', run: does('leave') },
    { key: 'ArrowUp', run: leaves(-1) },
    { key: 'ArrowDown', run: leaves(1) },
  ])
}

/** Esc closes completions that are shown before it leaves the editor; those still on their way do not hold it. */
const escape = (store: Store, cell: Cell): Extension =>
  Prec.highest(
    keymap.of([
      {
        key: 'Escape',
        run(view) {
          if (completionStatus(view.state) !== 'pending') return false
          closeCompletion(view)
          store.command('leave', cell.id)
          return true
        },
      },
    ]),
  )

/** Keeps a cell within what a notebook holds. */
const limits = (store: Store, cell: Cell): Extension =>
  EditorState.changeFilter.of((change) => {
    if (!change.docChanged || store.notebook.allows(cell.id, change.newDoc.length)) return true
    store.tell({ text: store.t('notebook.too_long') })
    return false
  })

const focus = (store: Store, cell: Cell): Extension =>
  EditorView.domEventHandlers({
    focus: () => store.editing(cell.id),
    blur: () => {
      if (store.selected.peek() === cell.id) store.select(cell.id, 'command', false)
    },
  })

interface Options {
  store: Store
  cell: Cell
  parent: HTMLElement
  label: string
  /** Id of the element that says which keys do what. */
  help: string
  extensions: Extension
  state: EditorState | undefined
}

/** The editor of a notebook's cell. */
export function openEditor({ store, cell, extensions, ...options }: Options): Editor {
  const markdown = cell.kind.peek() === 'markdown'
  return createEditor({
    ...options,
    text: cell.source.peek(),
    language: markdown ? 'markdown' : 'typescript',
    extensions: [
      escape(store, cell),
      // Before the notebook's keys, so that Esc closes what they show before it leaves the editor.
      extensions,
      notebookKeys(store, cell),
      limits(store, cell),
      focus(store, cell),
      EditorView.lineWrapping,
    ],
    onChange: (text) => (cell.source.value = text),
    onRun: () => {},
  })
}
