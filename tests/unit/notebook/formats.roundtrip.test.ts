import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  readFile,
  readLink,
  writeFile,
  writeLink,
  type FormatId,
} from '../../../src/notebook/formats/index.ts'
import { notebooks } from './random.ts'

const RUNS = 2000

describe('written and read', { timeout: 60_000 }, () => {
  test.each<FormatId>(['ipynb', 'ts', 'md'])('.%s gives the same notebook', (format) => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        const { text, name } = writeFile(notebook, format)
        expect(readFile(name, text)).toEqual(notebook)
      }),
      { numRuns: RUNS, seed: 1 },
    )
  })

  test.each<FormatId>(['ipynb', 'ts', 'md'])('.%s is known by its content too', (format) => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        expect(readFile('download', writeFile(notebook, format).text)).toEqual(notebook)
      }),
      { numRuns: 200, seed: 2 },
    )
  })

  test.each<FormatId>(['ts', 'md'])('.%s gives the same notebook with Windows line ends', (format) => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        const { text, name } = writeFile(notebook, format)
        expect(readFile(name, `\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(notebook)
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  test('a link gives the same notebook', async () => {
    await fc.assert(
      fc.asyncProperty(notebooks, async (notebook) => {
        expect(await readLink(await writeLink(notebook))).toEqual(notebook)
      }),
      { numRuns: RUNS, seed: 4 },
    )
  })
})
