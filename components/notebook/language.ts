import type { Extension } from '@codemirror/state'
import type { Language } from '../../src/notebook/language/client.ts'
import type { Locale } from '../site/locales.ts'
import type { Translate } from '../site/strings.ts'

export interface LanguageOptions {
  /** The id of the notebook's cell. */
  cell: string
  language: Language
  locale: Locale
  /** Needs `notebook.types`. */
  t: Translate
}

/** Completions, hovers, signatures and problems for one code cell's editor. Loads the service at its first focus. */
export declare function languageExtensions(options: LanguageOptions): Extension[]
