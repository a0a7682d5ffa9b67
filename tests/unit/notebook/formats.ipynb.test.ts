import { readFileSync } from 'node:fs'
import Ajv from 'ajv-draft-04'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeNotebook } from '../../../src/notebook/document.ts'
import { readFile, writeFile, type CellOutputs } from '../../../src/notebook/formats/index.ts'
import { writePython } from '../../../src/notebook/formats/jupyter.ts'
import { npmName } from '../../../src/notebook/formats/specifiers.ts'
import { notebooks } from './random.ts'

/** The official schema, from the Python package nbformat 5.11.1 (BSD-3-Clause), only reformatted. */
const schema = JSON.parse(
  readFileSync(new URL('nbformat.v4.5.schema.json', import.meta.url), 'utf8'),
) as object
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)

interface Ipynb {
  cells: { id: string; cell_type: string; source: string[]; metadata: object; outputs?: unknown[] }[]
  metadata: Record<string, unknown>
  nbformat: number
  nbformat_minor: number
}
const written = (...[notebook, outputs]: [Parameters<typeof writeFile>[0], CellOutputs?]): Ipynb =>
  JSON.parse(writeFile(notebook, 'ipynb', outputs && { outputs }).text) as Ipynb

const notebookOf = (...sources: string[]) =>
  makeNotebook(
    'T',
    sources.map((source) => ({ kind: 'code', source })),
  )

/** What the second cell, after the prelude, is for Deno; and that it comes back. */
function inDeno(source: string): string {
  const notebook = notebookOf(source)
  const json = written(notebook)
  expect(readFile('t.ipynb', JSON.stringify(json))).toEqual(notebook)
  return json.cells[1]!.source.join('')
}

const read = (json: unknown, name = 'file.ipynb') => readFile(name, JSON.stringify(json))
const cell = (cell_type: string, source: unknown, more: object = {}) => ({
  cell_type,
  metadata: {},
  source,
  ...more,
})
const deno = { kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' } }
const v4 = (cells: unknown[], metadata: object = deno) => ({
  cells,
  metadata,
  nbformat: 4,
  nbformat_minor: 2,
})

describe('writing .ipynb', { timeout: 60_000 }, () => {
  test('the schema refuses what is no notebook', () => {
    expect(validate({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 4 })).toBe(false)
    expect(validate({ cells: [cell('code', 'x')], metadata: {}, nbformat: 4, nbformat_minor: 5 })).toBe(false)
  })

  test('is valid by the official schema', () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        validate(written(notebook))
        expect(validate.errors ?? []).toEqual([])
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  test('with outputs, too', () => {
    const notebook = makeNotebook('T', [
      { kind: 'code', source: '1', id: 'a' },
      { kind: 'markdown', source: 'b', id: 'b' },
    ])
    const json = written(
      notebook,
      new Map([
        ['a', [{ 'text/plain': '1' }, { 'image/svg+xml': '<svg/>', 'image/png': 'iVBORw0KGgo=' }]],
        ['b', [{ 'text/plain': 'Markdown shows nothing' }]],
      ]),
    )
    expect(validate(json)).toBe(true)
    expect(json.cells[1]!.outputs).toEqual([
      { output_type: 'display_data', metadata: {}, data: { 'text/plain': '1' } },
      {
        output_type: 'display_data',
        metadata: {},
        data: { 'image/svg+xml': '<svg/>', 'image/png': 'iVBORw0KGgo=' },
      },
    ])
    expect(read(json)).toEqual(notebook)
  })

  test('in Python, too, for which nothing is renamed or put before', () => {
    const notebook = makeNotebook('T', [
      { kind: 'markdown', source: 'text' },
      { kind: 'code', source: "import keras  # 'layerbook'" },
    ])
    const text = writePython(notebook)
    expect(validate(JSON.parse(text))).toBe(true)
    expect(JSON.parse(text)).toMatchObject({ metadata: { kernelspec: { name: 'python3' } } })
    expect(readFile('t.ipynb', text).cells.map(({ source }) => source)).toEqual([
      'text',
      "```python\nimport keras  # 'layerbook'\n```",
    ])
  })

  test('names Deno, keeps title, ids, folding, lines', () => {
    const json = written(
      makeNotebook('My title', [
        { kind: 'markdown', source: '# A\n\ntext\n', id: 'a', folded: true },
        { kind: 'code', source: 'const x = 1', id: 'b' },
      ]),
    )
    expect(json.metadata).toMatchObject({
      title: 'My title',
      kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' },
      language_info: { name: 'typescript', file_extension: '.ts' },
    })
    expect(json.cells.map(({ id }) => id)).toEqual(['layerbook-prelude', 'a', 'b'])
    expect(json.cells[1]).toMatchObject({
      source: ['# A\n', '\n', 'text\n'],
      metadata: { jupyter: { source_hidden: true } },
    })
  })

  test('a notebook without code needs no prelude', () => {
    expect(written(makeNotebook('T', [{ kind: 'markdown', source: 'x' }])).cells).toHaveLength(1)
  })

  test('a cell that has the name of the prelude keeps it', () => {
    const notebook = makeNotebook('T', [{ kind: 'code', source: 'x', id: 'layerbook-prelude' }])
    expect(read(written(notebook))).toEqual(notebook)
  })
})

describe('imports in Deno', () => {
  test.each([
    ["import * as tf from '@tensorflow/tfjs'", "import * as tf from 'npm:@tensorflow/tfjs@4.22.0'"],
    ['import { layers } from "layerbook";', 'import { layers } from "npm:layerbook";'],
    ["import 'layerbook'", "import 'npm:layerbook'"],
    ["import type { Layer } from 'layerbook'", "import type { Layer } from 'npm:layerbook'"],
    ["export * from 'layerbook'", "export * from 'npm:layerbook'"],
    ["export { layers as l } from 'layerbook'", "export { layers as l } from 'npm:layerbook'"],
    [
      "const p = await import('@observablehq/plot')",
      "const p = await import('npm:@observablehq/plot@0.6.17')",
    ],
    ["let l: import('layerbook').Layer", "let l: import('npm:layerbook').Layer"],
    [
      "import {\n  layers, // 'layerbook'\n} from 'layerbook'",
      "import {\n  layers, // 'layerbook'\n} from 'npm:layerbook'",
    ],
    [
      "// 层\nimport 'layerbook'\nconst a: number = <number>1",
      "// 层\nimport 'npm:layerbook'\nconst a: number = <number>1",
    ],
  ])('%s', (source, expected) => {
    expect(inDeno(source)).toBe(expected)
  })

  test.each([
    "const a = 'layerbook'",
    "const a = `import 'layerbook'`",
    "// import 'layerbook'",
    "/* import 'layerbook' */",
    "export default 'layerbook'",
    "console.log('from', 'layerbook')",
    "import x from 'layerbooks'",
    "import x from './layerbook'",
    'const a = /import "layerbook"/',
  ])('%s is left as it is', (source) => {
    expect(inDeno(source)).toBe(source)
  })

  test.each(["import 'npm:layerbook'", "import 'layerbook'; import 'npm:layerbook@0.1.0'"])(
    '%s, written for Deno, comes back as it was',
    (source) => {
      expect(inDeno(source)).toBe(source)
    },
  )

  test('any version comes in', () => {
    const sources = [
      "import * as tf from 'npm:@tensorflow/tfjs'",
      "import * as tf from 'npm:@tensorflow/tfjs@^4.1'",
      "import * as Plot from 'npm:/@observablehq/plot@0.6'",
      "import x from 'npm:@tensorflow/tfjs@4/dist/x.js'",
    ]
    expect(read(v4(sources.map((source) => cell('code', source)))).cells.map((c) => c.source)).toEqual([
      "import * as tf from '@tensorflow/tfjs'",
      "import * as tf from '@tensorflow/tfjs'",
      "import * as Plot from '@observablehq/plot'",
      "import x from 'npm:@tensorflow/tfjs@4/dist/x.js'",
    ])
  })

  test('versions are those of the book', () => {
    const { devDependencies } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { devDependencies: Record<string, string> }
    expect(npmName('@tensorflow/tfjs')).toBe(
      `npm:@tensorflow/tfjs@${devDependencies['@tensorflow/tfjs-core']}`,
    )
    expect(npmName('@observablehq/plot')).toBe(
      `npm:@observablehq/plot@${devDependencies['@observablehq/plot']}`,
    )
    expect(written(notebookOf("import '@observablehq/plot'")).cells[0]!.source.join('')).toContain(
      `npm:linkedom@${devDependencies['linkedom']}`,
    )
  })
})

describe('the prelude', () => {
  /** Runs the prelude as Deno's kernel does, then the code; gives what it displayed. */
  async function shownBy(source: string): Promise<Record<string, string>[]> {
    const [prelude] = written(notebookOf(source)).cells
    const shown: Record<string, string>[] = []
    const Deno = {
      jupyter: {
        broadcast: async (_type: string, { data }: { data: Record<string, string> }) => void shown.push(data),
      },
      inspect: (value: unknown) => JSON.stringify(value),
    }
    const world: Record<string, unknown> = {}
    const run = new Function(
      'Deno',
      'globalThis',
      `with (globalThis) { ${prelude!.source.join('')}\n${source} }`,
    )
    run(Deno, world)
    return shown
  }

  test('gives inputs their first value', async () => {
    expect(
      await shownBy(`
        display([slider({ min: 1, max: 8, value: 3 }), slider({ min: 2, max: 4 }), number({ value: 0.5 }), number()])
        display([select(['a', 'b'], { value: 'b' }), select(['a', 'b']), toggle({ value: true }), toggle()])
        display([text({ value: 'hi' }), text(), button('Go')])
      `),
    ).toEqual([
      { 'text/plain': '[3,2,0.5,0]' },
      { 'text/plain': '["b","a",true,false]' },
      { 'text/plain': '["hi","",0]' },
    ])
  })

  test('displays tensors, models, plots and text', async () => {
    expect(
      await shownBy(`
        display({ dataSync() {}, toString: () => 'Tensor\\n  [1]' }, 'x')
        display({ summary: (_, __, print) => ['Layer', 'dense'].forEach((line) => print(line)) })
        display({ outerHTML: '<svg></svg>' }, 'plot')
        display({ outerHTML: '<figure></figure>' })
        display('text', 'label')
      `),
    ).toEqual([
      { 'text/plain': 'x:\nTensor\n  [1]' },
      { 'text/plain': 'Layer\ndense' },
      { 'text/plain': 'plot' },
      { 'image/svg+xml': '<svg></svg>' },
      { 'text/html': '<figure></figure>' },
      { 'text/plain': 'label: text' },
    ])
  })
})

describe('reading .ipynb of others', () => {
  test('source as a text or as lines, ids missing, outputs and attachments left out', () => {
    const { title, cells } = read(
      v4([
        cell('markdown', ['# Title\n', 'text'], { attachments: { 'a.png': { 'image/png': 'AA==' } } }),
        cell('code', 'const x = 1\r\nx', { execution_count: 3, outputs: [{ output_type: 'stream' }] }),
        cell('code', []),
      ]),
    )
    expect(title).toBe('Title')
    expect(cells.map(({ kind, source }) => [kind, source])).toEqual([
      ['markdown', '# Title\ntext'],
      ['code', 'const x = 1\nx'],
      ['code', ''],
    ])
    expect(new Set(cells.map(({ id }) => id)).size).toBe(3)
  })

  test('Python becomes Markdown with a fence, longer than any in it', () => {
    const python = { kernelspec: { name: 'python3', display_name: 'Python 3' } }
    const { cells } = read(v4([cell('code', 'print("""```""")'), cell('code', 'x = 1')], python))
    expect(cells.map(({ kind, source }) => [kind, source])).toEqual([
      ['markdown', '````python3\nprint("""```""")\n````'],
      ['markdown', '```python3\nx = 1\n```'],
    ])
  })

  test.each([
    [{ language_info: { name: 'python' }, kernelspec: { name: 'python3', display_name: 'P' } }, 'python'],
    [{ kernelspec: { name: 'conda-env', language: 'R', display_name: 'R' } }, 'R'],
    [{}, 'python'],
    [{ language_info: { name: '`\nevil' } }, ''],
  ])('the language of %j is %s', (metadata, language) => {
    expect(read(v4([cell('code', 'x')], metadata)).cells[0]!.source).toBe(`\`\`\`${language}\nx\n\`\`\``)
  })

  test.each([
    { language_info: { name: 'typescript' } },
    { kernelspec: { name: 'tslab', display_name: 'TypeScript', language: 'typescript' } },
    { kernelspec: { name: 'deno', display_name: 'Deno' } },
    { kernelspec: { name: 'jslab', display_name: 'JavaScript', language: 'javascript' } },
  ])('%j is code', (metadata) => {
    expect(read(v4([cell('code', 'x')], metadata)).cells[0]!.kind).toBe('code')
  })

  test('a cell may be in a language of its own', () => {
    const { cells } = read(
      v4([
        cell('code', 'x', { metadata: { vscode: { languageId: 'python' } } }),
        cell('code', 'y', { metadata: { vscode: { languageId: 'typescript' } } }),
      ]),
    )
    expect(cells.map(({ kind }) => kind)).toEqual(['markdown', 'code'])
  })

  test('raw cells keep their text', () => {
    const { cells } = read(
      v4([cell('raw', '.. note::'), cell('raw', '*a*', { metadata: { format: 'text/markdown' } })]),
    )
    expect(cells.map(({ source }) => source)).toEqual(['```\n.. note::\n```', '*a*'])
  })

  test('nbformat 3', () => {
    const { title, cells } = read({
      metadata: { name: 'Old one' },
      nbformat: 3,
      nbformat_minor: 0,
      worksheets: [
        {
          cells: [
            { cell_type: 'heading', level: 2, source: ['A\n', 'B'], metadata: {} },
            { cell_type: 'code', language: 'python', input: ['x = 1'], outputs: [], collapsed: false },
            { cell_type: 'html', source: '<b>b</b>' },
          ],
        },
        { cells: [{ cell_type: 'markdown', source: 'c' }] },
      ],
    })
    expect(title).toBe('Old one')
    expect(cells.map(({ source }) => source)).toEqual(['## A B', '```python\nx = 1\n```', '<b>b</b>', 'c'])
  })

  test('title: what the file says, else its first heading, else its name', () => {
    expect(read(v4([cell('markdown', '# H')], { title: 'Said' })).title).toBe('Said')
    expect(
      read(v4([cell('code', '# no'), cell('markdown', 'text\n\n## H ##\nmore')], { title: ' ' })).title,
    ).toBe('H')
    expect(read(v4([]), 'C:\\files\\my.note.ipynb').title).toBe('my.note')
  })

  test.each([
    ['', 'JSON'],
    ['[]', 'JSON'],
    ['null', 'JSON'],
    ['{}', 'cells'],
    ['{"cells": {}}', 'cells'],
    ['{"cells": [1]}', 'cells[0]'],
    ['{"cells": [{"cell_type": "code", "source": 1}]}', 'cells[0].source'],
    ['{"cells": [{"cell_type": "code", "source": ["a", 1]}]}', 'cells[0].source'],
  ])('%s is damaged', (text, detail) => {
    expect(() => readFile('a.ipynb', text)).toThrow(
      expect.objectContaining({ name: 'NotebookError', code: 'damaged', values: { detail } }),
    )
  })
})
