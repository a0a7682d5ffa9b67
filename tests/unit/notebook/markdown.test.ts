import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { createMarkdown, loadMath } from '../../../components/notebook/markdown.ts'

const ORIGIN = 'https://book.example'

const page = (source: string, math: Awaited<ReturnType<typeof loadMath>> | null = null) =>
  parseHTML(`<html><body>${createMarkdown(ORIGIN, math)(source)}</body></html>`).document.body

describe('Markdown', () => {
  test('headings stand below the page’s own; tables can be scrolled', () => {
    const body = page('# A\n\n###### F\n\n| a |\n|---|\n| 1 |')
    expect(body.querySelector('h2')?.textContent).toBe('A')
    expect(body.querySelector('h6')?.getAttribute('data-level')).toBe('6')
    expect(body.querySelector('.nb-table > table td')?.textContent).toBe('1')
  })

  test('maths becomes MathML; dollars in code do not', async () => {
    const math = await loadMath()
    const body = page('So $y = x W$ and\n\n$$\n\\frac{1}{n}\n$$\n\n`$a$`', math)
    expect(body.querySelectorAll('math')).toHaveLength(2)
    expect(body.querySelector('mfrac')).not.toBe(null)
    expect(body.querySelector('code')?.textContent).toBe('$a$')
    expect(page('$\\href{javascript:alert(1)}{x}$', math).querySelector('a, [href]')).toBe(null)
    expect(page('$\\frac{$', math).querySelector('script')).toBe(null)
  })

  test('before maths is there it stands as it is written', () => {
    expect(page('$a < b$').textContent.trim()).toBe('$a < b$')
  })

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x"onerror="alert(1)](https://evil.example/a.png)',
    '![x](//evil.example/a.png)',
    '![x](http://evil.example/a.png)',
    '![x](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)',
    '![x](\\\\evil.example\\a.png)',
    '<iframe src="https://evil.example"></iframe>',
    '<style>@import "https://evil.example"</style>',
    '$\\includegraphics{https://evil.example/a.png}$',
  ])('nothing runs and nothing is fetched: %s', async (source) => {
    const body = page(source, await loadMath())
    expect(body.querySelector('script, iframe, style, object, embed, link, svg')).toBe(null)
    for (const element of body.querySelectorAll('*')) {
      for (const { name, value } of [...element.attributes]) {
        expect(name).not.toMatch(/^on/)
        if (name === 'src') expect(new URL(value, ORIGIN).origin).toBe(ORIGIN)
        if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|\/|#)/)
      }
    }
  })

  test('pictures of the text itself and of this site are shown', () => {
    expect(page('![a](data:image/png;base64,AAAA)').querySelector('img')?.getAttribute('alt')).toBe('a')
    expect(page('![a](/favicon.svg)').querySelector('img')?.getAttribute('src')).toBe('/favicon.svg')
  })

  test('links open apart and tell nothing of where they were; a file’s name is no link', () => {
    const link = page('<https://keras.io> and model.py').querySelectorAll('a')
    expect(link).toHaveLength(1)
    expect(link[0]!.getAttribute('rel')).toBe('noopener noreferrer')
  })
})
