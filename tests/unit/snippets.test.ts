import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as Plot from '@observablehq/plot'
import * as tf from '@tensorflow/tfjs-core'
import { parseHTML } from 'linkedom'
import ts from 'typescript'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { load, moduleNames, providePlot, use } from '../../src/runtime/sandbox/worker/modules.ts'
import { transpile, type CellScope } from '../../src/runtime/sandbox/transpile.ts'

const cells = globSync('content/layers/*/*/cells/*.ts').sort()

const folders = globSync('content/layers/*/*/snippet.ts').map(dirname).sort()

/** What code prints and shows in a live cell, on the cpu backend. */
async function runCell(source: string): Promise<{ printed: string; shown: unknown[] }> {
  const lines: string[] = []
  const shown: unknown[] = []
  vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void lines.push(parts.join(' ')))
  vi.spyOn(console, 'table').mockImplementation((table: unknown) => void shown.push(table))
  vi.stubGlobal('display', (value: unknown) => void shown.push(value))
  vi.stubGlobal('window', parseHTML('<html><body></body></html>'))
  providePlot({ ...Plot })
  const scope: CellScope = { use, load, value: (value) => void (value !== undefined && shown.push(value)) }
  const run = new Function(`return (${transpile(source, moduleNames)})`)() as (
    scope: CellScope,
  ) => Promise<void>
  await tf.setBackend('cpu')
  await run(scope)
  return { printed: lines.map((line) => `${line}\n`).join(''), shown }
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('every layer with a page has both snippets, and the oracle ran them', () => {
  const pages = globSync('content/layers/*/*/layer.ts').map(dirname).sort()
  expect(globSync('content/layers/*/*/snippet.py').map(dirname).sort()).toEqual(pages)
  expect(folders).toEqual(pages)
  expect(folders.length).toBeGreaterThan(0)
})

describe.each(folders)('%s', (folder) => {
  const golden = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as {
    snippet: { source_sha256: string; stdout: string }
  }

  test('real Keras ran this snippet.py', () => {
    const source = readFileSync(join(folder, 'snippet.py'))
    expect(createHash('sha256').update(source).digest('hex')).toBe(golden.snippet.source_sha256)
  })

  test(`snippet.ts prints what Keras's ${basename(folder)} printed`, async () => {
    expect(golden.snippet.stdout).not.toBe('')
    const { printed } = await runCell(readFileSync(join(folder, 'snippet.ts'), 'utf8'))
    expect(printed).toBe(golden.snippet.stdout)
  })
})

test.each(cells)('%s runs and shows something', async (file) => {
  const { printed, shown } = await runCell(readFileSync(file, 'utf8'))
  expect(printed.length + shown.length).toBeGreaterThan(0)
  expect(printed).not.toMatch(/NaN|undefined|\[object/)
})

// As a reader's editor would check them: strict, and with the package names they are copied with.
test('the snippets and cells type-check', () => {
  const shim = 'tests/unit/tfjs.snippets.d.ts'
  const globals = 'tests/unit/cell.globals.d.ts'
  const program = ts.createProgram(
    [...folders.map((folder) => join(folder, 'snippet.ts')), ...cells, shim, globals],
    {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      paths: { layerbook: ['./src/keras/index.ts'], '@tensorflow/tfjs': [`./${shim}`] },
      types: ['node'],
    },
  )
  const problems = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file && /snippet\.ts$|cells\/\w+\.ts$/.test(file.fileName))
    .map((d) => `${d.file!.fileName}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`)
  expect(problems).toEqual([])
}, 60_000)
