import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'
import type { EditorState } from '@codemirror/state'
import { useEffect, useRef } from 'preact/hooks'
import { escape, typescriptHtml } from '../cell/still.ts'
import type { Editor } from './editor.ts'
import type { Cell } from './model.ts'
import type { At, Store } from './store.ts'

export const loadEditor = () => import('./editor.ts')

/** What a source can be asked to do by the cell around it. */
export interface SourceHandle {
  edit(at: At): void
}

interface Props {
  store: Store
  cell: Cell
  /** Whether the cell is in the viewport or not far from it. */
  near: ReadonlySignal<boolean>
  /** The line to mark, from 1. */
  line: ReadonlySignal<number | null>
  onHandle(handle: SourceHandle | null): void
}

/** Lines of still code; they wrap, so each is a block. */
const stillLines = (source: string, coloured: boolean, marked: number | null): string =>
  (coloured
    ? typescriptHtml(source).split('\n')
    : source.split('\n').map((line) => `<span class="line">${escape(line)}</span>`)
  )
    .map((html, i) =>
      i + 1 === marked ? html.replace('class="line"', 'class="line cell-error-line"') : html,
    )
    .join('')

/** A cell's text: still while it is read, an editor while it is written. */
export function Source({ store, cell, near, line, onHandle }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | null>(null)
  const kept = useRef<EditorState>(undefined)
  const live = useSignal(false)
  const opening = useRef(false)
  const kind = cell.kind.value
  const name = kind === 'code' ? 'code' : 'text'
  const help = `nb-keys-${cell.id}`

  const close = () => {
    kept.current = editor.current?.view.state
    editor.current?.view.destroy()
    editor.current = null
    live.value = false
  }

  const open = async () => {
    if (editor.current || opening.current) return
    opening.current = true
    const { openEditor } = await loadEditor()
    const extensions = kind === 'code' ? await store.extensions(cell.id) : []
    opening.current = false
    if (!place.current || editor.current) return
    const state = kept.current?.doc.toString() === cell.source.peek() ? kept.current : undefined
    editor.current = openEditor({
      store,
      cell,
      parent: place.current,
      label: store.t(`notebook.cell.editor_${name}`),
      help,
      extensions,
      state,
    })
    editor.current.mark(line.peek())
    live.value = true
  }

  const edit = async (at: At) => {
    await open()
    if (store.selected.peek() !== cell.id) return
    const view = editor.current?.view
    if (!view) return
    if (at === 'start' || at === 'end')
      view.dispatch({
        selection: { anchor: at === 'start' ? 0 : view.state.doc.length },
        scrollIntoView: true,
      })
    editor.current!.focus(typeof at === 'object' ? at : undefined)
  }

  useEffect(() => {
    onHandle({ edit: (at) => void edit(at) })
    return () => onHandle(null)
  })
  useEffect(() => () => close(), [])
  // Each reads its signal first: without an editor, the rest of the expression is not looked at.
  useSignalEffect(() => {
    const marked = line.value
    editor.current?.mark(marked)
  })
  // What is far away gives its editor back; its undo history is kept.
  useSignalEffect(() => {
    if (!near.value && live.peek() && !editor.current?.view.hasFocus) close()
  })
  // The text may come from elsewhere: another tab, or undo.
  useSignalEffect(() => {
    const text = cell.source.value
    editor.current?.setText(text)
  })

  return (
    <div class="nb-source">
      <div class="cell-editor" ref={place} />
      {!live.value && (
        <Still
          cell={cell}
          near={near}
          line={line}
          empty={store.t('notebook.cell.empty_code')}
          onOpen={(at) => {
            store.select(cell.id, 'edit', false)
            void edit(at)
          }}
        />
      )}
      <p id={help} class="lb-sr">
        {store.t(kind === 'code' ? 'notebook.cell.keys' : 'notebook.cell.text_keys')}
      </p>
    </div>
  )
}

function Still(props: {
  cell: Cell
  near: ReadonlySignal<boolean>
  line: ReadonlySignal<number | null>
  empty: string
  onOpen(at: At): void
}) {
  const { cell, near, line, empty, onOpen } = props
  const seen = useRef(false)
  const html = useComputed(() => {
    seen.current ||= near.value
    const coloured = seen.current && cell.kind.value === 'code'
    return stillLines(cell.source.value, coloured, line.value)
  })
  return (
    <pre
      class="cell-source"
      data-empty={cell.source.value === '' ? empty : undefined}
      onPointerUp={({ clientX: x, clientY: y, button }) => {
        // Who marks a piece of the code wants to copy it.
        if (button === 0 && getSelection()?.isCollapsed !== false) onOpen({ x, y })
      }}
    >
      <code dangerouslySetInnerHTML={{ __html: html.value }} />
    </pre>
  )
}
