import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state'
import { EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import type { Signature } from '../../../src/notebook/language/answers.ts'
import type { Language } from '../../../src/notebook/language/client.ts'
import type { Translate } from '../../site/strings.ts'
import { codeElement, element, textElements } from './render.ts'

interface Shown {
  readonly pos: number
  readonly signature: Signature
}

const show = StateEffect.define<Shown | null>()

function render({ overloads, active }: Signature, t: Translate): HTMLElement {
  const one = overloads[active] ?? overloads[0]!
  const count =
    overloads.length > 1
      ? [element('p', 'types-count', t('notebook.types.overload', { at: active + 1, of: overloads.length }))]
      : []
  const text = one.parameterText.length > 0 ? one.parameterText : one.text.slice(0, 1)
  return element('div', 'lb-types', codeElement(one.code, one.parameter), ...textElements(text), ...count)
}

/** How a function is called, while the reader writes the call. */
export function signature(cell: string, language: Language, t: Translate): Extension {
  const shown = StateField.define<Shown | null>({
    create: () => null,
    update(value, { effects, changes }) {
      for (const effect of effects) if (effect.is(show)) return effect.value
      return value && { ...value, pos: changes.mapPos(value.pos) }
    },
    provide: (field) =>
      showTooltip.computeN([field], (state): (Tooltip | null)[] => {
        const value = state.field(field)
        return [
          value && {
            pos: value.pos,
            above: true,
            create: () => ({ dom: render(value.signature, t) }),
          },
        ]
      }),
  })

  const ask = async (view: EditorView): Promise<void> => {
    const { doc, selection } = view.state
    const answer = await language.signature(cell, selection.main.head)
    if (view.state.doc !== doc || !view.state.selection.eq(selection)) return
    const value = answer.kind === 'answer' ? answer.value : null
    if (value || view.state.field(shown))
      view.dispatch({ effects: show.of(value && { pos: selection.main.head, signature: value }) })
  }
  return [
    shown,
    EditorView.updateListener.of(({ view, docChanged, selectionSet, transactions, state }) => {
      const typed = transactions.some((transaction) => transaction.isUserEvent('input.type'))
      const before = state.sliceDoc(state.selection.main.head - 1, state.selection.main.head)
      const opens = docChanged && typed && (before === '(' || before === ',')
      if (opens || (state.field(shown) && (docChanged || selectionSet))) void ask(view)
    }),
    EditorView.domEventHandlers({
      blur(_, view) {
        if (view.state.field(shown)) view.dispatch({ effects: show.of(null) })
      },
    }),
    Prec.high(
      keymap.of([
        {
          key: 'Mod-Shift-Space',
          run(view) {
            language.start()
            void ask(view)
            return true
          },
        },
        {
          key: 'Escape',
          run(view) {
            if (!view.state.field(shown)) return false
            view.dispatch({ effects: show.of(null) })
            return true
          },
        },
      ]),
    ),
  ]
}
