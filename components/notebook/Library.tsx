import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { NotebookEntry, NotebookList } from '../../src/notebook/storage/index.ts'
import type { Locale } from '../site/locales.ts'
import type { AppProps } from './App.tsx'
import { Dialog } from './Dialog.tsx'
import type { gallery } from './gallery.ts'

/** The notebooks kept in this browser. */
export function Library({ store, desk, locale }: AppProps & { locale: Locale }) {
  return (
    <Dialog store={store} name="library" title={store.t('notebook.shelf.title')}>
      <List store={store} desk={desk} />
      <h3>{store.t('notebook.menu.gallery')}</h3>
      <Gallery store={store} desk={desk} locale={locale} />
    </Dialog>
  )
}

/** The book's own notebooks. */
export function GalleryDialog({ store, desk, locale }: AppProps & { locale: Locale }) {
  return (
    <Dialog store={store} name="gallery" title={store.t('notebook.menu.gallery')}>
      <Gallery store={store} desk={desk} locale={locale} />
    </Dialog>
  )
}

/** The book's own notebooks as a list; each opens as a copy. */
function Gallery({ store, desk, locale }: AppProps & { locale: Locale }) {
  const list = useSignal<ReturnType<typeof gallery>>([])
  useEffect(() => void import('./gallery.ts').then(({ gallery }) => (list.value = gallery(locale))), [])
  const open = async (id: string) => {
    if (await desk.openGallery(id)) store.open(null)
  }
  return (
    <ul class="nb-list" data-list="gallery">
      {list.value.map(({ id, title }) => (
        <li key={id}>
          <button type="button" class="nb-list-name" data-action="open-gallery" onClick={() => void open(id)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
  )
}

function List({ store, desk }: AppProps) {
  const { t } = store
  const list = useSignal<NotebookList | null>(null)
  const load = async () => {
    list.value = await desk.notebooks.list()
  }
  useEffect(() => {
    void load()
    return desk.notebooks.subscribe((event) => event.type === 'list' && void load())
  }, [])
  const { value: shown } = list
  if (shown === null) return <p>{t('notebook.opening')}</p>
  if (!shown.listed) return <p>{t('notebook.shelf.unavailable')}</p>
  return (
    <>
      <h3>{t('notebook.shelf.mine')}</h3>
      {shown.notebooks.length === 0 && <p>{t('notebook.shelf.none')}</p>}
      <ul class="nb-list" data-list="mine">
        {shown.notebooks.map((entry) => (
          <Row key={entry.id} store={store} desk={desk} entry={entry} />
        ))}
      </ul>
      {shown.deleted.length > 0 && (
        <details class="nb-deleted">
          <summary>
            {t('notebook.shelf.recent')} ({shown.deleted.length})
          </summary>
          <p class="nb-small">{t('notebook.shelf.kept')}</p>
          <ul class="nb-list" data-list="deleted">
            {shown.deleted.map((entry) => (
              <li key={entry.id}>
                <span class="nb-list-name">{titleOf(entry, store)}</span>
                <button
                  type="button"
                  data-action="restore"
                  onClick={() => void desk.notebooks.restore(entry.id)}
                >
                  {t('notebook.shelf.restore')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const titleOf = (entry: NotebookEntry, { t }: Pick<AppProps['store'], 't'>): string =>
  entry.readable ? entry.title || t('notebook.untitled') : entry.id

function Row({ store, desk, entry }: AppProps & { entry: NotebookEntry }) {
  const { t } = store
  const renaming = useSignal(false)
  const title = titleOf(entry, store)
  const here = desk.id.value === entry.id
  const tried = ({ done }: { done: boolean }) => {
    if (!done) store.tell({ text: t('notebook.shelf.failed'), lasting: true })
    return done
  }
  const remove = async () => {
    // The open notebook makes room first.
    if (here && !(await desk.fresh())) return
    if (!tried(await desk.notebooks.remove(entry.id))) return
    store.tell({
      text: t('notebook.shelf.deleted', { title }),
      action: { label: t('notebook.undo'), act: () => void desk.notebooks.restore(entry.id).then(tried) },
    })
  }
  const facts = [
    entry.readable ? t('notebook.shelf.cells', { count: entry.cells }) : t('notebook.shelf.unreadable'),
    new Date(entry.changed).toLocaleString(document.documentElement.lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }),
    ...(here ? [t('notebook.shelf.open')] : []),
  ]
  if (renaming.value)
    return (
      <li>
        <Rename
          label={t('notebook.shelf.rename_label', { title })}
          save={t('notebook.shelf.rename_save')}
          cancel={t('notebook.cancel')}
          title={entry.readable ? entry.title : ''}
          onEnd={async (next) => {
            renaming.value = false
            if (next === null) return
            if (here) store.notebook.title.value = next
            else tried(await desk.notebooks.rename(entry.id, next))
          }}
        />
      </li>
    )
  return (
    <li aria-current={here || undefined}>
      <button
        type="button"
        class="nb-list-name"
        data-action="open-notebook"
        onClick={() => void desk.open(entry.id).then((opened) => opened && store.open(null))}
      >
        {title}
      </button>
      <span class="nb-small">{facts.join(' · ')}</span>
      <span class="nb-list-buttons">
        {entry.readable && (
          <>
            <button type="button" data-action="rename" onClick={() => (renaming.value = true)}>
              {t('notebook.shelf.rename')}
            </button>
            <button
              type="button"
              data-action="duplicate"
              onClick={() =>
                void desk.notebooks
                  .duplicate(entry.id, (old) => t('notebook.files.copy_title', { title: old || title }))
                  .then(tried)
              }
            >
              {t('notebook.shelf.duplicate')}
            </button>
          </>
        )}
        <button type="button" data-action="delete" onClick={() => void remove()}>
          {t('notebook.shelf.delete')}
        </button>
      </span>
    </li>
  )
}

function Rename(props: {
  label: string
  save: string
  cancel: string
  title: string
  onEnd(title: string | null): void
}) {
  const { label, save, cancel, title, onEnd } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  return (
    <form
      class="nb-rename"
      onSubmit={(event) => {
        event.preventDefault()
        onEnd(input.current!.value.trim())
      }}
    >
      <input ref={input} aria-label={label} defaultValue={title} maxLength={200} autocomplete="off" />
      <button type="submit">{save}</button>
      <button type="button" onClick={() => onEnd(null)}>
        {cancel}
      </button>
    </form>
  )
}
