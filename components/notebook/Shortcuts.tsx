import { Dialog } from './Dialog.tsx'
import type { Store } from './store.ts'

/** The lists of keys: how they are pressed, alternatives apart, and the word for what they do. */
const groups: readonly [group: string, keys: readonly [word: string, ...keys: string[]][]][] = [
  [
    'both',
    [
      ['run_next', 'Shift+Enter'],
      ['run_stay', 'Ctrl+Enter'],
      ['run_insert', 'Alt+Enter'],
      ['save', 'Ctrl+S'],
    ],
  ],
  [
    'command',
    [
      ['start_edit', 'Enter'],
      ['previous', '↑', 'K'],
      ['next', '↓', 'J'],
      ['above', 'A'],
      ['below', 'B'],
      ['delete', 'D D'],
      ['undo', 'Z'],
      ['redo', 'Shift+Z'],
      ['cut', 'X'],
      ['copy', 'C'],
      ['paste', 'V'],
      ['kind', 'M', 'Y'],
      ['fold', 'F'],
      ['fold_output', 'O'],
      ['move', 'Shift+↑', 'Shift+↓'],
      ['stop', 'I I'],
      ['restart', '0 0'],
      ['help', 'H', '?'],
    ],
  ],
  [
    'edit',
    [
      ['leave', 'Esc'],
      ['edges', '↑', '↓'],
      ['indent', 'Tab'],
      ['comment', 'Ctrl+/'],
      ['types.complete', 'Ctrl+Space'],
      ['types.hover', 'Ctrl+I'],
      ['types.signature', 'Ctrl+Shift+Space'],
      ['types.next_problem', 'F8'],
      ['types.problems', 'Ctrl+Shift+M'],
    ],
  ],
]

/** `Shift+Enter` as two keys, `D D` as one after the other. */
function Keys({ keys }: { keys: string }) {
  return (
    <span class="nb-keys">
      {keys
        .split(/([+ ])/)
        .map((part, i) => (part === '+' || part === ' ' ? part : <kbd key={i}>{part}</kbd>))}
    </span>
  )
}

/** Every key of the notebook. */
export function Shortcuts({ store }: { store: Store }) {
  const { t } = store
  return (
    <Dialog store={store} name="shortcuts" title={t('notebook.keys.title')}>
      <div class="nb-shortcuts">
        {groups.map(([group, rows]) => (
          <section key={group}>
            <h3>{t(`notebook.keys.${group}`)}</h3>
            <dl>
              {rows.map(([word, ...alternatives]) => (
                <div key={word}>
                  <dt>
                    {alternatives.map((keys, i) => (
                      <span key={keys}>
                        {i > 0 && ` ${t('notebook.keys.or')} `}
                        <Keys keys={keys} />
                      </span>
                    ))}
                  </dt>
                  <dd>
                    {t(
                      word.startsWith('types.')
                        ? word.replace('types.', 'notebook.types.keys.')
                        : `notebook.keys.${word}`,
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
