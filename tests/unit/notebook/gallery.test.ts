import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test, vi } from 'vitest'

vi.hoisted(() => Object.assign(globalThis, { self: globalThis }))
vi.mock('../../../src/runtime/sandbox/worker/realm.ts', async () => {
  const { messages } = await import('../kernel/messages.ts')
  return { post: (text: string) => void messages.push(text), whenIdle: () => {} }
})

import '../../../src/runtime/kernel/worker/soon.ts'
import { watchTraining } from '../../../src/runtime/kernel/worker/training.ts'
import { watchWorld } from '../../../src/runtime/kernel/worker/zone.ts'
import { startBackend } from '../../../src/runtime/sandbox/worker/backend.ts'
import { providePlot } from '../../../src/runtime/sandbox/worker/modules.ts'
import { makeNotebook } from '../../../src/notebook/document.ts'
import { GalleryRun, type Claims } from './gallery_run.ts'
import { galleryIds, galleryNotebook } from './gallery_texts.ts'

const claims = import.meta.glob<Claims>('../../../content/notebooks/*/claims.ts', { import: 'claims' })

const WASM = import.meta
  .resolve('@tensorflow/tfjs-backend-wasm')
  .replace(/[^/]+$/, 'tfjs-backend-wasm-simd.wasm')

// As the sandbox does: wasm, with the kernels it lacks borrowed from cpu.
beforeAll(async () => {
  const wasm = readFileSync(fileURLToPath(WASM))
  const backend = await startBackend(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength))
  expect(backend).toBe('wasm')
  watchWorld()
  watchTraining()
  providePlot({ ...Plot })
  vi.stubGlobal('window', parseHTML('<html><body></body></html>'))
})

describe.each(galleryIds)('%s', (id) => {
  test('runs whole, and gives what its words say', async () => {
    const run = await new GalleryRun(galleryNotebook(id, 'en')).run()
    expect(run.faults).toEqual([])
    await claims[`../../../content/notebooks/${id}/claims.ts`]?.().then((claim) => claim(run))
  }, 150_000)
})

test('a run names every cell that fails, waits in vain for another, or shows what is no number', async () => {
  const cells = { fails: 'const x = null.length', needs: 'x + 1', odd: '0 / 0', fine: '1' }
  const notebook = makeNotebook(
    '',
    Object.entries(cells).map(([id, source]) => ({ id, kind: 'code', source })),
  )
  const { faults } = await new GalleryRun(notebook).run()
  expect(faults.map((fault) => fault.split(/[: ]/)[0])).toEqual(['fails', 'needs', 'odd'])
  expect(faults[0]).toMatch(/^fails is failed: .*\(line 1\)$/)
})
