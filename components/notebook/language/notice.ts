import { StateEffect, StateField, type Extension } from '@codemirror/state'
import { type EditorView, showPanel, ViewPlugin } from '@codemirror/view'
import type { Language } from '../../../src/notebook/language/client.ts'
import type { Translate } from '../../site/strings.ts'
import { element } from './render.ts'

const setMissing = StateEffect.define<boolean>()

/** Tells, below the editor that the reader is in, that the service could not be loaded. */
export function notice(language: Language, t: Translate): Extension {
  const missing = StateField.define<boolean>({
    create: () => false,
    update: (value, { effects }) => effects.find((effect) => effect.is(setMissing))?.value ?? value,
    provide: (field) =>
      showPanel.from(field, (is) =>
        is
          ? () => {
              const dom = element('div', 'types-notice', t('notebook.types.failed'))
              dom.setAttribute('role', 'status')
              return { dom }
            }
          : null,
      ),
  })
  const follow = ViewPlugin.define((view: EditorView) => {
    const end = language.onState((state) => {
      const is = state === 'failed' && view.hasFocus
      if (view.state.field(missing) !== is) view.dispatch({ effects: setMissing.of(is) })
    })
    return { destroy: end }
  })
  return [missing, follow]
}
