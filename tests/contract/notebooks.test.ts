import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { gallery, loadGallery } from '../../components/notebook/gallery.ts'
import { localeNames } from '../../components/site/locales.ts'
import { orderOf, requireTwins, titleOf } from '../../src/notebook/gallery.ts'
import { galleryIds, galleryNotebook, galleryText } from '../unit/notebook/gallery_texts.ts'

const FENCED = /^```[\s\S]*?^```/gm
const INLINE = /`[^`\n]+`/g
const MATHS = /\$\$[\s\S]+?\$\$|\$[^$\n]+\$/g

/** What twins share: headings, code, maths, and numbers that are more than a count. */
function bones(id: string, locale: string) {
  const { text } = galleryText(id, `${locale}.md`)
  const fenced = text.match(FENCED) ?? []
  const plain = text.replaceAll(FENCED, '')
  const inline = plain.match(INLINE) ?? []
  const words = plain.replaceAll(INLINE, '')
  return {
    headings: (words.match(/^#+ /gm) ?? []).map((mark) => mark.length - 1),
    fenced,
    inline: [...new Set(inline)].sort(),
    maths: [...new Set(words.match(MATHS) ?? [])].sort(),
    numbers: [
      ...new Set(words.replaceAll(MATHS, '').match(/\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{2,}/g) ?? []),
    ].sort(),
  }
}

test('the list has every folder once, in the order they give, with its title', () => {
  const orders = galleryIds.map((id) => orderOf(galleryText(id, 'code.ts')))
  expect(new Set(orders).size, 'no two have the same place').toBe(orders.length)
  const sorted = [...galleryIds].sort(
    (a, b) => orders[galleryIds.indexOf(a)]! - orders[galleryIds.indexOf(b)]!,
  )
  expect(sorted.length).toBeGreaterThan(0)
  for (const locale of localeNames) {
    const titles = sorted.map((id) => ({ id, title: titleOf(galleryText(id, `${locale}.md`)) }))
    expect(gallery(locale)).toEqual(titles)
  }
})

describe.each(galleryIds)('%s', (id) => {
  test('is whole: code, and words in every language', () => {
    const files = readdirSync(`content/notebooks/${id}`).filter((file) => file !== 'claims.ts')
    expect(files.sort()).toEqual(['code.ts', ...localeNames.map((locale) => `${locale}.md`)].sort())
  })

  test('the twins have the same cells, headings, code, maths and numbers', () => {
    const [first, ...others] = localeNames
    for (const locale of others) {
      requireTwins(galleryText(id, `${first}.md`), galleryText(id, `${locale}.md`))
      expect(bones(id, locale)).toEqual(bones(id, first!))
    }
  })

  test.each(localeNames)(
    'the %s notebook begins with words and reaches the page as it is written',
    async (locale) => {
      const notebook = await loadGallery(id, locale)
      expect(notebook).toEqual(galleryNotebook(id, locale))
      expect(notebook.cells[0]?.kind).toBe('markdown')
      expect(notebook.title).not.toBe('')
    },
  )
})
