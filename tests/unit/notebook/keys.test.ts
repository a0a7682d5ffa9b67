import { describe, expect, test } from 'vitest'
import { CHORD, keyReader, type Key } from '../../../components/notebook/keys.ts'

const press = (key: string, more: Partial<Key> = {}): Key => ({
  key,
  shift: false,
  alt: false,
  mod: false,
  time: 0,
  ...more,
})

describe('keys', () => {
  test.each([
    [press('Enter'), 'edit'],
    [press('Enter', { shift: true }), 'run-next'],
    [press('Enter', { mod: true }), 'run-stay'],
    [press('Enter', { alt: true }), 'run-insert'],
    [press('a'), 'insert-above'],
    [press('B', { shift: false }), 'insert-below'],
    [press('z'), 'undo'],
    [press('Z', { shift: true }), 'redo'],
    [press('ArrowUp', { shift: true }), 'move-up'],
    [press('ArrowDown', { shift: true, mod: true }), 'move-down'],
    [press('?', { shift: true }), 'help'],
    [press('s', { mod: true }), 'save'],
    // The browser's own, and what means nothing.
    [press('c', { mod: true }), null],
    [press('a', { mod: true }), null],
    [press('z', { mod: true }), null],
    [press('q'), null],
    [press('constructor'), null],
    [press('Tab'), null],
  ] as const)('%o', (key, command) => expect(keyReader()(key)).toBe(command))

  test('a chord is one key twice, in time, with nothing between', () => {
    const read = keyReader()
    expect(read(press('d', { time: 0 }))).toBe('chord')
    expect(read(press('d', { time: CHORD }))).toBe('delete')
    expect(read(press('d', { time: 1000 }))).toBe('chord')
    expect(read(press('d', { time: 1001 + CHORD }))).toBe('chord')
    expect(read(press('j', { time: 2000 }))).toBe('next')
    expect(read(press('d', { time: 2001 }))).toBe('chord')
    expect(read(press('0', { time: 2002 }))).toBe('chord')
    expect(read(press('0', { time: 2003 }))).toBe('restart')
  })
})
