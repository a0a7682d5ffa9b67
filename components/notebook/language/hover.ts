import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state'
import { type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import type { Hover } from '../../../src/notebook/language/answers.ts'
import type { Language } from '../../../src/notebook/language/client.ts'
import { detailElement } from './render.ts'

const tooltip = (hover: Hover, spoken: boolean): Tooltip => ({
  pos: hover.from,
  end: hover.to,
  above: true,
  create() {
    const dom = detailElement(hover)
    // What is asked for by key is read out; what the pointer brings is not.
    if (spoken) dom.setAttribute('role', 'status')
    return { dom }
  },
})

const show = StateEffect.define<Tooltip | null>()

/** What the reader asked for by key; it goes with the next change or move. */
const asked = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(show)) return effect.value
    return docChanged || selection ? null : value
  },
  provide: (field) => showTooltip.from(field),
})

export function hover(cell: string, language: Language): Extension {
  const find = async (pos: number): Promise<Hover | null> => {
    const answer = await language.hover(cell, pos)
    return answer.kind === 'answer' ? answer.value : null
  }
  const open = (view: EditorView): boolean => {
    const { state } = view
    language.start()
    void find(state.selection.main.head).then((found) => {
      const unmoved = view.state.doc === state.doc && view.state.selection.eq(state.selection)
      if (found && unmoved) view.dispatch({ effects: show.of(tooltip(found, true)) })
    })
    return true
  }
  const close = (view: EditorView): boolean => {
    if (!view.state.field(asked)) return false
    view.dispatch({ effects: show.of(null) })
    return true
  }
  return [
    asked,
    hoverTooltip(
      async (_, pos) => {
        const found = language.state === 'ready' ? await find(pos) : null
        return found && tooltip(found, false)
      },
      { hideOnChange: true },
    ),
    Prec.highest(
      keymap.of([
        { key: 'Mod-i', run: open, preventDefault: true },
        { key: 'Escape', run: close },
      ]),
    ),
  ]
}
