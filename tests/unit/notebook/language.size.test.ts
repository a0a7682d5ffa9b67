import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { texts, textLocales } from '../../../src/notebook/language/build/texts.ts'
import { bundle, languageFiles } from '../../../src/notebook/language/build/vite.ts'
import type * as Service from '../../../src/notebook/language/service.ts'
import { IMPORTS, open, types } from './language.kit.ts'

/** What the whole service may weigh when a reader first edits code, in bytes of brotli. */
const LIMIT = 1_100_000

const sizes: Record<string, number> = {}

beforeAll(async () => {
  for (const [file, make] of Object.entries(languageFiles))
    sizes[file] = brotliCompressSync(await make()).length
}, 120_000)

test.each(textLocales)('%s: worker, types and texts keep to 1.1 MB of brotli', (locale) => {
  const parts = ['worker.js', 'types.json', `${locale}.json`].map((file) => sizes[file]!)
  expect(Math.min(...parts)).toBeGreaterThan(1000)
  expect(parts.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMIT)
})

test('TypeScript without what the service does not need answers as all of it does', async () => {
  const cells = {
    a: `${IMPORTS}\nconst n = slider({ min: 1, max: 9 })`,
    b: "const layer = layers.conv2d({ filters: n, kernelSize: 'a' })\nlayer.¦",
    c: 'Plot.dot([1], { x: (d) => d, r: true, fil¦l: null })\nnope',
    d: 'tf.matMul(¦',
  }
  mkdirSync('.generated', { recursive: true })
  const file = resolve('.generated/language-service.mjs')
  writeFileSync(file, await bundle('service.ts'))
  const built = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as typeof Service
  const { service: whole } = open(cells)
  const slim = built.createService(types, texts('en'))
  slim.update(Object.entries(cells).map(([id, text]) => ({ id, source: text.replace('¦', '') })))
  for (const [id, text] of Object.entries(cells)) {
    const at = text.indexOf('¦')
    expect(slim.problems(id)).toEqual(whole.problems(id))
    if (at < 0) continue
    expect(slim.complete(id, at)).toEqual(whole.complete(id, at))
    expect(slim.hover(id, at)).toEqual(whole.hover(id, at))
    expect(slim.signature(id, at)).toEqual(whole.signature(id, at))
  }
}, 120_000)
