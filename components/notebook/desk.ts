import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { newCell, type Notebook } from '../../src/notebook/document.ts'
import { NotebookError } from '../../src/notebook/errors.ts'
import type { FormatId } from '../../src/notebook/formats/index.ts'
import {
  openNotebooks,
  type Keeping,
  type Notebooks,
  type NotebookSession,
  type Opened,
  type SaveState,
} from '../../src/notebook/storage/index.ts'
import type { Translate } from '../site/strings.ts'
import { download } from './download.ts'
import { firstNotebook } from './first.ts'
import type { Document } from './model.ts'
import type { Runs } from './runs.ts'
import type { Notice } from './store.ts'

export type Saved = { state: SaveState; keeping: Keeping; touched: boolean }

/** Which notebook lies open, and how it comes and goes: by address, link, file, list, and into the browser. */
export interface Desk {
  readonly saved: ReadonlySignal<Saved>
  /** The id of the open notebook. */
  readonly id: ReadonlySignal<string | null>
  readonly notebooks: Notebooks
  /** What the address asks for, else the last notebook, else a first one. */
  start(): Promise<void>
  open(id: string): Promise<boolean>
  /** Opens a notebook that came from elsewhere, as a copy; it is stored with its first change. */
  begin(notebook: Notebook, told?: Notice): Promise<boolean>
  /** Opens a notebook of the gallery, as a copy. */
  openGallery(id: string): Promise<boolean>
  fresh(): Promise<boolean>
  importFile(file: File): Promise<void>
  exportAs(format: FormatId): Promise<void>
  /** The address that holds the whole notebook; null, and told, where it is too long. */
  link(): Promise<string | null>
  save(): void
}

interface Parts {
  t: Translate
  notebook: Document
  runs: Runs
  tell(notice: Notice | null): void
  /** A notebook of the gallery; rejects where there is none of that id. */
  gallery(id: string): Promise<Notebook>
  /** Another notebook lies open. */
  onOpen(): void
}

const blank = (): Notebook => ({ title: '', cells: [newCell('code')] })

const formats = () => import('../../src/notebook/formats/index.ts')
const links = () => import('../../src/notebook/formats/link.ts')

/** An error of reading, in the reader's words. */
function errorText(error: unknown, t: Translate): string {
  if (!(error instanceof NotebookError))
    return t('notebook.errors.damaged', { detail: error instanceof Error ? error.message : String(error) })
  const { what, ...values } = error.values
  return t(`notebook.errors.${error.code}`, {
    ...values,
    ...(what === undefined ? {} : { what: t(`notebook.limits.${what}`) }),
  })
}

export function createDesk({ t, notebook, runs, tell, gallery, onOpen }: Parts): Desk {
  const saved = signal<Saved>({ state: 'saved', keeping: 'stored', touched: false })
  const id = signal<string | null>(null)
  const named = (title: string) => title || t('notebook.untitled')
  const notebooks = openNotebooks({
    titles: {
      conflict: (title) => t('notebook.files.conflict_title', { title: named(title) }),
      recovered: (title) => t('notebook.files.recovered_title', { title: named(title) }),
    },
  })

  let session: NotebookSession | null = null
  let unsubscribe = () => {}

  /** The address names the notebook once it is stored; a link stays in it until then, so that a reload loses nothing. */
  const address = (stored: string | null) => {
    const url = new URL(location.href)
    url.hash = ''
    url.search = ''
    if (stored !== null) url.searchParams.set('id', stored)
    history.replaceState(history.state, '', url)
  }

  const reload = async (from: NotebookSession) => {
    const result = await from.reload()
    if (session !== from || !result.reloaded) return
    notebook.take(result.notebook)
    tell({ text: t('notebook.files.changed_elsewhere') })
  }

  const sit = (next: NotebookSession, stored: boolean) => {
    unsubscribe()
    session = next
    id.value = next.id
    runs.reset()
    notebook.load(next.notebook)
    // There is always a cell to write in.
    if (next.notebook.cells.length === 0) notebook.insert(0, newCell('code'))
    saved.value = { state: next.state, keeping: next.keeping, touched: stored }
    unsubscribe = next.subscribe((event) => {
      if (event.type === 'state') {
        const touched = saved.peek().touched || event.state !== 'saved'
        saved.value = { state: event.state, keeping: event.keeping, touched }
        if (event.state === 'saved' && touched) address(next.id)
      } else if (event.type === 'copied') {
        id.value = event.id
        notebook.take(event.notebook)
        address(event.id)
        tell({ text: t('notebook.files.conflict', { title: named(event.notebook.title) }), lasting: true })
      } else if (event.deleted) tell({ text: t('notebook.files.deleted_elsewhere'), lasting: true })
      else void reload(next)
    })
    onOpen()
  }

  /** Puts away what lies open; false where it is nowhere but here. */
  const leave = async (): Promise<boolean> => {
    if (!session || (await session.close())) return true
    tell({
      text: t('notebook.files.stay'),
      action: { label: t('notebook.files.export_instead'), act: () => void desk.exportAs('ipynb') },
      lasting: true,
    })
    return false
  }

  const tellRecovery = ({ recovered }: Extract<Opened, { opened: true }>) => {
    for (const recovery of recovered) {
      if (recovery.into === 'same') tell({ text: t('notebook.files.recovered') })
      else if (recovery.into === 'later') tell({ text: t('notebook.files.recovered_later'), lasting: true })
      else
        tell({
          text: t('notebook.files.recovered_copy', { title: named(recovery.title) }),
          action: { label: t('notebook.files.open_it'), act: () => void desk.open(recovery.id) },
          lasting: true,
        })
    }
  }

  const tellWhyNot = (wanted: string, opened: Extract<Opened, { opened: false }>) => {
    switch (opened.why) {
      case 'deleted':
        return tell({
          text: t('notebook.files.was_deleted'),
          action: {
            label: t('notebook.files.restore'),
            act: () => void notebooks.restore(wanted).then(({ done }) => done && desk.open(wanted)),
          },
          lasting: true,
        })
      case 'damaged':
        return tell({
          text: t('notebook.files.unreadable', { reason: errorText(opened.error, t) }),
          action: {
            label: t('notebook.files.save_raw'),
            act: () => download(`${wanted}.json`, 'application/json', JSON.stringify(opened.raw, null, 1)),
          },
          lasting: true,
        })
      default:
        tell({
          text: t(opened.why === 'missing' ? 'notebook.files.missing' : 'notebook.shelf.unavailable'),
          lasting: true,
        })
    }
  }

  const beginWith = async (next: Notebook, told: Notice | null) => {
    sit(await notebooks.begin(next), false)
    tell(told)
  }

  /** The last notebook, or a first one. */
  const resume = async () => {
    const list = await notebooks.list()
    const last = list.listed ? list.notebooks.find(({ readable }) => readable) : undefined
    if (last && (await desk.open(last.id))) {
      if (list.listed && list.recovered.includes(last.id)) tell({ text: t('notebook.files.recovered') })
    } else await beginWith(firstNotebook(t), null)
  }

  const failed = (error: unknown): Notice => ({
    text: t('notebook.files.cannot_open', { reason: errorText(error, t) }),
    lasting: true,
  })

  const openAddress = async () => {
    const query = new URLSearchParams(location.search)
    const [wanted, fromGallery] = [query.get('id'), query.get('open')]
    const { isLink, readLink } = await links()
    if (isLink(location.hash)) {
      try {
        const copy = await readLink(location.hash)
        await beginWith(copy, { text: t('notebook.files.from_link'), lasting: true })
      } catch (error) {
        await beginWith(blank(), failed(error))
      }
    } else if (fromGallery !== null) {
      const copy = await gallery(fromGallery).catch(() => null)
      if (copy) await beginWith(copy, { text: t('notebook.files.from_gallery') })
      else
        await beginWith(blank(), { text: t('notebook.files.no_gallery', { id: fromGallery }), lasting: true })
    } else if (wanted !== null && (await desk.open(wanted))) return
    // A notebook that could not be opened was told of; another one takes its place, and the telling stays.
    else if (wanted !== null) sit(await notebooks.begin(blank()), false)
    else await resume()
  }

  const desk: Desk = {
    saved,
    id,
    notebooks,
    async start() {
      await openAddress()
      // Every change goes to the session; cells that did not change are the same objects as before.
      effect(() => session?.replace(notebook.read()))
      addEventListener('hashchange', () => void followLink())
    },
    async open(wanted) {
      if (wanted === id.peek()) return true
      const opened = await notebooks.open(wanted)
      if (!opened.opened) {
        tellWhyNot(wanted, opened)
        return false
      }
      if (!(await leave())) {
        await opened.session.close()
        return false
      }
      tell(null)
      sit(opened.session, true)
      address(wanted)
      tellRecovery(opened)
      return true
    },
    async begin(next, told) {
      if (!(await leave())) return false
      address(null)
      await beginWith(next, told ?? null)
      return true
    },
    async openGallery(wanted) {
      try {
        return await desk.begin(await gallery(wanted), { text: t('notebook.files.from_gallery') })
      } catch (error) {
        tell(failed(error))
        return false
      }
    },
    fresh: () => desk.begin(blank()),
    async importFile(file) {
      try {
        const { readFile } = await formats()
        await desk.begin(readFile(file.name, await file.text()), {
          text: t('notebook.files.imported', { name: file.name }),
        })
        // It came as a file, so it is wanted here.
        await session?.flush()
      } catch (error) {
        tell(failed(error))
      }
    },
    async exportAs(format) {
      const [{ writeFile }, { exportedOutputs }] = await Promise.all([formats(), import('./exported.ts')])
      const { name, mediaType, text } = writeFile(notebook.read(), format, {
        untitled: t('notebook.untitled'),
        outputs: exportedOutputs(notebook, runs),
      })
      download(name, mediaType, text)
    },
    async link() {
      try {
        const { writeLink } = await links()
        return `${location.origin}${location.pathname}${await writeLink(notebook.read())}`
      } catch {
        tell({
          text: t('notebook.files.link_too_long'),
          action: { label: t('notebook.files.export_instead'), act: () => void desk.exportAs('ipynb') },
          lasting: true,
        })
        return null
      }
    },
    save: () => void session?.flush(),
  }

  /** A link put into the address of the open page. */
  const followLink = async () => {
    const { isLink } = await links()
    if (isLink(location.hash) && (await leave())) await openAddress()
  }

  return desk
}
