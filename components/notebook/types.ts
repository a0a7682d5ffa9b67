import { effect } from '@preact/signals'
import type { Extension } from '@codemirror/state'
import type { Locale } from '../site/locales.ts'
import type { Translate } from '../site/strings.ts'
import type { Document } from './model.ts'

/** Time without a change after which the type service is told of all texts, in ms. */
const PAUSE = 300

/** What the type service adds to the editors of a notebook's code cells. It is fetched when the first one opens. */
export function createTypes(notebook: Document, locale: Locale, t: Translate) {
  const load = async () => {
    const [{ createLanguage }, { languageExtensions }] = await Promise.all([
      import('../../src/notebook/language/client.ts'),
      import('./language.ts'),
    ])
    const language = createLanguage({ locale })
    const update = () =>
      language.update(
        notebook.cells
          .peek()
          .filter(({ kind }) => kind.peek() === 'code')
          .map(({ id, source }) => ({ id, source: source.peek() })),
      )
    // The order of the cells is told at once. So does the editor tell of its own cell what is typed; what other
    // cells get, from another tab or by undo, may wait until there is time.
    effect(() => {
      for (const { kind } of notebook.cells.value) void kind.value
      update()
    })
    let later: ReturnType<typeof setTimeout> | undefined
    effect(() => {
      for (const { source } of notebook.cells.value) void source.value
      clearTimeout(later)
      later = setTimeout(update, PAUSE)
    })
    return (cell: string): Extension => languageExtensions({ cell, language, t })
  }
  let loading: ReturnType<typeof load> | null = null
  return async (cell: string): Promise<Extension> => {
    loading ??= load()
    try {
      return (await loading)(cell)
    } catch {
      // Without a network, one writes without it; the next editor asks again.
      loading = null
      return []
    }
  }
}
