import { effect } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDocument, type Document } from '../../../components/notebook/model.ts'
import { LIMITS, type Notebook } from '../../../src/notebook/document.ts'

const notebook = (...sources: string[]): Notebook => ({
  title: 'T',
  cells: sources.map((source, i) => ({ id: `c${i}`, kind: 'code', source, folded: false })),
})

type Step = (document: Document) => unknown

const anyOf = (document: Document, at: number) =>
  document.cells.value[at % (document.cells.value.length || 1)]

/** A change of the structure, at some cell. */
const step: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom('insert', 'remove', 'up', 'down', 'kind'), fc.nat(20))
  .map(([what, at]): Step => {
    return (document) => {
      const id = anyOf(document, at)?.id
      if (what === 'insert')
        return document.insert(at % (document.cells.value.length + 1), { kind: 'markdown' })
      if (id === undefined) return
      if (what === 'remove') return document.remove(id)
      if (what === 'kind')
        return document.setKind(id, document.find(id)!.kind.value === 'code' ? 'markdown' : 'code')
      return document.move(id, what === 'up' ? -1 : 1)
    }
  })

describe('the document', () => {
  test('undo goes back through every step, and redo forth again', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const document = createDocument(notebook('a', 'b', 'c'))
        const states = [document.read()]
        for (const act of steps) {
          const before = states.at(-1)
          act(document)
          const after = document.read()
          // What changes nothing is no step.
          if (JSON.stringify(after) !== JSON.stringify(before)) states.push(after)
        }
        for (const state of states.slice(0, -1).toReversed()) {
          expect(document.undo()).toBe(true)
          expect(document.read()).toEqual(state)
        }
        expect(document.undo()).toBe(false)
        for (const state of states.slice(1)) {
          expect(document.redo()).toBe(true)
          expect(document.read()).toEqual(state)
        }
        expect(document.redo()).toBe(false)
      }),
    )
  })

  test('undo brings a cell back with the text it was left with', () => {
    const document = createDocument(notebook('a', 'b'))
    document.cells.value[0]!.source.value = 'typed'
    document.remove('c0')
    document.cells.value[0]!.source.value = 'more'
    document.undo()
    expect(document.read().cells.map(({ source }) => source)).toEqual(['typed', 'more'])
  })

  test('a step after undo leaves nothing to redo', () => {
    const document = createDocument(notebook('a'))
    document.insert(1, {})
    document.undo()
    document.insert(0, { source: 'x' })
    expect(document.redo()).toBe(false)
  })

  test('typing in one of many cells touches no other, and no structure', () => {
    const document = createDocument(notebook(...Array.from({ length: 200 }, (_, i) => `const v${i} = ${i}`)))
    let [structure, others] = [0, 0]
    effect(() => {
      void document.cells.value
      structure += 1
    })
    for (const { source } of document.cells.value.slice(1)) {
      effect(() => {
        void source.value
        others += 1
      })
    }
    const before = document.read()
    document.cells.value[0]!.source.value = 'changed'
    const after = document.read()
    expect([structure, others]).toEqual([1, 199])
    expect(after.cells[0]).not.toBe(before.cells[0])
    expect(after.cells.slice(1).every((cell, i) => cell === before.cells[i + 1])).toBe(true)
  })

  test('keeps ids apart, and within the limits of a notebook', () => {
    const document = createDocument(notebook('a'))
    expect(document.insert(0, { id: 'c0' })?.id).not.toBe('c0')
    expect(document.allows('c0', LIMITS.source)).toBe(true)
    expect(document.allows('c0', LIMITS.source + 1)).toBe(false)
    while (document.cells.value.length < LIMITS.cells) document.insert(0, {})
    expect(document.insert(0, {})).toBe(null)
    expect(document.cells.value).toHaveLength(LIMITS.cells)
  })

  test('a newer version keeps the cells that both have', () => {
    const document = createDocument(notebook('a', 'b'))
    const [, second] = document.cells.value
    document.take({ ...notebook('x', 'y', 'z'), title: 'new' })
    expect(document.cells.value[1]).toBe(second)
    expect(second!.source.value).toBe('y')
    expect(document.read()).toEqual({ ...notebook('x', 'y', 'z'), title: 'new' })
    expect(document.undo()).toBe(false)
  })
})
