import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, tooltips } from '@codemirror/view'
import type { Language } from '../../src/notebook/language/client.ts'
import type { Translate } from '../site/strings.ts'
import { completion } from './language/complete.ts'
import { hover } from './language/hover.ts'
import { notice } from './language/notice.ts'
import { problems } from './language/problems.ts'
import { signature } from './language/signature.ts'
import './language.css'

export interface LanguageOptions {
  /** The id of the notebook's cell. */
  cell: string
  language: Language
  /** Needs `notebook.types`. */
  t: Translate
}

/** The editor's own words, by their key under `notebook.types`. */
const PHRASES = {
  Completions: 'completions',
  Diagnostics: 'problems',
  'No diagnostics': 'no_problems',
  close: 'close',
} as const

/** Completions, hovers, signatures and problems for one code cell's editor. Loads the service at its first focus. */
export function languageExtensions({ cell, language, t }: LanguageOptions): Extension[] {
  const phrases = Object.entries(PHRASES).map(([phrase, key]) => [phrase, t(`notebook.types.${key}`)])
  return [
    // Before all others: what they ask is about the text as it stands.
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) language.write(cell, state.doc.toString())
    }),
    EditorView.domEventHandlers({ focus: () => language.start() }),
    EditorState.phrases.of(Object.fromEntries(phrases)),
    // Cells scroll sideways and would cut them off.
    tooltips({ parent: document.body }),
    completion(cell, language),
    hover(cell, language),
    signature(cell, language, t),
    problems(cell, language, t),
    notice(language, t),
  ]
}
