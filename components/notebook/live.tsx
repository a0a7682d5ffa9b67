import { render } from 'preact'
import { scaleCss } from '../../src/charts/scale.ts'
import type { Locale } from '../site/locales.ts'
import { translator, type Strings } from '../site/strings.ts'
import { App } from './App.tsx'
import { createDesk } from './desk.ts'
import { createDocument } from './model.ts'
import { createRuns } from './runs.ts'
import { loadEditor } from './Source.tsx'
import { createStore } from './store.ts'
import { createTypes } from './types.ts'

const loadKernel = () => import('../../src/runtime/kernel/client.ts')

/** What the page brings along. */
export interface NotebookData {
  readonly locale: Locale
  readonly strings: Strings
}

/** Time after which the rest is fetched, so that the page works when the network goes, in ms. */
const CALM = 1500

function whenCalm(act: () => void): void {
  const wait = () => ('requestIdleCallback' in globalThis ? requestIdleCallback(act) : act())
  setTimeout(wait, CALM)
}

/** Brings the notebook to life in its place on the page. */
export async function live(element: HTMLElement): Promise<void> {
  const data = JSON.parse(element.querySelector('[data-notebook-data]')!.textContent!) as NotebookData
  const t = translator(data.strings)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(scaleCss())
  document.adoptedStyleSheets.push(sheet)

  const notebook = createDocument({ title: '', cells: [] })
  const runs = createRuns(notebook, loadKernel)
  const store = createStore({
    t,
    notebook,
    runs,
    save: () => desk.save(),
    extensions: createTypes(notebook, data.locale, t),
  })
  const desk = createDesk({
    t,
    notebook,
    runs,
    tell: store.tell,
    gallery: async (id) => (await import('./gallery.ts')).loadGallery(id, data.locale),
    onOpen: store.reset,
  })
  await desk.start()
  const root = element.querySelector<HTMLElement>('[data-notebook-root]')!
  root.replaceChildren()
  render(<App store={store} desk={desk} locale={data.locale} />, root)
  element.dataset.state = 'live'

  whenCalm(() => {
    const parts = [
      loadEditor(),
      store.extensions(''),
      loadKernel().then(({ prefetchKernel }) => prefetchKernel()),
      import('./markdown.ts').then(({ loadMath }) => loadMath()),
    ]
    void Promise.all(parts).then(
      () => (element.dataset.offline = 'ready'),
      () => (element.dataset.offline = 'missing'),
    )
  })
}
