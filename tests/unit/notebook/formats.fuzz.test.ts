import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS, makeNotebook, type Notebook } from '../../../src/notebook/document.ts'
import { NotebookError } from '../../../src/notebook/errors.ts'
import { readFile, readLink, writeFile, writeLink } from '../../../src/notebook/formats/index.ts'
import { seeded } from '../../../src/spec/index.ts'
import { linkOf } from './links.ts'
import { notebooks } from './random.ts'

/** Files and links, over all formats. */
const RUNS = 10_000
/** The longest a reading may take, in ms: far above any on a slow machine, far below what anybody would bear. */
const PATIENCE = 5000

const random = seeded(4)
const below = (n: number) => Math.floor(random() * n)
const pick = <T>(list: readonly T[]): T => list[below(list.length)]!

// ---- mutations of text

const JUNK = [
  '\u0000',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u2028',
  '\r',
  '"',
  '\\',
  '`',
  '```ts\n',
  '\n',
  '// %%\n',
  '<!-- cell end="a" -->\n',
  '---\n',
  '{',
  '[',
  ']}',
  'null',
  '1e999',
  '-0',
  '9'.repeat(400),
  '[['.repeat(5000),
  '{"a":'.repeat(5000),
  'npm:layerbook',
  "import '",
  '(((('.repeat(1000),
]

const mutations: ((text: string) => string)[] = [
  // cut off
  (text) => text.slice(0, below(text.length + 1)),
  (text) => text.slice(below(text.length + 1)),
  // one bit
  (text) => {
    const at = below(text.length)
    return (
      text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << below(16))) + text.slice(at + 1)
    )
  },
  // pieces swapped
  (text) => {
    const [a, b, c] = [below(text.length), below(text.length), below(text.length)].sort((x, y) => x - y)
    return text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c)
  },
  // a piece repeated
  (text) => {
    const at = below(text.length)
    const piece = text.slice(at, at + below(200))
    return text.slice(0, at) + piece.repeat(below(50)) + text.slice(at)
  },
  // lines in another order
  (text) => {
    const lines = text.split('\n')
    const at = below(lines.length)
    return [...lines.slice(at), ...lines.slice(0, at)].join('\n')
  },
  // junk put in, or in place of something
  (text) => {
    const at = below(text.length)
    return text.slice(0, at) + pick(JUNK) + text.slice(at + below(20))
  },
]

const mutated = (text: string): string => {
  let changed = text
  for (let n = 1 + below(3); n > 0; n--) changed = pick(mutations)(changed)
  return changed
}

// ---- mutations of JSON

const nested = (depth: number): unknown => {
  let value: unknown = []
  for (let i = 0; i < depth; i++) value = random() < 0.5 ? [value] : { cells: value }
  return value
}

const WRONG: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 1e308,
  () => 'text',
  () => '',
  () => 'x'.repeat(250_000),
  () => [],
  () => ({}),
  () => ['a', 1],
  () => [['a']],
  () => nested(50),
  () => nested(2000),
  () => Array.from({ length: 1200 }, () => ({ cell_type: 'code', kind: 'code', source: '' })),
  () => ({ toString: 1, length: 5, __proto__: null, constructor: 'x' }),
  () => 'code',
  () => 'heading',
  () => 'raw',
]

/** The value with one thing in it of another type, gone, or under another name. */
function twisted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(WRONG)()
  if (Array.isArray(value)) {
    if (value.length === 0) return [pick(WRONG)()]
    const at = below(value.length)
    return value.flatMap((item: unknown, i) =>
      i === at ? (random() < 0.1 ? [item, item] : [twisted(item)]) : [item],
    )
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return pick(WRONG)()
  const at = below(entries.length)
  return Object.fromEntries(
    entries.flatMap(([key, item], i): [string, unknown][] => {
      if (i !== at) return [[key, item]]
      if (random() < 0.1) return []
      if (random() < 0.1) return [[pick(['source', 'cells', 'metadata', 'worksheets', 'input']), item]]
      return [[key, twisted(item)]]
    }),
  )
}

const twistedJson = (text: string): string => {
  let value: unknown = JSON.parse(text)
  for (let n = 1 + below(3); n > 0; n--) value = twisted(value)
  return JSON.stringify(value) ?? ''
}

// ---- what is read

const originals = fc.sample(notebooks, { numRuns: 200, seed: 5 }).filter(({ cells }) => cells.length > 0)

function isNotebook({ title, cells }: Notebook): boolean {
  return (
    title.length <= LIMITS.title &&
    cells.length <= LIMITS.cells &&
    new Set(cells.map(({ id }) => id)).size === cells.length &&
    cells.reduce((sum, { source }) => sum + source.length, 0) <= LIMITS.total &&
    cells.every(
      ({ id, kind, source, folded }) =>
        /^[\w-]{1,64}$/.test(id) &&
        (kind === 'code' || kind === 'markdown') &&
        typeof source === 'string' &&
        source.length <= LIMITS.source &&
        typeof folded === 'boolean',
    )
  )
}

/** Reads, and says how it came out; anything but a notebook within its limits or a `NotebookError` fails the test. */
async function outcome(
  read: () => Notebook | Promise<Notebook>,
  text: string,
): Promise<'notebook' | 'error'> {
  const started = performance.now()
  try {
    const notebook = await read()
    if (!isNotebook(notebook)) throw new Error('beyond the limits')
    return 'notebook'
  } catch (error) {
    if (error instanceof NotebookError) return 'error'
    throw new Error(`${String(error)}, reading ${JSON.stringify(text.slice(0, 2000))}`, { cause: error })
  } finally {
    expect(performance.now() - started).toBeLessThan(PATIENCE)
  }
}

const files = (['ipynb', 'ts', 'md'] as const).map((format) => {
  const make = () => {
    const { name, text } = writeFile(pick(originals), format)
    const changed = format === 'ipynb' && random() < 0.6 ? twistedJson(text) : mutated(text)
    // Now and then the name says nothing, or something else.
    return { name: random() < 0.9 ? name : pick(['file', 'x.ipynb', 'x.md', 'x.ts', 'x.pdf']), text: changed }
  }
  return [format, make] as const
})

/** The JSON of a link, mutated, under a right checksum: what only somebody who means harm would make. */
const forged = (notebook: Notebook): string => {
  const json = JSON.stringify(notebook)
  const changed = Buffer.from(random() < 0.7 ? twistedJson(json) : mutated(json))
  const deflated = deflateRawSync(changed)
  if (random() < 0.3) deflated[below(deflated.length)]! ^= 1 << below(8)
  return linkOf(deflated)
}

describe('mutated', () => {
  test.each(files)(
    '.%s gives a notebook or an error',
    async (_format, make) => {
      const count = { notebook: 0, error: 0 }
      for (let i = 0; i < RUNS / 4; i++) {
        const { name, text } = make()
        count[await outcome(() => readFile(name, text), text)] += 1
      }
      // Else the mutations would be too tame, or too wild, to try the reader.
      expect(Math.min(count.notebook, count.error)).toBeGreaterThan(RUNS / 500)
    },
    120_000,
  )

  test('links give a notebook or an error', async () => {
    const count = { notebook: 0, error: 0 }
    for (let i = 0; i < RUNS / 4; i++) {
      const notebook = pick(originals)
      const link = random() < 0.6 ? forged(notebook) : mutated(await writeLink(notebook))
      count[await outcome(() => readLink(link), link)] += 1
    }
    expect(Math.min(count.notebook, count.error)).toBeGreaterThan(RUNS / 500)
  }, 120_000)
})

describe('made to take long', () => {
  const N = 190_000
  const texts: readonly [what: string, name: string, text: string][] = [
    ['brackets', 'a.ts', `import 'npm:layerbook'\n${'('.repeat(N)}`],
    ['backticks', 'a.md', '`'.repeat(N)],
    ['backticks and text', 'a.md', `${'`'.repeat(N / 2)} ${'a'.repeat(N / 2)}\``],
    ['a fence with spaces', 'a.md', `\`\`\`${' '.repeat(N)}x\``],
    ['a heading of spaces', 'a.md', `#${' '.repeat(N)}\n#${' '.repeat(N / 2)}x`],
    ['a heading of hashes', 'a.md', `# ${'# '.repeat(N / 2)}`],
    ['a comment that never ends', 'a.md', `<!-- cell ${'-'.repeat(N)}`],
    ['attributes', 'a.md', `<!-- cell ${'id="a'.repeat(30_000)} -->`],
    ['many comments', 'a.ts', '// '.repeat(60_000)],
    ['a mark after many', 'a.ts', `${'// '.repeat(60_000)}// ${' '.repeat(1000)}%%`],
    ['rules', 'a.md', '---\n'.repeat(40_000)],
    ['a title of quotes', 'a.md', `---\ntitle: "${'"'.repeat(N)}\n---`],
    ['a name', `${'.'.repeat(N)}/`, '// %%'],
  ]
  const cell = (source: string) =>
    JSON.stringify({
      cells: [{ cell_type: 'code', metadata: {}, source }],
      metadata: { language_info: { name: 'typescript' } },
      nbformat: 4,
    })
  const cells: readonly [what: string, source: string][] = [
    ['brackets', `import 'npm:layerbook'\n${'('.repeat(N)}`],
    ['arrows', `import 'npm:layerbook'\n${'a=>{'.repeat(N / 4)}`],
    ['types', `import 'npm:layerbook'\nlet a: ${'A<'.repeat(N / 2)}`],
    ['templates', `import 'npm:layerbook'\n${'`${'.repeat(N / 3)}`],
    ['imports', "import 'npm:layerbook'\n".repeat(N / 23)],
    ['a string that never ends', `import 'npm:layerbook\n${'"'.repeat(N)}`],
    ['slashes', `import 'npm:layerbook'\n${'/'.repeat(N)}`],
    ['less than', `import 'npm:layerbook'\n${'<'.repeat(N)}`],
  ]

  test.each([
    ...texts,
    ...cells.map(([what, source]): [string, string, string] => [
      `a cell of ${what}`,
      'a.ipynb',
      cell(source),
    ]),
    ['nested lists', 'a.ipynb', `{"cells":${'['.repeat(1_000_000)}`],
    ['nested lists that close', 'a.ipynb', `{"cells":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['nested objects', 'a.ipynb', `{"cells":[],"metadata":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`],
    ['a giant number', 'a.ipynb', `{"cells":[],"nbformat":${'9'.repeat(1_000_000)}}`],
    ['many cells', 'a.ipynb', `{"cells":[${'{},'.repeat(300_000)}{}]}`],
  ])(
    '%s',
    async (_what, name, text) => {
      await outcome(() => readFile(name, text), text)
    },
    2 * PATIENCE,
  )

  test.each(cells)(
    'a cell of %s, written',
    (_what, source) => {
      const notebook = makeNotebook('T', [{ kind: 'code', source }])
      expect(readFile('a.ipynb', writeFile(notebook, 'ipynb').text)).toEqual(notebook)
    },
    4 * PATIENCE,
  )
})
