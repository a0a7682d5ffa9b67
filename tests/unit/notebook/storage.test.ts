import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeNotebook, type Notebook } from '../../../src/notebook/document.ts'
import { connect } from '../../../src/notebook/storage/environment.ts'
import type { NotebookSession, SessionEvent } from '../../../src/notebook/storage/index.ts'
import { Browser, idle, titleOf, type Tab } from './storage.browser.ts'

const notebook = (title: string, ...sources: string[]): Notebook =>
  makeNotebook(
    title,
    sources.map((source, i) => ({ id: `cell${i}`, kind: 'code', source })),
  )

const texts = ({ cells }: Notebook): string[] => cells.map(({ source }) => source)

function type(session: NotebookSession, source: string, cell = 0): void {
  const { notebook } = session
  session.replace({
    ...notebook,
    cells: notebook.cells.map((one, i) => (i === cell ? { ...one, source } : one)),
  })
}

function heard(session: NotebookSession): SessionEvent[] {
  const events: SessionEvent[] = []
  session.subscribe((event) => events.push(event))
  return events
}

async function stored(tab: Tab, id: string): Promise<Notebook> {
  const session = await tab.session(id)
  await session.close()
  return session.notebook
}

/** What is in the database, past all the code that reads it. */
async function rawRecords() {
  const database = await connect({})
  try {
    return await database.getAll('notebooks')
  } finally {
    database.close()
  }
}

const full = () => {
  throw new DOMException('', 'QuotaExceededError')
}

/** Transactions that take everything and then fail when they commit. */
function failAtCommit(name: string) {
  const put = IDBObjectStore.prototype.put
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value) {
    const request = put.call(this, value)
    request.addEventListener('success', () =>
      (this.transaction as IDBTransaction & { _abort(name: string): void })._abort(name),
    )
    return request
  })
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('notebooks in the browser', () => {
  it('are listed, the latest change first', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const a = await tab.created(notebook('A', '1'))
    await browser.pass(10)
    await tab.created(notebook('B', '1', '2'))
    expect(await tab.titles()).toEqual(['B', 'A'])
    await browser.pass(10)
    const session = await tab.session(a)
    type(session, 'x')
    await session.flush()
    const { notebooks } = await tab.listed()
    expect(notebooks).toMatchObject([
      { title: 'A', cells: 1, revision: 2 },
      { title: 'B', cells: 2, revision: 1 },
    ])
  })

  it('are renamed and duplicated', async () => {
    const tab = new Browser().tab()
    const id = await tab.created(notebook('A', '1'))
    expect(await tab.notebooks.rename(id, ' New\nname ')).toEqual({ done: true, id, revision: 2 })
    const copy = await tab.notebooks.duplicate(id, (title) => `${title} 2`)
    expect((await tab.titles()).sort()).toEqual(['New name', 'New name 2'])
    if (!copy.done) throw new Error()
    expect(copy.id).not.toBe(id)
    expect(texts(await stored(tab, copy.id))).toEqual(['1'])
    expect(await tab.notebooks.rename('none', 'x')).toEqual({ done: false, why: 'missing' })
  })

  it('come back after they were removed, and go for good after 30 days', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    await tab.notebooks.remove(id)
    expect(await tab.notebooks.open(id)).toEqual({ opened: false, why: 'deleted' })
    expect(await tab.listed()).toMatchObject({ notebooks: [], deleted: [{ title: 'A' }] })
    await tab.notebooks.restore(id)
    expect(await tab.titles()).toEqual(['A'])
    await tab.notebooks.remove(id)
    await browser.pass(30 * 24 * 3600 * 1000)
    expect((await tab.listed()).deleted).toHaveLength(1)
    await browser.pass(1000)
    expect(await tab.listed()).toMatchObject({ notebooks: [], deleted: [] })
    expect(await tab.notebooks.restore(id)).toEqual({ done: false, why: 'missing' })
  })

  it('are listed and kept when they cannot be read', async () => {
    const tab = new Browser().tab()
    await tab.created(notebook('good', '1'))
    const bad = [
      {
        id: 'bad1',
        revision: 3,
        created: 1,
        changed: 2,
        deleted: null,
        writer: '',
        edits: 0,
        notebook: { cells: 7 },
      },
      { id: 'bad2' },
    ]
    const database = await connect({})
    for (const record of bad) await database.put('notebooks', record as never)
    database.close()
    const { notebooks } = await tab.listed()
    expect(notebooks.map(titleOf).sort()).toEqual(['damaged', 'damaged', 'good'])
    expect(await tab.notebooks.open('bad1')).toMatchObject({
      opened: false,
      why: 'damaged',
      error: { code: 'damaged' },
      raw: { cells: 7 },
    })
    expect(await tab.notebooks.rename('bad1', 'x')).toEqual({ done: false, why: 'damaged' })
    expect(await tab.notebooks.remove('bad2')).toMatchObject({ done: true })
    expect(await tab.notebooks.restore('bad1')).toMatchObject({ done: true })
    expect(await rawRecords()).toContainEqual(expect.objectContaining({ id: 'bad1', notebook: { cells: 7 } }))
  })

  it('tell what the browser refuses, and never throw', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    expect(await tab.notebooks.create(notebook('B'))).toEqual({ done: false, why: 'full' })
    expect(await tab.notebooks.remove(id)).toEqual({ done: false, why: 'full' })
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('', 'SecurityError')
    })
    const closed = browser.tab()
    expect(await closed.notebooks.list()).toEqual({ listed: false, why: 'unavailable' })
    expect(await closed.notebooks.open(id)).toEqual({ opened: false, why: 'unavailable' })
    expect(await closed.notebooks.create(notebook('B'))).toEqual({ done: false, why: 'unavailable' })
  })

  it('are asked to be kept once, and the answer is told', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const events: unknown[] = []
    tab.notebooks.subscribe((event) => events.push(event))
    await tab.created(notebook('A'))
    await tab.created(notebook('B'))
    await idle()
    expect(tab.persistAsked).toBe(1)
    expect(events).toContainEqual({ type: 'persistence', granted: true })
    const second = browser.tab()
    await second.created(notebook('C'))
    await idle()
    expect(second.persistAsked).toBe(0)
  })
})

describe('a notebook that is open', () => {
  it('is stored at the next pause, and its journal emptied', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1', '2'))
    const session = await tab.session(id)
    const events = heard(session)
    type(session, 'x')
    expect(session).toMatchObject({ state: 'dirty', keeping: 'journal' })
    await browser.pass(300)
    type(session, 'xy')
    await browser.pass(399)
    expect(session.state).toBe('dirty')
    await browser.pass(1)
    expect(events).toEqual([
      { type: 'state', state: 'dirty', keeping: 'journal' },
      { type: 'state', state: 'saving', keeping: 'journal' },
      { type: 'state', state: 'saved', keeping: 'stored' },
    ])
    expect(browser.journalKeys()).toEqual([])
    expect(texts(await stored(browser.tab(), id))).toEqual(['xy', '2'])
  })

  it('journals only the cell that changed', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(
      notebook('A', ...Array.from({ length: 200 }, (_, i) => `const x${i} = ${i}`)),
    )
    const session = await tab.session(id)
    type(session, 'x', 7)
    const [base, cell, ...rest] = browser.journalKeys()
    expect(rest).toEqual([])
    expect(base).toMatch(/\.base$/)
    expect(cell).toMatch(/\.cell\.cell7$/)
    session.replace({ ...session.notebook, cells: session.notebook.cells.slice(1) })
    expect(browser.journalKeys().slice(2)).toEqual([expect.stringMatching(/\.order$/)])
  })

  it('is stored at once when the page is hidden', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    type(session, 'x')
    tab.happens('hidden')
    await idle()
    expect(session.state).toBe('saved')
  })

  it('stores nothing when nothing differs', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    session.replace(structuredClone(session.notebook))
    await session.flush()
    expect((await rawRecords())[0]).toMatchObject({ revision: 1 })
  })

  it('hears nothing of what it stored itself', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    const events = heard(session)
    tab.happens('visible')
    type(session, 'x')
    await session.flush()
    tab.happens('visible')
    await idle()
    expect(events.map(({ type }) => type)).toEqual(['state', 'state', 'state'])
  })

  it('is not stored again for a change that was taken back meanwhile', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const session = await tab.session(await tab.created(notebook('A', '1')))
    type(session, 'x')
    const flushed = session.flush()
    type(session, 'xy')
    type(session, 'x')
    expect(await flushed).toBe('saved')
    expect((await rawRecords())[0]).toMatchObject({ revision: 2 })
    expect(session.keeping).toBe('stored')
  })

  it('twice in one tab keeps both versions', async () => {
    const browser = new Browser({ locks: false })
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const first = await tab.session(id)
    type(first, 'x')
    const opened = await tab.opened(id)
    expect(opened.recovered).toEqual([])
    type(opened.session, 'y')
    await first.flush()
    await opened.session.flush()
    expect((await tab.titles()).sort()).toEqual(['A', 'A (mine)'])
  })

  it('takes changes while it is being stored', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1', '2'))
    const session = await tab.session(id)
    type(session, 'x')
    const flushed = session.flush()
    type(session, 'y', 1)
    expect(session.state).toBe('saving')
    expect(await flushed).toBe('saved')
    expect((await rawRecords())[0]).toMatchObject({ revision: 3 })
    expect(texts(await stored(browser.tab(), id))).toEqual(['x', 'y'])
  })

  it('that was only begun stores nothing before it changes', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const session = await tab.notebooks.begin(notebook('Link', '1', '2'))
    expect(session).toMatchObject({ state: 'new', keeping: 'stored' })
    tab.happens('hidden')
    await idle()
    expect(await rawRecords()).toEqual([])
    type(session, 'x')
    expect(browser.journalKeys()).toHaveLength(5)
    await browser.pass(400)
    expect(session.state).toBe('saved')
    expect(texts(await stored(browser.tab(), session.id))).toEqual(['x', '2'])

    const kept = await tab.notebooks.begin(notebook('Kept', '1'))
    expect(await kept.flush()).toBe('saved')
    expect((await tab.titles()).sort()).toEqual(['Kept', 'Link'])
  })
})

describe('a crash', () => {
  for (const storing of ['lost', 'stored'] as const)
    it(`while it stores loses nothing (${storing})`, async () => {
      const browser = new Browser()
      const tab = browser.tab()
      const id = await tab.created(notebook('A', '1', '2'))
      const session = await tab.session(id)
      type(session, 'x')
      void session.flush()
      await tab.inTransaction()
      type(session, 'y', 1)
      tab.crash(storing)
      await idle()
      const opened = await browser.tab().opened(id)
      expect(texts(opened.session.notebook)).toEqual(['x', 'y'])
      expect(opened.recovered).toEqual([{ into: 'same' }])
      expect(await opened.session.flush()).toBe('saved')
      expect(browser.journalKeys()).toEqual([])
      expect(await browser.tab().titles()).toEqual(['A'])
    })

  it('after storing, before the journal is emptied, is no news', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    type(session, 'x')
    void session.flush()
    await tab.inTransaction()
    tab.crash('stored')
    await idle()
    const next = browser.tab()
    const opened = await next.opened(id)
    expect(opened.recovered).toEqual([])
    expect(texts(opened.session.notebook)).toEqual(['x'])
    expect(browser.journalKeys()).toEqual([])
    expect(await next.titles()).toEqual(['A'])
  })

  it('within the pause brings back title, cells and their order', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1', '2', '3'))
    const session = await tab.session(id)
    const [first, , third] = session.notebook.cells
    const after = {
      title: 'B',
      cells: [third!, { id: 'new', kind: 'markdown', source: 'text', folded: true } as const, first!],
    }
    session.replace(after)
    tab.crash()
    const opened = await browser.tab().opened(id)
    expect(opened.session.notebook).toEqual(after)
    expect(opened.session.keeping).toBe('journal')
  })

  it('of a tab whose notebook has changed since comes back as a copy, once', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const [inA, inB] = [await a.session(id), await b.session(id)]
    type(inA, 'x')
    a.crash()
    type(inB, 'y', 1)
    expect(await inB.flush()).toBe('saved')
    const opened = await b.opened(id)
    expect(texts(opened.session.notebook)).toEqual(['1', 'y'])
    const [recovery] = opened.recovered
    expect(recovery).toMatchObject({ into: 'copy', title: 'A (back)' })
    if (recovery?.into !== 'copy') throw new Error()
    expect(texts(await stored(b, recovery.id))).toEqual(['x', 'y'])
    expect((await b.opened(id)).recovered).toEqual([])
    expect((await b.titles()).sort()).toEqual(['A', 'A (back)'])
  })

  it('of the tab that recovers loses nothing either', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    type(await tab.session(id), 'x')
    tab.crash()
    for (let i = 0; i < 3; i++) {
      const next = browser.tab()
      await next.opened(id)
      next.crash()
    }
    expect(texts(await stored(browser.tab(), id))).toEqual(['x'])
    expect(await browser.tab().titles()).toEqual(['A'])
  })

  it('of a notebook that was never stored is found by the list, and by opening it', async () => {
    for (const way of ['list', 'open']) {
      const browser = new Browser()
      const tab = browser.tab()
      const session = await tab.notebooks.begin(notebook('Link', '1', '2'))
      type(session, 'x')
      tab.crash()
      const next = browser.tab()
      if (way === 'list') expect((await next.listed()).recovered).toEqual([session.id])
      else {
        const opened = await next.opened(session.id)
        expect(opened.recovered).toEqual([{ into: 'same' }])
        await opened.session.close()
      }
      expect(texts(await stored(next, session.id))).toEqual(['x', '2'])
      expect(await next.titles()).toEqual(['Link'])
    }
  })

  it('of two tabs at once keeps both versions', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const [inA, inB] = [await a.session(id), await b.session(id)]
    type(inA, 'x')
    type(inB, 'y')
    a.crash()
    b.crash()
    const opened = await browser.tab().opened(id)
    expect(opened.recovered.map(({ into }) => into).sort()).toEqual(['copy', 'same'])
    await opened.session.close()
    const all = (await rawRecords()).flatMap(({ notebook }) => texts(notebook as Notebook))
    expect(all.sort()).toEqual(['x', 'y'])
  })

  it('leaves journals that are damaged in part, of which the rest comes back', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1', '2'))
    const session = await tab.session(id)
    type(session, 'x')
    type(session, 'y', 1)
    tab.crash()
    for (const key of browser.journalKeys()) if (key.endsWith('cell0')) browser.journal.set(key, '{"id":')
    expect(texts(await stored(browser.tab(), id))).toEqual(['1', 'y'])
  })
})

describe('what a crash leaves in rare moments', () => {
  it('a journal whose version is a copy already, which goes on with that copy', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const inA = await a.session(id)
    type(inA, 'x')
    await b.notebooks.rename(id, 'B')
    type(inA, 'y', 1)
    const journal = new Map(browser.journal)
    await inA.flush()
    a.crash()
    for (const [key, value] of journal) browser.journal.set(key, value)
    expect((await b.opened(id)).recovered).toEqual([])
    expect((await b.titles()).sort()).toEqual(['A (mine)', 'B'])

    // As if the last cell had changed between copying and the crash.
    for (const [key, value] of journal) browser.journal.set(key, value.replace(/^\[\d+(.*)"y"/, '[9$1"yy"'))
    const { recovered } = await b.opened(id)
    expect(recovered).toEqual([{ into: 'copy', id: inA.id, title: 'A (mine)' }])
    expect(texts(await stored(b, inA.id))).toEqual(['x', 'yy'])

    // Somebody works on the copy: the journal must not go over it.
    const session = await b.session(inA.id)
    type(session, 'z')
    await session.close()
    for (const [key, value] of journal) browser.journal.set(key, value)
    expect((await b.opened(id)).recovered).toMatchObject([{ into: 'copy', title: 'B (back)' }])
    expect(texts(await stored(b, inA.id))).toEqual(['z', 'yy'])
    expect(browser.journalKeys()).toEqual([])
  })

  it('a journal that cannot be taken over because it fills the space, and another crash', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    type(await tab.session(id), 'x')
    tab.crash()
    browser.journalSpace = 0
    const next = browser.tab()
    expect((await next.opened(id)).session.keeping).toBe('memory')
    next.crash()
    const last = browser.tab()
    const { session } = await last.opened(id)
    expect(texts(session.notebook)).toEqual(['x'])
    expect(await session.close()).toBe(true)
    expect(browser.journalKeys()).toEqual([])
  })

  for (const conflict of [false, true])
    it(`a journal older than what was stored, for want of space${conflict ? ', as a copy' : ''}`, async () => {
      const browser = new Browser()
      const [a, b] = [browser.tab(), browser.tab()]
      const id = await a.created(notebook('A', '1'))
      const session = await a.session(id)
      type(session, 'x')
      browser.journalSpace = 0
      type(session, 'xy')
      if (conflict) await b.notebooks.rename(id, 'B')
      void session.flush()
      await a.inTransaction()
      a.crash('stored')
      await idle()
      browser.journalSpace = Infinity
      expect((await b.opened(id)).recovered).toEqual([])
      expect(browser.journalKeys()).toEqual([])
      const all = (await rawRecords()).flatMap(({ notebook }) => texts(notebook as Notebook))
      expect(all.sort()).toEqual(conflict ? ['1', 'xy'] : ['xy'])
    })

  it('what was typed while a copy was made', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const session = await a.session(id)
    await b.notebooks.rename(id, 'B')
    type(session, 'x')
    session.subscribe((event) => {
      if (event.type === 'copied') a.crash()
    })
    void session.flush()
    await a.inTransaction()
    type(session, 'y', 1)
    await idle()
    expect(a.dead).toBe(true)
    const opened = await b.opened(session.id)
    expect(opened.recovered).toEqual([{ into: 'same' }])
    expect(texts(opened.session.notebook)).toEqual(['x', 'y'])
    expect((await b.opened(id)).recovered).toEqual([])
  })

  it('two journals of a lost notebook, found by two tabs at once', async () => {
    const browser = new Browser()
    const [a, b, c, d] = [browser.tab(), browser.tab(), browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const [inA, inB] = [await a.session(id), await b.session(id)]
    type(inA, 'x')
    type(inB, 'y', 1)
    a.crash()
    b.crash()
    const database = await connect({})
    await database.clear('notebooks')
    database.close()
    await Promise.all([c.listed(), d.listed()])
    await stored(c, id)
    const all = (await rawRecords()).flatMap(({ notebook }) => texts(notebook as Notebook))
    expect(all).toEqual(expect.arrayContaining(['x', 'y']))
    expect(browser.journalKeys()).toEqual([])
  })

  it('two journals of a notebook that the database has lost', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const [inA, inB] = [await a.session(id), await b.session(id)]
    type(inA, 'x')
    type(inB, 'y', 1)
    a.crash()
    b.crash()
    const database = await connect({})
    await database.clear('notebooks')
    database.close()
    const tab = browser.tab()
    expect((await tab.listed()).recovered).toEqual([id])
    expect((await tab.opened(id)).recovered).toMatchObject([{ into: 'copy' }])
    const all = (await rawRecords()).flatMap(({ notebook }) => texts(notebook as Notebook))
    expect(all.filter((text) => 'xy'.includes(text)).sort()).toEqual(expect.arrayContaining(['x', 'y']))
  })

  it('a journal of a notebook that was removed, which goes when the notebook goes', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    type(await a.session(id), 'x')
    a.crash()
    await b.notebooks.remove(id)
    expect(browser.journalKeys()).not.toEqual([])
    await browser.pass(31 * 24 * 3600 * 1000)
    expect(await b.listed()).toMatchObject({ notebooks: [], deleted: [], recovered: [] })
    expect(browser.journalKeys()).toEqual([])
    expect(await b.listed()).toMatchObject({ notebooks: [], deleted: [], recovered: [] })
  })
})

describe('two tabs with the same notebook', () => {
  for (const kind of [{}, { locks: false }, { channel: false }, { locks: false, channel: false }])
    it(`keep both versions when both change it: ${JSON.stringify(kind)}`, async () => {
      const browser = new Browser(kind)
      const [a, b] = [browser.tab(), browser.tab()]
      const id = await a.created(notebook('A', '1', '2'))
      const [inA, inB] = [await a.session(id), await b.session(id)]
      type(inA, 'x')
      type(inB, 'y', 1)
      expect(await inA.flush()).toBe('saved')
      const events = heard(inB)
      expect(await inB.flush()).toBe('saved')
      expect(events).toContainEqual({
        type: 'copied',
        from: id,
        id: inB.id,
        notebook: expect.objectContaining({ title: 'A (mine)' }) as Notebook,
      })
      type(inB, 'z', 1)
      await inB.flush()
      type(inA, 'xx')
      await inA.flush()
      const c = browser.tab()
      expect(texts(await stored(c, id))).toEqual(['xx', '2'])
      expect(texts(await stored(c, inB.id))).toEqual(['1', 'z'])
      expect(await c.titles()).toHaveLength(2)
      expect(browser.journalKeys()).toEqual([])
    })

  it('copy again when the copy, too, was changed elsewhere', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const inB = await b.session(id)
    type(inB, 'y')
    await a.notebooks.rename(id, 'A2')
    await inB.flush()
    const first = inB.id
    type(inB, 'z')
    await a.notebooks.rename(first, 'renamed')
    await inB.flush()
    expect(new Set([id, first, inB.id]).size).toBe(3)
    expect((await a.titles()).sort()).toEqual(['A (mine) (mine)', 'A2', 'renamed'])
  })

  it('say so when the other stored it, and take it over', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const [inA, inB] = [await a.session(id), await b.session(id)]
    const events = heard(inB)
    type(inA, 'x')
    await inA.flush()
    await idle()
    expect(events).toEqual([{ type: 'changed-elsewhere', revision: 2, deleted: false }])
    expect(await inB.reload()).toMatchObject({ reloaded: true })
    type(inB, `${texts(inB.notebook)[0]}y`)
    await inB.flush()
    expect(texts(await stored(a, id))).toEqual(['xy'])
    expect(await a.titles()).toEqual(['A'])
  })

  it('do not take over what the other stored when there are changes here', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const inB = await b.session(id)
    await a.notebooks.rename(id, 'A2')
    type(inB, 'y')
    expect(await inB.reload()).toEqual({ reloaded: false, why: 'edited' })
    expect(texts(inB.notebook)).toEqual(['y'])
  })

  it('keep what is typed in one while the other removes it', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const inB = await b.session(id)
    const events = heard(inB)
    await a.notebooks.remove(id)
    await idle()
    expect(events).toEqual([{ type: 'changed-elsewhere', revision: 2, deleted: true }])
    expect(await inB.reload()).toEqual({ reloaded: false, why: 'deleted' })
    type(inB, 'y')
    await inB.flush()
    expect(await a.listed()).toMatchObject({
      notebooks: [{ title: 'A (mine)' }],
      deleted: [{ title: 'A' }],
    })
  })

  it('hear of it when they wake, though nobody told them', async () => {
    const browser = new Browser({ channel: false })
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    const events = heard(await b.session(id))
    await a.notebooks.rename(id, 'A2')
    b.happens('visible')
    await idle()
    expect(events).toEqual([{ type: 'changed-elsewhere', revision: 2, deleted: false }])
  })

  for (const kind of [{}, { locks: false }])
    it(`leave each other's journals alone while both live: ${JSON.stringify(kind)}`, async () => {
      const browser = new Browser(kind)
      const [a, b] = [browser.tab({ pause: 1e6 }), browser.tab()]
      const id = await a.created(notebook('A', '1'))
      const inA = await a.session(id)
      type(inA, 'x')
      const keys = browser.journalKeys()
      const opened = await b.opened(id)
      expect(opened.recovered).toEqual([])
      expect(texts(opened.session.notebook)).toEqual(['1'])
      expect(browser.journalKeys()).toEqual(keys)
      expect(await inA.flush()).toBe('saved')
      expect(await b.titles()).toEqual(['A'])
    })

  it('lose nothing when one is frozen, and counts as gone where there are no locks', async () => {
    const browser = new Browser({ locks: false })
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1', '2'))
    const inA = await a.session(id)
    type(inA, 'x')
    a.frozen = true
    const opened = await b.opened(id)
    expect(opened.recovered).toEqual([{ into: 'same' }])
    expect(texts(opened.session.notebook)).toEqual(['x', '2'])
    type(opened.session, 'b', 1)
    await opened.session.flush()
    a.frozen = false
    type(inA, 'xx')
    await inA.flush()
    expect(texts(await stored(b, id))).toEqual(['x', 'b'])
    expect(texts(inA.notebook)).toEqual(['xx', '2'])
    expect(texts(await stored(b, inA.id))).toEqual(['xx', '2'])
  })

  it('wait for a tab that is being reloaded', async () => {
    const browser = new Browser()
    const tab = browser.tab({ pause: 1e6 })
    const id = await tab.created(notebook('A', '1'))
    type(await tab.session(id), 'x')
    const opening = browser.tab().notebooks.open(id)
    await browser.pass(500)
    tab.crash()
    const opened = await browser.wait(opening)
    expect(opened).toMatchObject({ opened: true, recovered: [{ into: 'same' }] })
  })

  it('refresh their lists', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const events: unknown[] = []
    b.notebooks.subscribe((event) => events.push(event))
    const id = await a.created(notebook('A'))
    await a.notebooks.remove(id)
    await idle()
    expect(events).toEqual([{ type: 'list' }, { type: 'list' }])
  })
})

describe('a full disk', () => {
  for (const [when, fill] of [
    ['at once', () => vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)],
    ['at commit', () => failAtCommit('QuotaExceededError')],
  ] as const)
    it(`is told, keeps the journal, and is tried again (${when})`, async () => {
      const browser = new Browser()
      const tab = browser.tab()
      const id = await tab.created(notebook('A', '1'))
      const session = await tab.session(id)
      const disk = fill()
      type(session, 'x')
      const events = heard(session)
      await browser.pass(400)
      expect(session).toMatchObject({ state: 'full', keeping: 'journal' })
      expect(tab.holdsBack).toBe(false)
      type(session, 'xy')
      expect(await session.flush()).toBe('full')
      expect(events).toEqual([
        { type: 'state', state: 'saving', keeping: 'journal' },
        { type: 'state', state: 'full', keeping: 'journal' },
      ])
      disk.mockRestore()
      type(session, 'xyz')
      await browser.pass(400)
      expect(session).toMatchObject({ state: 'saved', keeping: 'stored' })
      expect(texts(await stored(browser.tab(), id))).toEqual(['xyz'])
    })

  it('and a crash on top of it: the text is there at the next opening', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    const begun = await tab.notebooks.begin(notebook('B', '2'))
    const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    type(session, 'x')
    type(begun, 'y')
    await browser.pass(400)
    tab.crash()
    const next = browser.tab()
    const opened = await next.opened(id)
    expect(texts(opened.session.notebook)).toEqual(['x'])
    const other = await next.opened(begun.id)
    expect(texts(other.session.notebook)).toEqual(['y'])
    expect(await other.session.flush()).toBe('full')
    disk.mockRestore()
    expect(await opened.session.close()).toBe(true)
    expect(await other.session.close()).toBe(true)
    expect((await next.titles()).sort()).toEqual(['A', 'B'])
  })

  it('does not hide a notebook that only a journal knows', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const begun = await tab.notebooks.begin(notebook('B', '1', '2'))
    const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    type(begun, 'x')
    tab.crash()
    const next = browser.tab()
    expect(await next.listed()).toMatchObject({
      notebooks: [{ id: begun.id, title: 'B', cells: 2 }],
      recovered: [begun.id],
    })
    const session = await next.session(begun.id)
    expect(texts(session.notebook)).toEqual(['x', '2'])
    disk.mockRestore()
    expect(await session.close()).toBe(true)
    expect(await next.listed()).toMatchObject({ notebooks: [{ title: 'B' }], recovered: [] })
  })

  it('keeps a version that needs a copy for later, and says so', async () => {
    const browser = new Browser()
    const [a, b] = [browser.tab(), browser.tab()]
    const id = await a.created(notebook('A', '1'))
    type(await a.session(id), 'x')
    a.crash()
    await b.notebooks.rename(id, 'A2')
    const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    expect((await b.opened(id)).recovered).toEqual([{ into: 'later', why: 'full' }])
    disk.mockRestore()
    expect((await b.opened(id)).recovered).toMatchObject([{ into: 'copy', title: 'A2 (back)' }])
  })

  it('in the journal stores at once instead', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    browser.journalSpace = 0
    type(session, 'x')
    expect(session).toMatchObject({ state: 'dirty', keeping: 'memory' })
    expect(tab.holdsBack).toBe(true)
    await browser.pass(0)
    expect(session).toMatchObject({ state: 'saved', keeping: 'stored' })
    expect(tab.holdsBack).toBe(false)
  })

  it('everywhere asks the reader to stay, and does not close', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    browser.journalSpace = 0
    const disk = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full)
    type(session, 'x')
    expect(await session.close()).toBe(false)
    expect(session).toMatchObject({ state: 'full', keeping: 'memory' })
    expect(tab.holdsBack).toBe(true)
    browser.journalSpace = Infinity
    type(session, 'xy')
    expect(session.keeping).toBe('journal')
    disk.mockRestore()
    expect(await session.close()).toBe(true)
    expect(texts(await stored(browser.tab(), id))).toEqual(['xy'])
  })
})

describe('the database', () => {
  it('failing at commit is told as unavailable', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    const disk = failAtCommit('UnknownError')
    type(session, 'x')
    expect(await session.flush()).toBe('unavailable')
    expect(session.keeping).toBe('journal')
    disk.mockRestore()
    expect(await session.flush()).toBe('saved')
  })

  it('makes way for another version, and is opened again', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    await new Promise<unknown>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('layerbook.notebooks')
      request.onsuccess = resolve
      request.onblocked = request.onerror = reject
    })
    type(session, 'x')
    expect(await session.flush()).toBe('saved')
    expect(session.id).toBe(id)
    expect(texts(await stored(browser.tab(), id))).toEqual(['x'])
  })

  it('whose connection was closed under it is opened again', async () => {
    const browser = new Browser()
    const tab = browser.tab()
    const id = await tab.created(notebook('A', '1'))
    const session = await tab.session(id)
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError')
    })
    type(session, 'x')
    expect(await session.flush()).toBe('saved')
    expect(transaction).toHaveBeenCalledTimes(2)
  })
})
