import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import ts from 'typescript'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { load, moduleNames, use } from '../../src/runtime/sandbox/worker/modules.ts'
import { transpile, type CellScope } from '../../src/runtime/sandbox/transpile.ts'

const folders = globSync('content/layers/*/*/snippet.ts').map(dirname).sort()

/** What a snippet prints in a live cell, on the cpu backend. */
async function printed(source: string): Promise<string> {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => void lines.push(parts.join(' ')))
  const scope: CellScope = { use, load, value: () => {} }
  const run = new Function(`return (${transpile(source, moduleNames)})`)() as (
    scope: CellScope,
  ) => Promise<void>
  await tf.setBackend('cpu')
  await run(scope)
  return lines.map((line) => `${line}\n`).join('')
}

afterEach(() => vi.restoreAllMocks())

test('every layer that the oracle ran has both snippets', () => {
  const ran = globSync('content/layers/*/*/golden.json').map(dirname).sort()
  expect(globSync('content/layers/*/*/snippet.py').map(dirname).sort()).toEqual(ran)
  expect(folders).toEqual(ran)
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
    expect(await printed(readFileSync(join(folder, 'snippet.ts'), 'utf8'))).toBe(golden.snippet.stdout)
  })
})

// As a reader's editor would check them: strict, and with the package names they are copied with.
test('the snippets type-check', () => {
  const shim = 'tests/unit/tfjs.snippets.d.ts'
  const program = ts.createProgram([...folders.map((folder) => join(folder, 'snippet.ts')), shim], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { layerbook: ['./src/keras/index.ts'], '@tensorflow/tfjs': [`./${shim}`] },
    types: ['node'],
  })
  const problems = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName.endsWith('snippet.ts'))
    .map((d) => `${d.file!.fileName}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`)
  expect(problems).toEqual([])
}, 60_000)
