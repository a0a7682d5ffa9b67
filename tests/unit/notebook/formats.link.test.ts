import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { makeNotebook } from '../../../src/notebook/document.ts'
import type { NotebookError } from '../../../src/notebook/errors.ts'
import { isLink, LINK_LIMIT, readLink, writeLink } from '../../../src/notebook/formats/index.ts'
import { linkOf } from './links.ts'

const lesson = makeNotebook('层书', [
  { kind: 'markdown', source: '# 层 $x^2$', id: 'a' },
  { kind: 'code', source: 'const x = 1\nx', id: 'b', folded: true },
])

const noise = (length: number) => {
  let state = 1
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return String.fromCharCode(33 + ((state >>> 16) % 90))
  }).join('')
}

const refusal = (code: string, values: object = {}) =>
  expect.objectContaining({ code, values: expect.objectContaining(values) as object }) as object

describe('links', { timeout: 60_000 }, () => {
  test('are short, and safe in an address', async () => {
    const link = await writeLink(lesson)
    expect(link).toMatch(/^#n=a[\w-]+$/)
    expect(link.length).toBeLessThan(300)
    expect(new URL(`https://example.org/${link}`).hash).toBe(link)
    expect(isLink(link)).toBe(true)
    expect(isLink('#heading')).toBe(false)
  })

  test('each letter lost, added or changed is told', async () => {
    const link = await writeLink(lesson)
    for (let i = 4; i < link.length - 1; i++) {
      const other = link[i] === 'A' ? 'B' : 'A'
      for (const damaged of [
        link.slice(0, i),
        link.slice(0, i) + link.slice(i + 1),
        link.slice(0, i) + other + link.slice(i + 1),
        `${link.slice(0, i)}${other}${link.slice(i)}`,
      ])
        await expect(readLink(damaged)).rejects.toThrow(refusal('damaged'))
    }
  })

  test.each([
    ['', '#n='],
    ['#other', '#n='],
    ['#n=', 'version ""'],
    ['#n=zAAAA', 'version "z"'],
    ['#n=a', 'base64'],
    ['#n=a%20', 'base64'],
    ['#n=aAAAAAAAA', 'CRC-32'],
  ])('%j is damaged', async (hash, detail) => {
    await expect(readLink(hash)).rejects.toThrow(refusal('damaged', { detail }))
  })

  test.each([
    ['no deflate', linkOf(Buffer.from('plain'))],
    ['no JSON', linkOf(deflateRawSync('{"title":'))],
    ['no UTF-8', linkOf(deflateRawSync(Buffer.from([0x22, 0xff, 0x22])))],
    ['no notebook', linkOf(deflateRawSync('[1]'))],
    [
      'more after the end',
      linkOf(Buffer.concat([deflateRawSync(JSON.stringify(lesson)), Buffer.from('more')])),
    ],
  ])('%s under a right checksum is damaged', async (_what, link) => {
    await expect(readLink(link)).rejects.toThrow(refusal('damaged'))
  })

  test('too much for a link', async () => {
    const long = makeNotebook('T', [{ kind: 'code', source: noise(150_000) }])
    await expect(writeLink(long)).rejects.toThrow(refusal('too-large', { what: 'link', limit: LINK_LIMIT }))
    await expect(readLink(`#n=a${'A'.repeat(LINK_LIMIT)}`)).rejects.toThrow(
      refusal('too-large', { what: 'link' }),
    )
  })

  test('a bomb is left as soon as it is one', async () => {
    const bomb = linkOf(deflateRawSync(Buffer.alloc(70_000_000, 32), { level: 9 }))
    expect(bomb.length).toBeLessThanOrEqual(LINK_LIMIT)
    const error: unknown = await readLink(bomb).catch((thrown: unknown) => thrown)
    expect(error).toEqual(refusal('too-large', { what: 'json', limit: 4_000_000 }))
    // Of 70 million bytes it saw little more than the limit.
    expect((error as NotebookError).values.actual).toBeLessThan(5_000_000)
  })

  test('what would be a bomb is not written', async () => {
    const cells = Array.from({ length: 9 }, () => ({ kind: 'code' as const, source: '层'.repeat(199_000) }))
    await expect(writeLink(makeNotebook('T', cells))).rejects.toThrow(refusal('too-large', { what: 'json' }))
  })
})
