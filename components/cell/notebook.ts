import { makeNotebook, type Notebook } from '../../src/notebook/document.ts'
import type { Translate } from '../site/strings.ts'
import type { Cell } from './model.ts'

/** The cell's present text as a notebook, with where it comes from. */
export function cellNotebook({ text }: Cell, t: Translate): Notebook {
  const title = document.querySelector('h1')?.textContent.trim() ?? document.title
  const link = { title: title.replaceAll(/[[\]\\]/g, '\\$&'), url: location.href.replace(/#.*$/s, '') }
  return makeNotebook(title, [
    { kind: 'markdown', source: t('notebook.lab.from_page', link) },
    { kind: 'code', source: text.value },
  ])
}
