import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import gist from '../../../content/guides/overview/gist.json'
import keras from '../../../content/keras_layers.json'
import gap from '../../../content/tfjs_gap.json'
import { linesOf } from '../../../components/site/card.ts'
import { glossary, namesOfMentioned } from '../../../components/site/glossary.ts'
import { headingIds, headingsOf } from '../../../components/site/markdown.ts'
import { families } from '../../../src/catalog/families.ts'

test('headings are found outside of code', () => {
  expect(
    headingsOf('## One\n\n```md\n## not this\n```\n\ntext # nor this\n\n### Two words\n# nor this'),
  ).toEqual(['One', 'Two words'])
})

test('each heading has an id of its own, in Latin letters', () => {
  expect(headingIds('## How it works\n## `kernel_size` & strides\n## How it works\n## 卷积')).toEqual([
    'how-it-works',
    'kernel_size-strides',
    'how-it-works-2',
    'section-4',
  ])
})

test('a term is found by its chief names, whole words in English', () => {
  expect(namesOfMentioned('一维卷积')).toEqual(expect.arrayContaining(['convolution', '摺積']))
  expect(namesOfMentioned('Two strides')).toEqual(expect.arrayContaining(['步幅', '步长']))
  expect(namesOfMentioned('the strident axis')).not.toContain('步幅')
})

test('the glossary has each term once, whole in both languages', () => {
  expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length)
  expect(glossary.length).toBeGreaterThanOrEqual(60)
  for (const { id, zh, en, meaning, variants } of glossary) {
    for (const text of [zh, en, meaning.zh, meaning.en]) expect(text.trim(), id).not.toBe('')
    expect(variants.zh, id).not.toContain(zh)
    expect(meaning.zh, `${id} ends as Chinese sentences do`).toMatch(/。$/)
    expect(meaning.en, `${id} ends as English sentences do`).toMatch(/\.$/)
  }
})

test('every class of keras.layers has its family, its gist and its word on tfjs', () => {
  const names = keras.layers.map(({ name }) => name).sort()
  expect(names.length).toBe(112)
  expect(Object.keys(gist).sort()).toEqual(names)
  expect(Object.keys(gap.layers).sort()).toEqual(names)
  for (const { name, family } of keras.layers) expect(families, name).toContain(family)
  for (const [name, { export: factory, status }] of Object.entries(gap.layers))
    expect(status === 'missing', name).toBe(factory === null)
})

test('every folder of layers is a family', () => {
  for (const folder of existsSync('content/layers') ? readdirSync('content/layers') : [])
    expect(families).toContain(folder)
})

test('a card’s lines keep words whole and Chinese marks off their start', () => {
  expect(linesOf('Every layer has a page', 7)).toEqual(['Every layer', 'has a page'])
  expect(linesOf('每一层，动手看懂', 3)).toEqual(['每一', '层，动', '手看懂'])
  for (const line of linesOf('拖动参数，看形状、数值和图怎样变化；代码当场改。', 5))
    expect(line).not.toMatch(/^[，。；、]/)
})
