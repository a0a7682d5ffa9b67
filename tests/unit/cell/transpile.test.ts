import { describe, expect, test } from 'vitest'
import { SourceError } from '../../../src/runtime/sandbox/source.ts'
import { transpile, type CellScope } from '../../../src/runtime/sandbox/transpile.ts'

const modules: Record<string, Record<string, unknown>> = {
  '@tensorflow/tfjs': { tensor: (values: unknown) => ({ values }), Tensor: class {} },
  layerbook: { layers: { dense: (config: unknown) => ({ config }) } },
}
const known = Object.keys(modules)

/** Runs the source as the sandbox does; what it gave as its value, and what it displayed. */
async function run(source: string): Promise<{ value: unknown; shown: unknown[] }> {
  const shown: unknown[] = []
  let value: unknown
  const scope: CellScope = {
    use: (module) => modules[module]!,
    load: async (module) => modules[String(module)]!,
    value: (result) => (value = result),
  }
  const program = (0, eval)(transpile(source, known)) as (scope: CellScope) => Promise<void>
  Object.assign(globalThis, { display: (x: unknown) => void shown.push(x) })
  await program(scope)
  return { value, shown }
}

const refusal = (source: string): SourceError => {
  try {
    transpile(source, known)
  } catch (error) {
    if (error instanceof SourceError) return error
    throw error
  }
  throw new Error('was accepted')
}

describe('value of the last expression', () => {
  const cases: [name: string, source: string, value: unknown][] = [
    ['expression', '1 + 2', 3],
    ['with semicolon', '1 + 2;', 3],
    ['comment at the end', '1 + 2 // three', 3],
    ['comment without newline after semicolon', '1 + 2; // three; }', 3],
    ['block comments about it', '/* a */ 1 + 2 /* b\n c */', 3],
    ['after top-level const', 'const x: number = 4\nx * 2', 8],
    ['destructuring', 'const { a, b: [c] } = { a: 1, b: [2] }\n;[a, c]', [1, 2]],
    ['destructuring assignment', 'let a = 0, b = 0;\n({ a, b } = { a: 1, b: 2 })', { a: 1, b: 2 }],
    ['no semicolons', 'const a = 1\nconst b = 2\na + b', 3],
    ['continued over lines', 'const a = [3, 1, 2]\na\n  .map((x) => x * 2)\n  .toSorted()', [2, 4, 6]],
    ['template string', 'const n = 3;\n`n is ${`<${n}>`} // no comment`', 'n is <3> // no comment'],
    ['template over lines', '`a\nb`', 'a\nb'],
    ['regular expression', '/[/}]\\//.test("/")', false],
    ['string with a brace', '"}"', '}'],
    ['object in parentheses', '({ a: 1 })', { a: 1 }],
    ['object of one key', 'const x = 1\n{ a: x }', { a: 1 }],
    ['object of many keys', 'const x = 1\n{ a: x, b: { c: 2 } }', { a: 1, b: { c: 2 } }],
    ['object over lines with semicolon', 'const x = 1\n{\n  a: x,\n  "b": 2,\n};\n', { a: 1, b: 2 }],
    ['object of shorthands', 'const x = 1, y = 2\n{ x, y }', { x: 1, y: 2 }],
    ['object spread', 'const x = { a: 1 }\n{ ...x, b: 2 }', { a: 1, b: 2 }],
    ['comma expression', '1, 2', 2],
    ['assignment', 'let a\na = 5', 5],
    ['await', 'const later = Promise.resolve(7)\nawait later', 7],
    ['await inside', '(await Promise.resolve(7)) + 1', 8],
    ['arrow function body', '[1, 2].map((x): number => { return x + 1 })', [2, 3]],
    ['type assertion', 'const x: unknown = 1\nx as number', 1],
    ['satisfies', '({ a: 1 }) satisfies { a: number }', { a: 1 }],
    ['non-null assertion', 'const m = new Map([[1, 2]])\nm.get(1)!', 2],
    ['generic call', 'function id<T>(x: T): T { return x }\nid<number>(3)', 3],
    ['enum', 'enum E { A = 4, B }\nE.B', 5],
    ['class expression', 'new (class { x = 3 })().x', 3],
    ['new.target-free function expression', '(function () { return this })()', undefined],
    ['default export', 'export default 1 + 1', 2],
    ['string that looks like a directive', '"done"', 'done'],
  ]
  test.each(cases)('%s', async (_name, source, value) => {
    expect((await run(source)).value).toEqual(value)
  })

  const nothing: [name: string, source: string][] = [
    ['empty', ''],
    ['comment', '// nothing'],
    ['const', 'const x = 1'],
    ['function', 'function f() { return 1 }'],
    ['class', 'class A {}'],
    ['block', '{ let a = 1; a }'],
    ['empty block', '{}'],
    ['if', 'if (true) { 1 }'],
    ['loop', 'for (let i = 0; i < 2; i++) { i }'],
    ['interface', 'interface A { a: number }'],
    ['exported const', 'export const a = 1'],
  ]
  test.each(nothing)('none: %s', async (_name, source) => {
    expect((await run(source)).value).toBeUndefined()
  })

  test('display() at the end shows once', async () => {
    expect(await run('display(1)\ndisplay(2) // last')).toEqual({ value: undefined, shown: [1, 2] })
  })

  test('a name that is declared may be any of the names around', async () => {
    expect((await run('const display = 3\ndisplay')).value).toBe(3)
  })
})

describe('imports', () => {
  const cases: [name: string, source: string, value: unknown][] = [
    ['namespace', `import * as tf from '@tensorflow/tfjs'\ntf.tensor([1])`, { values: [1] }],
    ['named', `import { layers } from "layerbook";\nlayers.dense({ units: 2 })`, { config: { units: 2 } }],
    ['renamed', `import { layers as l, layers } from 'layerbook'\nl === layers`, true],
    ['default', `import tf from '@tensorflow/tfjs'\ntf.tensor(1)`, { values: 1 }],
    ['default and named', `import tf, { tensor } from '@tensorflow/tfjs'\ntf.tensor === tensor`, true],
    [
      'used before it stands',
      `const x = tensor(1)\nimport { tensor } from '@tensorflow/tfjs'\nx`,
      { values: 1 },
    ],
    ['type only', `import type { Tensor } from '@tensorflow/tfjs'\nlet x: Tensor\n1`, 1],
    [
      'a type by a value import',
      `import { Tensor2D } from '@tensorflow/tfjs'\nlet x: Tensor2D | null = null\nx`,
      null,
    ],
    ['over lines', `import {\n  layers,\n  // the layers\n} from 'layerbook'\ntypeof layers`, 'object'],
    ['dynamic', `const { layers } = await import('layerbook')\ntypeof layers`, 'object'],
    ['dynamic, last', `import('layerbook').then((m) => typeof m.layers)`, expect.any(Promise)],
    ['side effects', `import 'layerbook'\n2`, 2],
    ['the word in a string', `'import x from "y"'`, 'import x from "y"'],
  ]
  test.each(cases)('%s', async (_name, source, value) => {
    expect((await run(source)).value).toEqual(value)
  })

  test.each([
    [`import fs from 'fs'\nfs`, 'fs', 1],
    [`import unused from 'lodash'`, 'lodash', 1],
    [`\n\nimport 'https://example.com/x.js'`, 'https://example.com/x.js', 3],
    [`1\nexport * from 'react'`, 'react', 2],
  ])('refuses %j', (source, module, line) => {
    const error = refusal(source)
    expect(error).toMatchObject({ code: 'import-unknown', line, values: { module, known: known.join(', ') } })
    for (const name of known) expect(error.message).toContain(name)
  })

  test('type-only imports of anything are gone', async () => {
    expect((await run(`import type { X } from 'fs'\n1`)).value).toBe(1)
  })
})

describe('lines', () => {
  const lineOfThrow = async (source: string): Promise<number> => {
    const error = await run(`${source}`).then(
      () => null,
      (thrown: Error) => thrown,
    )
    const text = transpile(source, known).split('\n')
    expect(error?.message).toBe('here')
    return text.findIndex((line) => line.includes("Error('here')")) + 1
  }
  test.each([
    [`throw new Error('here')`, 1],
    [
      `import * as tf from '@tensorflow/tfjs'\nimport {\n  layers,\n} from 'layerbook'\n\nthrow new Error('here')`,
      6,
    ],
    [`interface A {\n  a: number\n}\ntype B = {\n  c: A\n}\nthrow new Error('here')`, 7],
    [`function f(\n  a: number,\n  b?: string,\n): void {\n  throw new Error('here')\n}\nf(1)`, 5],
    [`enum E {\n  A,\n  B,\n}\nthrow new Error('here')`, 5],
    [`import type {\n  A,\n} from 'x'\nexport {\n}\nthrow new Error('here')`, 6],
  ])('%#', async (source, line) => {
    expect(await lineOfThrow(source)).toBe(line)
  })

  test.each([
    ['const a = 1\nconst b = [1, 2\nb', 3],
    ['let x = 1\nlet x = 2', 2],
    ['const x = 1;\n\nx ===', 3],
    ['function f() {\n  await 1\n}', 2],
    ['return 1', 1],
    ['const a: = 3', 1],
    ['{ a: 1, b: }', 1],
  ])('syntax error in %j', (source, line) => {
    expect(refusal(source)).toMatchObject({ code: 'syntax', name: 'SyntaxError', line })
    expect(refusal(source).message).not.toMatch(/\(\d+:\d+\)/)
  })
})
