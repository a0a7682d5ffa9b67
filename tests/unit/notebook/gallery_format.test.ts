import { describe, expect, test } from 'vitest'
import { buildNotebook, orderOf, requireTwins } from '../../../src/notebook/gallery.ts'

const code = (text: string) => ({ path: 'x/code.ts', text })
const words = (text: string, path = 'x/en.md') => ({ path, text })

const CODE = `// order: 3

// %% data
const x = 1

// %% show-it
x
`
const WORDS = `# A title

Words.

---

More words.

{{data}}
{{show-it}}

\`\`\`
---
{{data}}
\`\`\`
`

describe('a folder of texts becomes a notebook', () => {
  test('of words and code in the order of the words', () => {
    const { title, cells } = buildNotebook(code(CODE), words(WORDS))
    expect(title).toBe('A title')
    expect(cells.map(({ id, kind, source }) => [id, kind, source])).toEqual([
      ['text_1', 'markdown', 'Words.'],
      ['text_2', 'markdown', 'More words.'],
      ['data', 'code', 'const x = 1'],
      ['show-it', 'code', 'x'],
      ['text_5', 'markdown', '```\n---\n{{data}}\n```'],
    ])
  })
  test('with the code folded that asks for it', () => {
    const { cells } = buildNotebook(code(CODE.replace('%% data', '%% data folded')), words(WORDS))
    expect(cells.filter(({ folded }) => folded).map(({ id }) => id)).toEqual(['data'])
  })
  test('at its place in the gallery', () => expect(orderOf(code(CODE))).toBe(3))
  test('whatever ends the lines', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    expect(buildNotebook(code(crlf(CODE)), words(crlf(WORDS)))).toEqual(
      buildNotebook(code(CODE), words(WORDS)),
    )
  })
})

describe('what is wrong is told with its line', () => {
  test.each([
    ['no order', CODE.replace('// order: 3', ''), WORDS, 'x/code.ts:1: '],
    ['code before the first cell', CODE.replace('\n\n', '\nlet y\n'), WORDS, 'x/code.ts:2: '],
    ['a name that is none', CODE.replace('show-it', 'Show it'), WORDS, 'x/code.ts:6: '],
    ['a cell without a name', CODE.replace(' show-it', ''), WORDS, 'x/code.ts:6: '],
    ['a name twice', CODE.replace('show-it', 'data'), WORDS, 'x/code.ts:6: '],
    ['an empty cell', CODE.replace('const x = 1', ''), WORDS, 'x/code.ts:3: '],
    ['no title', CODE, WORDS.replace('# ', ''), 'x/en.md:1: '],
    ['a cell that does not exist', CODE, WORDS.replace('{{data}}', '{{dita}}'), 'x/en.md:9: no cell "dita"'],
    ['a cell placed twice', CODE, WORDS.replace('{{show-it}}', '{{data}}'), 'x/en.md:10: '],
    [
      'a cell never placed',
      CODE,
      WORDS.replace('{{show-it}}', ''),
      'x/code.ts:6: the cell "show-it" is never',
    ],
  ])('%s', (_, codeText, text, message) => {
    expect(() => buildNotebook(code(codeText), words(text))).toThrow(message)
  })
  test('twins whose cells differ', () => {
    const twin = (text: string) => () => requireTwins(words(WORDS), words(text, 'x/zh.md'))
    expect(twin(WORDS.replaceAll('ords', 'ORDS'))).not.toThrow()
    expect(twin(WORDS.replace('---\n', ''))).toThrow('x/zh.md:8: the twins differ: cell 2 is words')
    expect(twin(WORDS.replace('{{show-it}}', ''))).toThrow(
      'cell 4 is {{show-it}} in x/en.md, words in x/zh.md',
    )
    expect(twin(WORDS.slice(0, WORDS.indexOf('{{show-it}}')))).toThrow('x/en.md:10: ')
  })
})
