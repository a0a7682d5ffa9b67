import { keyReader } from './keys.ts'
import type { Store } from './store.ts'

/** Keys that controls take for themselves. */
const TAKEN = new Set(['Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'Home', 'End'])

/** Where the focus is: on a cell, nowhere, on a control that leaves letters alone, or where one writes. */
function focusOf(
  target: EventTarget | null,
  root: Element,
): 'cell' | 'page' | 'control' | 'text' | 'elsewhere' {
  if (!(target instanceof Element) || target === document.body) return 'page'
  if (!root.contains(target)) return 'elsewhere'
  if (target.matches('.nb-cell')) return 'cell'
  if (target.closest('input, textarea, select, [contenteditable], .cm-editor')) return 'text'
  return 'control'
}

/** Hands the page's keys to the notebook, wherever the reader is not writing. Gives the end of it. */
export function listenToKeys(store: Store, root: Element): () => void {
  const read = keyReader()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
    const focus = focusOf(event.target, root)
    if (focus === 'elsewhere') return
    const { key, shiftKey: shift, altKey: alt, timeStamp: time } = event
    const mod = event.ctrlKey || event.metaKey
    if (focus === 'text') {
      if (mod && !shift && !alt && key === 's') {
        event.preventDefault()
        store.command('save')
      } else if (key === 'Escape' && (event.target as Element).closest('.nb-cell')) {
        event.preventDefault()
        store.command('leave')
      }
      return
    }
    const plain = !shift && !alt && !mod
    if (plain && focus === 'control' && TAKEN.has(key) && key !== 'Escape') return
    // With nothing chosen these move the page, as anywhere.
    if (plain && focus === 'page' && key !== 'Enter' && TAKEN.has(key)) return
    const command = read({ key, shift, alt, mod, time })
    if (command === null) return
    event.preventDefault()
    if (command !== 'chord') store.command(command)
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}
