import { effect } from '@preact/signals'
import type { Extension } from '@codemirror/state'
import type { Locale } from '../site/locales.ts'
import type { Translate } from '../site/strings.ts'
import type { Document } from './model.ts'

/** What the type service adds to the editors of a notebook's code cells. It is fetched when the first one opens. */
export function createTypes(notebook: Document, locale: Locale, t: Translate) {
  const load = async () => {
    const [{ createLanguage }, { languageExtensions }] = await Promise.all([
      import('../../src/notebook/language/client.ts'),
      import('./language.ts'),
    ])
    const language = createLanguage({ locale })
    effect(() =>
      language.update(
        notebook.cells.value
          .filter(({ kind }) => kind.value === 'code')
          .map(({ id, source }) => ({ id, source: source.value })),
      ),
    )
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
