import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { parseCell } from '../../../src/notebook/language/cells.ts'
import { cellModuleOf } from '../../../src/notebook/language/module.ts'
import { IMPORTS, open } from './language.kit.ts'

// The first test waits for all types to be read.
vi.setConfig({ testTimeout: 120_000 })

describe('completions', () => {
  test('layers. lists every factory and class', () => {
    const labels = open({ a: IMPORTS, b: 'layers.¦' }).labels('b')
    expect(labels).toEqual(expect.arrayContaining(['conv2d', 'Conv2D', 'lstm', 'dense', 'input']))
    expect(labels.length).toBeGreaterThan(170)
  })

  test('the options of a layer come first within its braces', () => {
    const { complete } = open({ a: IMPORTS, b: 'layers.conv2d({ filters: 3, ¦ })' })
    const { list } = complete('b')!
    const best = list.filter(({ order }) => order === list.map((one) => one.order).sort()[0])
    expect(best.map(({ label }) => label)).toContain('kernelSize')
    const labels = list.map(({ label }) => label)
    expect(labels).toEqual(expect.arrayContaining(['kernelSize', 'dilationRate', 'padding', 'useBias']))
    expect(labels).not.toContain('filters')
  })

  test('what a choice may be stands in its quotes', () => {
    const notebook = open({ a: IMPORTS, b: "layers.conv2d({ filters: 3, kernelSize: 3, padding: '¦' })" })
    expect(notebook.labels('b')).toEqual(expect.arrayContaining(['valid', 'same']))
    expect(notebook.labels('b')).not.toContain('causal')
  })

  test('the members of a tensor, chained operations among them', () => {
    const labels = open({ a: IMPORTS, b: 'tf.tensor2d([[1, 2]]).¦' }).labels('b')
    expect(labels).toEqual(expect.arrayContaining(['shape', 'matMul', 'relu', 'dataSync', 'dispose']))
  })

  test('the marks of the plot library', () => {
    const labels = open({ a: IMPORTS, b: 'Plot.¦' }).labels('b')
    expect(labels).toEqual(expect.arrayContaining(['plot', 'dot', 'lineY', 'barY', 'ruleY', 'cell']))
  })

  test('names of other cells, with what they are, but not of this one twice', () => {
    const notebook = open({ a: `${IMPORTS}\nconst size = slider({ min: 1, max: 9 })`, b: 'const own = 1\n¦' })
    const labels = notebook.labels('b')
    expect(labels.filter((label) => label === 'size')).toHaveLength(1)
    expect(labels.filter((label) => label === 'own')).toHaveLength(1)
    expect(notebook.complete('b')!.list.find(({ label }) => label === 'size')!.cell).toBe('a')
    expect(notebook.detail('b', 'size').code).toBe('const size: Input<number>')
    expect(labels.some((label) => label.startsWith('__'))).toBe(false)
  })

  test('names of other cells are no members', () => {
    expect(open({ a: 'const size = 3', b: "'text'.¦" }).labels('b')).not.toContain('size')
  })

  test('JSX is no language of cells', () => {
    expect(open({ a: 'const element = <div>text</div>' }).problems('a')).not.toEqual([])
  })
})

describe('problems', () => {
  test('a wrong argument of a layer, in the cell and at the place where it stands', () => {
    const { problems } = open({ a: IMPORTS, b: "layers.conv2d({ filters: 3, kernelSize: 'a' })" })
    expect(problems('a')).toEqual([])
    expect(problems('b')).toEqual(['2322 kernelSize'])
  })

  test('an option that does not exist, and one that is missing', () => {
    const notebook = open({
      a: IMPORTS,
      b: 'layers.dense({ units: 3, unitz: 4 })',
      c: 'layers.dense({ useBias: true })',
    })
    expect(notebook.problems('b')).toEqual(['2561 unitz'])
    expect(notebook.problems('c')).toEqual(['2345 { useBias: true }'])
  })

  test('what runs is not marked: await, types left out, names unused or defined in two cells', () => {
    const notebook = open({
      a: `${IMPORTS}\nconst data = await tf.tensor1d([1, 2]).data()\nfunction twice(x) { return 2 * x }`,
      b: 'const list = []\nlist.push(1)\nlist.push(twice(2))\ndata[0] + list[0]',
      c: 'const list = 3\nlet unused\nvar x: Array<number>',
      d: "import tensorflow from '@tensorflow/tfjs'\ntensorflow.zeros([1])",
    })
    for (const cell of ['a', 'b', 'c', 'd']) expect(notebook.problems(cell), cell).toEqual([])
  })

  test('what may be null is a warning only', () => {
    const { service } = open({ a: 'const found = [1].find((n) => n > 0)\nfound.toFixed()' })
    expect(service.problems('a').map(({ severity }) => severity)).toEqual(['warning'])
  })

  test('a cell has no page and no network, and imports only what there is', () => {
    const notebook = open({ a: 'document.body', b: "fetch('x')", c: "import _ from 'lodash'" })
    expect(notebook.problems('a')).toEqual(['2584 document'])
    expect(notebook.problems('b')).toEqual(['2304 fetch'])
    expect(notebook.problems('c')).toEqual(["2307 'lodash'"])
    expect(open({ a: "import '@tensorflow/tfjs-core'" }).problems('a')).not.toEqual([])
  })

  test('an object as the last statement is an object', () => {
    const cell = "const a = 1\n{a: a, b: 'two', c: nope}"
    const { problems, hover } = open({ cell, other: "const a = 1\n{a: ¦a, b: 'two'}" })
    expect(problems('cell')).toEqual(['2304 nope'])
    expect(hover('other')).toMatchObject({ code: 'const a: 1', from: 16, to: 17 })
  })

  test('are said in Chinese to readers of Chinese', () => {
    const { service } = open({ a: 'nope' }, 'zh')
    expect(service.problems('a')[0]!.message).toMatch(/^找不到名称/)
  })

  test.each(globSync('content/notebooks/*/code.ts'))('%s has none', (file) => {
    const cells = readFileSync(file, 'utf8')
      .split(/^\/\/ %% .*\n/m)
      .filter((source) => source.trim())
    const { service } = open(Object.fromEntries(cells.map((source, i) => [`c${i}`, source])))
    expect(cells.flatMap((_, i) => service.problems(`c${i}`))).toEqual([])
  })
})

describe('the scope of the cells', () => {
  test('an input is its value in other cells, and itself in its own', () => {
    const notebook = open({
      a: 'const ¦count = slider({ min: 1, max: 9 })',
      b: "const shape = select(['round', 'square'])\nconst on = toggle()\nconst name = text()\nconst go = button()",
      c: 'const all = { count, shape, on, name, go }\n¦all',
    })
    expect(notebook.hover('a')!.code).toBe('const count: Input<number>')
    const code = notebook.hover('c')!.code.replaceAll(/\s+/g, ' ')
    expect(code).toBe(
      'const all: { count: number; shape: "round" | "square"; on: boolean; name: string; go: number; }',
    )
    expect(notebook.problems('c')).toEqual([])
  })

  test('classes, types, enums and functions keep all their meanings, whatever the order', () => {
    const notebook = open({
      a: 'const one: Pair = [1, 2]\nconst made: Thing = new Thing()\nmade.size.toFixed()\nconst way = Way.Up\nsum(one)',
      b: 'type Pair = [number, number]\nclass Thing { size = 1 }\nenum Way { Up, Down }',
      c: 'interface Named { name: string }\nfunction sum(pair: Pair): number { return pair[0] + pair[1] }',
      d: 'const named: Named = { name: 3 }\nsum([1])',
    })
    expect(notebook.problems('a')).toEqual([])
    expect(notebook.problems('d')).toEqual(['2322 name', '2345 [1]'])
  })

  test('imports of one cell serve all, as types too', () => {
    const { problems, hover } = open({ a: IMPORTS, b: 'let ¦x: tf.Tensor2D = tf.zeros([2, 2])\nx.nope' })
    expect(hover('b')!.code).toBe('let x: tf.Tensor2D')
    expect(problems('b')).toHaveLength(1)
  })

  test('a change tells which cells to look at again', () => {
    const notebook = open({ a: 'const size = 1', b: 'const twice = size * 2', c: 'twice.toFixed()', d: '1' })
    expect(notebook.problems('c')).toEqual([])
    const touched = notebook.write({
      a: "const size = 'one'",
      b: 'const twice = size + size',
      c: 'twice.toFixed()',
      d: '1',
    })
    expect(touched.sort()).toEqual(['a', 'b', 'c'])
    expect(notebook.problems('c')).toHaveLength(1)
    expect(notebook.write({ b: 'const twice = 2', c: 'twice.toFixed()', d: '1' }).sort()).toEqual(['b', 'c'])
    expect(notebook.problems('c')).toEqual([])
  })

  test('a name within a function hides the same name of another cell', () => {
    const { problems } = open({
      a: 'const size = 1',
      b: "function f(size: string) { return size.trim() }\nf('')",
    })
    expect(problems('b')).toEqual([])
  })

  test('names: hoisted, destructured, exported, imported', () => {
    const { names, exported } = parseCell(
      "import d, { a as b } from 'x'\nexport const { c, e: [f] } = g()\nfor (var i = 0; ;) {}\nfunction h() { var no }",
    )
    expect([...names.keys()].sort()).toEqual(['b', 'c', 'd', 'f', 'h', 'i'])
    expect([...exported].sort()).toEqual(['c', 'f'])
  })
})

describe('hovers and signatures', () => {
  test('say what a layer and its parameters are, in the language of the reader', () => {
    const cells = {
      a: IMPORTS,
      b: 'layers.¦lstm({ units: 3 })',
      c: 'layers.lstm({ unit¦s: 3, goBackwards: true })',
    }
    const [zh, en] = [open(cells, 'zh'), open(cells, 'en')]
    expect(zh.hover('b')!.text).toHaveLength(1)
    expect(zh.hover('b')!.text[0]).toMatch(/[\u4e00-\u9fff]{6}/)
    expect(zh.hover('c')!.text[0]).toMatch(/[\u4e00-\u9fff]{6}/)
    expect(en.hover('b')!.text.length).toBeGreaterThan(1)
    expect(en.hover('c')).toMatchObject({ code: 'units: number' })
  })

  test('a parameter tells its default, and what it means for this layer', () => {
    const notebook = open({
      a: IMPORTS,
      b: 'layers.maxPooling2d({ pad¦ding: "same" })',
      c: 'layers.zeroPadding2d({ pad¦ding: 1 })',
      d: 'layers.gru({ units: 1, ¦ })',
    })
    expect(notebook.hover('b')!.text.at(-1)).toBe("Default: `'valid'`.")
    expect(notebook.hover('c')!.text[0]).not.toBe(notebook.hover('b')!.text[0])
    expect(notebook.detail('d', 'resetAfter').text.at(-1)).toBe('Default: `true`.')
  })

  test('the notebook’s own functions are told as well', () => {
    const cells = { a: 'const n = sli¦der({ min: 1, max: 2 })', b: 'slider({ mi¦n: 1, max: 2 })' }
    for (const locale of ['zh', 'en'] as const) {
      const notebook = open(cells, locale)
      expect(notebook.hover('a')!.text).toHaveLength(1)
      expect(notebook.hover('b')!.text).toHaveLength(1)
    }
  })

  test('which argument is being written', () => {
    const notebook = open({ a: IMPORTS, b: 'tf.conv2d(tf.zeros([1, 4, 4, 1]), ¦)' })
    const { overloads, active } = notebook.signature('b')!
    const { code, parameter, parameterText } = overloads[active]!
    const text = code.map((part) => part.text).join('')
    expect(text.slice(parameter!.from, parameter!.to)).toMatch(/^filter: /)
    expect(parameterText.join(' ')).toMatch(/filter/)
  })

  test('nothing is said where nothing stands', () => {
    const notebook = open({ a: '¦   ', b: '// com¦ment' })
    for (const cell of ['a', 'b']) {
      expect(notebook.hover(cell)).toBeNull()
      expect(notebook.signature(cell)).toBeNull()
    }
    expect(notebook.complete('b')).toBeNull()
  })
})

describe('places', () => {
  test('count as the editor does, past emoji and Chinese', () => {
    const source = "const 形状 = '🙂🏳️‍🌈'\nconst é = 形状.¦nope"
    const { service } = open({ a: source.replace('¦', '') })
    const [problem] = service.problems('a')
    const at = source.indexOf('¦')
    expect(problem).toMatchObject({ from: at, to: at + 'nope'.length })
  })

  test('go to the module and back, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `const a = 1\n{a: 1, b: ${JSON.stringify(text)}}`),
    )
    fc.assert(
      fc.property(texts, fc.nat(), (source, n) => {
        const module = cellModuleOf(parseCell(source), [])
        const offset = n % (source.length + 1)
        const there = module.toModule(offset)
        expect(module.toCell(there)).toBe(offset)
        if (offset < source.length) expect(module.text[there]).toBe(source[offset])
      }),
      { numRuns: 300 },
    )
  })

  test('whatever is written, every answer comes and stays within the text', () => {
    const pieces = [
      'layers.',
      'conv2d(',
      '{ ',
      ' }',
      ')',
      '`',
      '"',
      '/*',
      'const n = ',
      'tf',
      '\n',
      '🙂',
      'export ',
      ';',
    ]
    const { service } = open({ a: IMPORTS, b: '' })
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), fc.nat(), (parts, n) => {
        const source = parts.join('')
        service.update([
          { id: 'a', source: IMPORTS },
          { id: 'b', source },
        ])
        const offset = n % (source.length + 1)
        const spans = [service.complete('b', offset), service.hover('b', offset), ...service.problems('b')]
        service.signature('b', offset)
        for (const span of spans) {
          if (!span) continue
          expect(span.from).toBeGreaterThanOrEqual(0)
          expect(span.from).toBeLessThanOrEqual(span.to)
          expect(span.to).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 60 },
    )
  })
})
