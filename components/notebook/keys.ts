/** What a key, or a button, may ask of the notebook. */
export type Command =
  | 'run-next'
  | 'run-stay'
  | 'run-insert'
  | 'edit'
  | 'leave'
  | 'previous'
  | 'next'
  | 'first'
  | 'last'
  | 'insert-above'
  | 'insert-below'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'duplicate'
  | 'code'
  | 'markdown'
  | 'fold'
  | 'fold-output'
  | 'move-up'
  | 'move-down'
  | 'restart'
  | 'stop'
  | 'save'
  | 'help'

/** Keys of command mode, as Jupyter has them. Two in a row are one chord. */
const single: Readonly<Record<string, Command>> = {
  Enter: 'edit',
  Escape: 'leave',
  ArrowUp: 'previous',
  k: 'previous',
  ArrowDown: 'next',
  j: 'next',
  Home: 'first',
  End: 'last',
  a: 'insert-above',
  b: 'insert-below',
  z: 'undo',
  x: 'cut',
  c: 'copy',
  v: 'paste',
  y: 'code',
  m: 'markdown',
  f: 'fold',
  o: 'fold-output',
  h: 'help',
  '?': 'help',
}

const double: Readonly<Record<string, Command>> = { d: 'delete', '0': 'restart', i: 'stop' }

/** Time between the two keys of a chord, in ms. */
export const CHORD = 800

export interface Key {
  readonly key: string
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or ⌘. */
  readonly mod: boolean
  /** In ms, on any clock. */
  readonly time: number
}

/** Reads keys one after the other. Gives the command, `chord` for the first half of one, or null. */
export function keyReader(): (key: Key) => Command | 'chord' | null {
  let first: { key: string; time: number } | null = null
  return ({ key: given, shift, alt, mod, time }) => {
    // Caps Lock changes no command; Shift does.
    const key = given.length === 1 ? given.toLowerCase() : given
    const before = first
    first = null
    if (key === 'Enter') {
      if (alt && !shift && !mod) return 'run-insert'
      if (shift && !alt && !mod) return 'run-next'
      if (mod && !alt && !shift) return 'run-stay'
    }
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      if (shift && !alt) return key === 'ArrowUp' ? 'move-up' : 'move-down'
    }
    if (mod && !alt && !shift && key === 's') return 'save'
    if (mod || alt) return null
    if (shift) return key === 'z' ? 'redo' : key === '?' ? 'help' : null
    const chord = Object.hasOwn(double, key) ? double[key] : undefined
    if (chord) {
      if (before?.key === key && time - before.time <= CHORD) return chord
      first = { key, time }
      return 'chord'
    }
    return Object.hasOwn(single, key) ? single[key]! : null
  }
}
