import fc from 'fast-check'
import { setImmediate as nextTask } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { makeNotebook, newCell, type Notebook } from '../../../src/notebook/document.ts'
import { connect } from '../../../src/notebook/storage/environment.ts'
import type { NotebookSession } from '../../../src/notebook/storage/index.ts'
import { Browser, idle, type BrowserKind, type Tab } from './storage.browser.ts'

type Deed = 'open' | 'type' | 'insert' | 'store' | 'begin to store' | 'wake' | 'freeze' | 'rename' | 'remove'

type Step =
  | { readonly do: Deed; readonly slot: number }
  | { readonly do: 'crash'; readonly slot: number; readonly storing: 'lost' | 'stored' }
  | { readonly do: 'pass' | 'jump'; readonly milliseconds: number }
  | { readonly do: 'tick'; readonly tasks: number }
  | { readonly do: 'disk' | 'journal'; readonly full: boolean }

const slot = fc.nat(2)

/** What may happen, and how often. */
const step = (of: { slots: fc.Arbitrary<number>; others: boolean; journal: boolean }): fc.Arbitrary<Step> => {
  const slotted = (weight: number, ...what: Deed[]) => ({
    weight,
    arbitrary: fc.record({ do: fc.constantFrom(...what), slot: of.slots }) as fc.Arbitrary<Step>,
  })
  return fc.oneof(
    slotted(1, 'open'),
    slotted(12, 'type', 'type', 'insert'),
    slotted(6, 'store', 'begin to store', 'begin to store'),
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('crash' as const),
        slot: of.slots,
        storing: fc.constantFrom('lost' as const, 'stored' as const),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('pass' as const, 'jump' as const, 'jump' as const),
        milliseconds: fc.constantFrom(1, 399, 1000),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('tick' as const), tasks: fc.integer({ min: 1, max: 8 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('disk' as const), full: fc.boolean() }) },
    ...(of.others ? [slotted(2, 'wake', 'freeze', 'rename', 'remove')] : []),
    ...(of.journal
      ? [{ weight: 2, arbitrary: fc.record({ do: fc.constant('journal' as const), full: fc.boolean() }) }]
      : []),
  )
}

interface Place {
  readonly tab: Tab
  readonly session: NotebookSession
  /** What was typed here. */
  readonly typed: Set<string>
}

const PUT = IDBObjectStore.prototype.put

/** Readers at their tabs, each typing words that nobody else types and that nobody ever removes. */
class Story {
  readonly browser: Browser
  readonly places = new Map<number, Place>()
  /** Every word that must be found in the end. */
  readonly typed = new Set<string>()
  #id = ''
  #words = 0

  constructor(kind: BrowserKind) {
    this.browser = new Browser(kind)
  }

  async begin(): Promise<void> {
    const cells = ['', ''].map((source) => ({ kind: 'code' as const, source }))
    this.#id = await this.browser.tab().created(makeNotebook('A', cells))
  }

  async take(step: Step): Promise<void> {
    const { browser, places } = this
    if ('tasks' in step) for (let i = 0; i < step.tasks; i++) await nextTask()
    else if ('milliseconds' in step) {
      if (step.do === 'pass') await browser.pass(step.milliseconds)
      else browser.jump(step.milliseconds)
    } else if ('full' in step) {
      if (step.do === 'disk') this.#disk(step.full)
      else browser.journalSpace = step.full ? 0 : Infinity
    } else if (places.has(step.slot) || step.do !== 'crash') await this.#act(step)
  }

  async #act(step: Extract<Step, { slot: number }>): Promise<void> {
    const { places } = this
    if (!places.has(step.slot)) await this.#open(step.slot)
    const place = places.get(step.slot)!
    const { tab, session } = place
    if (step.do === 'freeze') {
      tab.frozen = true
      return
    }
    tab.frozen = false
    if (step.do === 'type' || step.do === 'insert') this.#type(place, step.do === 'insert')
    else if (step.do === 'store') await session.flush()
    else if (step.do === 'begin to store') void session.flush()
    else if (step.do === 'wake') tab.happens('visible')
    else if (step.do === 'rename') await tab.notebooks.rename(this.#id, `A${++this.#words}`)
    else if (step.do === 'remove') {
      await tab.notebooks.remove(this.#id)
      await idle()
      await tab.notebooks.restore(this.#id)
    } else if (step.do === 'crash') {
      // What the session says it keeps nowhere but in memory, it may lose.
      if (session.keeping === 'memory') for (const word of place.typed) this.typed.delete(word)
      tab.crash(step.storing)
      places.delete(step.slot)
    }
  }

  /** The end of all trouble: every tab is closed, and every notebook opened once more. */
  async finish(): Promise<Notebook[]> {
    const { browser, places } = this
    this.#disk(false)
    browser.journalSpace = Infinity
    for (const { tab, session } of places.values()) {
      tab.frozen = false
      expect(await browser.wait(session.close())).toBe(true)
    }
    const tab = browser.tab()
    for (let i = 0; i < 10 && (i === 0 || browser.journalKeys().length > 0); i++)
      for (const { id } of (await tab.listed()).notebooks) {
        const session = await tab.session(id)
        expect(await session.close()).toBe(true)
      }
    expect(browser.journalKeys()).toEqual([])
    const database = await connect({})
    const records = await database.getAll('notebooks')
    database.close()
    return records.map(({ notebook }) => notebook as Notebook)
  }

  async #open(slot: number): Promise<void> {
    const tab = this.browser.tab()
    const session = await tab.session(this.#id)
    session.subscribe((event) => {
      if (event.type === 'changed-elsewhere' && !event.deleted) void session.reload()
    })
    this.places.set(slot, { tab, session, typed: new Set() })
  }

  #type({ session, typed }: Place, insert: boolean): void {
    const word = `w${++this.#words};`
    typed.add(word)
    this.typed.add(word)
    const { notebook } = session
    const at = this.#words % notebook.cells.length
    const cells = insert
      ? notebook.cells.toSpliced(at, 0, newCell('markdown', word))
      : notebook.cells.map((cell, i) => (i === at ? { ...cell, source: cell.source + word } : cell))
    session.replace({ ...notebook, cells })
  }

  #disk(full: boolean): void {
    IDBObjectStore.prototype.put = full
      ? () => {
          throw new DOMException('', 'QuotaExceededError')
        }
      : PUT
  }
}

const wordsIn = (notebook: Notebook): string[] =>
  notebook.cells.flatMap(({ source }) => source.match(/w\d+;/g) ?? [])

afterEach(() => {
  IDBObjectStore.prototype.put = PUT
})

const kinds = fc.record({ locks: fc.boolean(), channel: fc.boolean() })

describe('whatever happens to tabs, disk and journal', () => {
  it('no word is lost', { timeout: 120_000 }, async () => {
    const steps = fc.array(step({ slots: slot, others: true, journal: true }), {
      minLength: 10,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(kinds, steps, async (kind, steps) => {
        const story = new Story(kind)
        await story.begin()
        for (const step of steps) await story.take(step)
        const found = new Set((await story.finish()).flatMap(wordsIn))
        expect([...story.typed].filter((word) => !found.has(word))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it(
    'one tab at a time leaves one notebook, with every word in its place',
    { timeout: 120_000 },
    async () => {
      const steps = fc.array(step({ slots: fc.constant(0), others: false, journal: false }), {
        minLength: 10,
        maxLength: 60,
      })
      await fc.assert(
        fc.asyncProperty(steps, async (steps) => {
          const story = new Story({})
          await story.begin()
          let seen: readonly string[] = []
          for (const step of steps) {
            await story.take(step)
            const session = story.places.get(0)?.session
            if (!session) continue
            const cells = session.notebook.cells.map(({ source }) => source)
            if (step.do === 'open') expect(cells.filter(Boolean)).toEqual(seen.filter(Boolean))
            seen = cells
          }
          const notebooks = await story.finish()
          expect(notebooks).toHaveLength(1)
          expect(notebooks[0]?.cells.map(({ source }) => source).filter(Boolean)).toEqual(
            seen.filter(Boolean),
          )
        }),
        { numRuns: 500 },
      )
    },
  )
})
