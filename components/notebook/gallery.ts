import type { Notebook } from '../../src/notebook/document.ts'
import { buildNotebook, orderOf, titleOf } from '../../src/notebook/gallery.ts'
import type { Locale } from '../site/locales.ts'

const ROOT = '../../content/notebooks/'

// First lines, for the list; the whole files come with the notebook that is opened.
const heads = import.meta.glob<string>('../../content/notebooks/*/{code.ts,*.md}', {
  query: '?head',
  import: 'default',
  eager: true,
})
const texts = import.meta.glob<string>('../../content/notebooks/*/{code.ts,*.md}', {
  query: '?raw',
  import: 'default',
})

const head = (path: string) => ({ path, text: heads[path] ?? '' })

const folders = Object.keys(heads)
  .filter((path) => path.endsWith('/code.ts'))
  .map((path) => ({ id: path.slice(ROOT.length, -'/code.ts'.length), order: orderOf(head(path)) }))
  .sort((a, b) => a.order - b.order)

/** The gallery's notebooks in their order. An id is the name of a folder of content/notebooks. */
export const gallery = (locale: Locale): readonly { id: string; title: string }[] =>
  folders.map(({ id }) => ({ id, title: titleOf(head(`${ROOT}${id}/${locale}.md`)) }))

/** One notebook; the others stay unloaded. */
export async function loadGallery(id: string, locale: Locale): Promise<Notebook> {
  const load = async (file: string) => {
    const path = `${ROOT}${id}/${file}`
    const text = await texts[path]?.()
    if (text === undefined)
      throw new Error(`no notebook "${id}"; there are ${folders.map((folder) => folder.id).join(', ')}`)
    return { path, text }
  }
  return buildNotebook(...(await Promise.all([load('code.ts'), load(`${locale}.md`)])))
}
