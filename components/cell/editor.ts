import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { EditorState, StateEffect, StateField, type Extension } from '@codemirror/state'
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view'
import { tokenClasses } from './tokens.ts'

export interface Editor {
  readonly view: EditorView
  /** Replaces the text, as one step that can be undone. */
  setText(text: string): void
  /** Marks a line, counted from 1, or none. */
  mark(line: number | null): void
  focus(at?: { x: number; y: number }): void
}

export interface EditorOptions {
  parent: HTMLElement
  text: string
  /** Accessible name, and the id of the element that says which keys do what. */
  label: string
  help: string
  onChange(text: string): void
  onRun(): void
  /** Markdown is running text: its lines wrap and have no numbers. */
  language?: 'typescript' | 'markdown'
  /** Come before the editor's own, and so win over its keys. */
  extensions?: Extension
  /** Of an editor that was made with the same options: its text, selection and history go on. */
  state?: EditorState
}

const setMark = StateEffect.define<number | null>()
const markedLine = Decoration.line({ class: 'cell-error-line' })

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, newDoc }) {
    for (const effect of effects) {
      if (!effect.is(setMark)) continue
      const line = effect.value
      if (line === null || line < 1 || line > newDoc.lines) return Decoration.none
      return Decoration.set([markedLine.range(newDoc.line(line).from)])
    }
    return marks.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

// Colours and measures are the cell's style sheet's; only what it cannot reach stands here.
const theme = EditorView.theme({
  '&': { backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
})

function keys({ onRun }: EditorOptions): Extension {
  const run = () => {
    onRun()
    return true
  }
  return keymap.of([
    { key: 'Shift-Enter', run },
    { key: 'Mod-Enter', run },
    {
      key: 'Escape',
      run: (view) => {
        view.contentDOM.blur()
        return true
      },
    },
    indentWithTab,
    ...closeBracketsKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ])
}

const languages: Readonly<Record<'typescript' | 'markdown', Extension>> = {
  typescript: [
    lineNumbers(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    javascript({ typescript: true }),
    syntaxHighlighting(tokenClasses),
  ],
  markdown: EditorView.lineWrapping,
}

export function createEditor(options: EditorOptions): Editor {
  const { parent, text, label, help, onChange } = options
  const view = new EditorView({
    parent,
    state:
      options.state ??
      EditorState.create({
        doc: text,
        extensions: [
          options.extensions ?? [],
          keys(options),
          history(),
          drawSelection(),
          indentUnit.of('  '),
          languages[options.language ?? 'typescript'],
          marks,
          theme,
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': help }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) onChange(state.doc.toString())
          }),
        ],
      }),
  })
  return {
    view,
    setText(next) {
      const old = view.state.doc.toString()
      if (next !== old) view.dispatch({ changes: { from: 0, to: old.length, insert: next } })
    },
    mark: (line) => view.dispatch({ effects: setMark.of(line) }),
    focus(at) {
      view.focus()
      const position = at && view.posAtCoords(at)
      if (typeof position === 'number') view.dispatch({ selection: { anchor: position } })
    },
  }
}
