import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useStrings } from '../../components/site/i18n.ts'
import { flatten } from '../../components/site/strings.ts'
import { ERROR_TEMPLATES } from '../../src/keras/index.ts'

const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

test('every refusal of the library has a Chinese text with the same holes', () => {
  const chinese = new Map(flatten(useStrings('zh')).filter(([key]) => key.startsWith('errors.')))
  for (const [code, template] of Object.entries(ERROR_TEMPLATES)) {
    const text = chinese.get(`errors.${code}`)
    expect(text, code).toBeTruthy()
    expect(text, `${code} is written in Chinese`).toMatch(/[\u4e00-\u9fff]/)
    expect(holes(text!), code).toEqual(holes(template))
  }
  expect(chinese.size).toBe(Object.keys(ERROR_TEMPLATES).length)
})

test('no layer page stands without its twin', () => {
  const folders = readdirSync('content', { recursive: true, withFileTypes: true }).filter((f) =>
    /^(zh|en)\.mdx$/.test(f.name),
  )
  const by = new Map<string, string[]>()
  for (const { parentPath, name } of folders) by.set(parentPath, [...(by.get(parentPath) ?? []), name])
  expect(by.size).toBeGreaterThan(9)
  for (const [folder, names] of by) expect(names.sort(), folder).toEqual(['en.mdx', 'zh.mdx'])
})

test('code holds no sentence for readers', () => {
  const sources = readdirSync('.', { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.(ts|tsx|astro)$/.test(f.name))
    .map((f) => `${f.parentPath}/${f.name}`)
    .filter((path) => /^(components|src|pages)\//.test(path) || /content\/.*layer\.ts$/.test(path))
    .filter((path) => !path.includes('node_modules'))
  for (const path of sources)
    expect(readFileSync(path, 'utf8').match(/[\u4e00-\u9fff]{4,}/)?.[0], path).toBeUndefined()
})
