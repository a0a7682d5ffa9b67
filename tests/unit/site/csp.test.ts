import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { inlineScripts, policy, withPolicy } from '../../../components/site/csp.ts'
import { lightByDefault } from '../../../components/site/finish.ts'

const page = (head: string) =>
  `<!DOCTYPE html><html data-theme="dark"><head><meta charset="utf-8">${head}</head><body></body></html>`

test('only scripts that a browser would run inline are counted', () => {
  const html = page(
    '<script>one()</script><script type="module">two()</script><script src="/a.js"></script>' +
      '<script type="application/json">{"a":1}</script><script type="module" src="/b.js"></script>',
  )
  expect(inlineScripts(html)).toEqual(['one()', 'two()'])
})

test('the policy names each inline script by its hash and allows no other', () => {
  const sha = createHash('sha256').update('one()').digest('base64')
  const directives = policy(['one()', 'one()']).split('; ')
  expect(directives).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${sha}'`)
  expect(directives).toContain("default-src 'self'")
  expect(policy([])).not.toContain("script-src 'self' 'unsafe-inline'")
})

test('the policy stands before anything it governs', () => {
  const html = withPolicy(page('<script>one()</script>'))
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script>'))
  expect(html).toContain('<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
})

test('a page that brings its own policy keeps it', () => {
  const own = page(`<meta http-equiv="content-security-policy" content="default-src 'none'">`)
  expect(withPolicy(own)).toBe(own)
})

test('a page without a head is refused', () => {
  expect(() => withPolicy('<p>')).toThrow('<head>')
})

test('a page is light until a script says otherwise', () => {
  expect(lightByDefault(page(''))).toContain('<html data-theme="light">')
  expect(lightByDefault('<p data-theme="dark">')).toBe('<p data-theme="dark">')
})
