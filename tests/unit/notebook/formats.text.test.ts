import { describe, expect, test } from 'vitest'
import { makeNotebook } from '../../../src/notebook/document.ts'
import { ACCEPTED, readFile, writeFile } from '../../../src/notebook/formats/index.ts'

const lesson = makeNotebook('A "lesson"', [
  { kind: 'markdown', source: '# A\n\ntext', id: 'intro' },
  { kind: 'markdown', source: 'more', id: 'more', folded: true },
  { kind: 'code', source: "import { layers } from 'layerbook'\n\nlayers.dense({ units: 3 })", id: 'call' },
  { kind: 'code', source: '', id: 'empty', folded: true },
])

const brief = (name: string, text: string) =>
  readFile(name, text).cells.map(({ kind, source }) => [kind, source])

describe('.ts', () => {
  test('is one program, Markdown in comments', () => {
    expect(writeFile(lesson, 'ts').text).toBe(`// ---
// title: "A \\"lesson\\""
// layerbook: 1
// jupyter:
//   kernelspec:
//     display_name: Deno
//     language: typescript
//     name: deno
// ---

// %% [markdown] id="intro"
// # A
//
// text

// %% [markdown] id="more" folded=true
// more

// %% id="call"
import { layers } from 'layerbook'

layers.dense({ units: 3 })

// %% id="empty" folded=true

`)
  })

  test('by hand: blank lines about a cell are none of its own', () => {
    expect(
      brief(
        'a.ts',
        "import 'layerbook'\n\n\n//%% [md]\n\n//# T\n// a\n\n\n// %% A title\n\nconst x = 1\n\n\n",
      ),
    ).toEqual([
      ['code', "import 'layerbook'"],
      ['markdown', '# T\na'],
      ['code', 'const x = 1'],
    ])
    expect(readFile('my.file.ts', 'const x = 1').title).toBe('my.file')
  })

  test("with Jupytext's head", () => {
    const text =
      '// ---\n// title: My title\n// jupyter:\n//   jupytext:\n//     format_name: percent\n// ---\n\n// %%\nx\n'
    expect(readFile('a.ts', text).title).toBe('My title')
    expect(brief('a.ts', text)).toEqual([['code', 'x']])
  })

  test('a raw cell keeps its text', () => {
    expect(brief('a.ts', '// %% [raw]\n// *a*')).toEqual([['markdown', '```\n*a*\n```']])
  })

  test('rules in comments are no head', () => {
    const text = '// ---\n// some words\n// ---\nconst x = 1'
    expect(brief('a.ts', text)).toEqual([['code', text]])
  })
})

describe('.md', () => {
  test('has code cells as fences, a comment before a Markdown cell', () => {
    expect(writeFile(lesson, 'md').text).toBe(`---
title: "A \\"lesson\\""
layerbook: 1
jupyter:
  kernelspec:
    display_name: Deno
    language: typescript
    name: deno
---

<!-- cell id="intro" -->
# A

text

<!-- cell id="more" folded=true -->
more

\`\`\`ts id="call"
import { layers } from 'layerbook'

layers.dense({ units: 3 })
\`\`\`

\`\`\`ts id="empty" folded=true

\`\`\`
`)
  })

  test('by hand: fences of TypeScript and JavaScript are code', () => {
    const text = [
      '# T',
      '',
      '```ts',
      'const x = 1',
      '```',
      '',
      'text',
      '~~~js',
      'x',
      '~~~~',
      '```python',
      'a',
      '```ts',
      '```',
      '- list',
      '  ```ts',
      '  y',
      '  ```',
      '````typescript title="a"',
      '```',
      '````',
      '```ts',
      'never closed',
    ].join('\r\n')
    expect(brief('notes.md', text)).toEqual([
      ['markdown', '# T'],
      ['code', 'const x = 1'],
      ['markdown', 'text'],
      ['code', 'x'],
      ['markdown', '```python\na\n```ts\n```\n- list\n  ```ts\n  y\n  ```'],
      ['code', '```'],
      ['code', 'never closed'],
    ])
    expect(readFile('notes.md', text).title).toBe('T')
  })

  test('a comment in a fence is no title', () => {
    expect(readFile('notes.md', '```py\n# no\n```\n\n## Yes').title).toBe('Yes')
  })

  test("somebody else's head gives the title", () => {
    const text = '---\nlayout: post\ntitle: "A: b"\ntags:\n  - x\n---\n\ntext'
    expect(readFile('a.md', text).title).toBe('A: b')
    expect(brief('a.md', text)).toEqual([['markdown', 'text']])
  })

  test('two rules are no head', () => {
    const text = '---\nA sentence.\n\n---\ntext'
    expect(brief('a.md', text)).toEqual([['markdown', text]])
  })
})

describe('files', () => {
  test.each([
    ['XOR, 层书', 'XOR, 层书.ts'],
    ['a/b\\c:d*e?"f"<g>|h', 'a b c d e f g h.ts'],
    [' ..hidden.. ', 'hidden.ts'],
    ['', 'untitled.ts'],
    ['..', 'untitled.ts'],
    ['x'.repeat(200), `${'x'.repeat(80)}.ts`],
    ['a\u202eb\u0000c', 'a b c.ts'],
  ])('%j is called %j', (title, name) => {
    expect(writeFile(makeNotebook(title, []), 'ts', { untitled: 'untitled' }).name).toBe(name)
  })

  test('a file of another kind is refused, with what there is', () => {
    expect(() => readFile('a.pdf', '%PDF-1.7')).toThrow(
      expect.objectContaining({
        code: 'unknown-format',
        values: { name: 'a.pdf', known: ACCEPTED.replaceAll(',', ', ') },
      }),
    )
  })

  test('an ending that says nothing leaves it to the content', () => {
    const { text } = writeFile(lesson, 'ipynb')
    expect(readFile('lesson.ipynb.txt', text)).toEqual(lesson)
    expect(readFile('lesson.json', text)).toEqual(lesson)
    expect(readFile('x.IPYNB', text)).toEqual(lesson)
  })

  test('beyond the limits', () => {
    expect(() => readFile('a.md', 'a'.repeat(200_001))).toThrow(
      expect.objectContaining({
        code: 'too-large',
        values: expect.objectContaining({ what: 'source' }) as object,
      }),
    )
    expect(() => readFile('a.ts', '// %%\n'.repeat(1001))).toThrow(
      expect.objectContaining({
        code: 'too-large',
        values: expect.objectContaining({ what: 'cells' }) as object,
      }),
    )
    expect(() => readFile('a.ipynb', ' '.repeat(50_000_001))).toThrow(
      expect.objectContaining({
        code: 'too-large',
        values: expect.objectContaining({ what: 'file' }) as object,
      }),
    )
  })
})
