import { linter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Prec, type Extension } from '@codemirror/state'
import { type EditorView, keymap, ViewPlugin } from '@codemirror/view'
import type { Problem } from '../../../src/notebook/language/answers.ts'
import type { Language } from '../../../src/notebook/language/client.ts'
import { CELL_MODULES } from '../../../src/notebook/language/files.ts'
import type { Translate } from '../../site/strings.ts'
import { element } from './render.ts'

/** TypeScript's advice to install or set something, which no notebook can follow. */
const NO_MODULE = new Set([2307, 2792, 7016])
const NO_NAME = new Set([2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593])

function message({ code, message, from, to }: Problem, text: string, t: Translate): string {
  const word = text.slice(from, to).replaceAll(/^['"`]|['"`]$/g, '')
  if (NO_MODULE.has(code))
    return t('notebook.types.no_module', { module: word, known: CELL_MODULES.join(', ') })
  return NO_NAME.has(code) ? t('notebook.types.no_name', { name: word }) : message
}

/** Marks what TypeScript finds wrong. F8 goes to the next; Mod-Shift-m lists all. */
export function problems(cell: string, language: Language, t: Translate): Extension {
  const marks = (view: EditorView, found: readonly Problem[]): Diagnostic[] => {
    const text = view.state.doc.toString()
    return found
      .filter(({ to }) => to <= text.length)
      .map((problem) => {
        const told = message(problem, text, t)
        return {
          from: problem.from,
          to: problem.to,
          severity: problem.severity,
          message: told,
          renderMessage: () => element('div', 'lb-types', element('p', '', told)),
        }
      })
  }
  const follow = ViewPlugin.define((view) => {
    const end = language.onProblems(cell, (found) =>
      view.dispatch(setDiagnostics(view.state, marks(view, found))),
    )
    return { destroy: end }
  })
  return [linter(null), follow, Prec.low(keymap.of(lintKeymap))]
}
