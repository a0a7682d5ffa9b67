import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Locale } from '../site/locales.ts'
import { CellView } from './Cell.tsx'
import type { Desk } from './desk.ts'
import { DropTarget } from './DropTarget.tsx'
import { Icon } from './icons.tsx'
import { listenToKeys } from './keyboard.ts'
import { GalleryDialog, Library } from './Library.tsx'
import type { Cell } from './model.ts'
import { KernelNotice, NoticeView } from './Notices.tsx'
import { Restart } from './Restart.tsx'
import { SavedView } from './Saved.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import type { Store } from './store.ts'
import { Toolbar } from './Toolbar.tsx'

export interface AppProps {
  store: Store
  desk: Desk
}

interface Props extends AppProps {
  locale: Locale
}

/** The whole notebook. */
export function App({ store, desk, locale }: Props) {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => listenToKeys(store, root.current!), [])
  return (
    <div class="nb" ref={root}>
      <Head store={store} desk={desk} />
      <Toolbar store={store} desk={desk} />
      <KernelNotice store={store} />
      {store.dialog.value === null && <NoticeView store={store} />}
      <Cells store={store} />
      <Shortcuts store={store} />
      <Restart store={store} />
      <Library store={store} desk={desk} locale={locale} />
      <GalleryDialog store={store} desk={desk} locale={locale} />
      <DropTarget store={store} desk={desk} />
    </div>
  )
}

function Head({ store, desk }: AppProps) {
  const { t, notebook } = store
  return (
    <div class="nb-head">
      <input
        class="nb-title"
        name="title"
        aria-label={t('notebook.name')}
        placeholder={t('notebook.untitled')}
        maxLength={200}
        autocomplete="off"
        value={notebook.title.value}
        onInput={(event) => (notebook.title.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.isComposing) event.currentTarget.blur()
        }}
      />
      <SavedView store={store} desk={desk} />
    </div>
  )
}

function Cells({ store }: { store: Store }) {
  // The element that was made of a cell is given again: a change of the order draws no other cell anew.
  const made = useRef(new WeakMap<Cell, VNode>()).current
  const count = useRef(0)
  const drawn = (cell: Cell): VNode => {
    const found = made.get(cell) ?? (
      <li key={(count.current += 1)}>
        <Inserter store={store} cell={cell} by={0} />
        <CellView store={store} cell={cell} />
      </li>
    )
    made.set(cell, found)
    return found
  }
  return (
    <>
      <ol class="nb-cells" role="list" aria-label={store.t('notebook.cells')}>
        {store.notebook.cells.value.map(drawn)}
      </ol>
      <div class="nb-end">
        <AddButtons store={store} beside={null} by={1} />
      </div>
    </>
  )
}

/** Between two cells; the keyboard has `a` and `b`, and the buttons at the end. */
function Inserter({ store, cell, by }: { store: Store; cell: Cell; by: 0 | 1 }) {
  return (
    <div class="nb-inserter" aria-hidden="true">
      <AddButtons store={store} beside={cell.id} by={by} between />
    </div>
  )
}

function AddButtons(props: { store: Store; beside: string | null; by: 0 | 1; between?: boolean }) {
  const { store, beside, by, between = false } = props
  const kinds = [
    ['code', 'notebook.add_code', between ? 'notebook.insert_code' : 'notebook.add_code_label'],
    ['markdown', 'notebook.add_text', between ? 'notebook.insert_text' : 'notebook.add_text_label'],
  ] as const
  return (
    <>
      {kinds.map(([kind, text, label]) => (
        <button
          key={kind}
          type="button"
          data-add={kind}
          tabIndex={between ? -1 : undefined}
          aria-label={store.t(label)}
          title={store.t(label)}
          onClick={() => store.insert(kind, beside, by)}
        >
          <Icon name="add" />
          {store.t(text)}
        </button>
      ))}
    </>
  )
}
