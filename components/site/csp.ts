import { createHash } from 'node:crypto'

const hash = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`

/** Types of `<script>` that a browser runs; the others hold data. */
const runs = /^(module|text\/javascript|application\/javascript)?$/

/** The texts of a page's inline scripts. */
export function inlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)
  return [...scripts].flatMap(([, attributes = '', text = '']) => {
    const type = /\btype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1] ?? ''
    return /\bsrc\s*=/i.test(attributes) || !runs.test(type) ? [] : [text]
  })
}

/** The policy for a page with these inline scripts: nothing from elsewhere, no other inline script. */
export function policy(scripts: readonly string[]): string {
  const hashes = [...new Set(scripts.map(hash))].sort()
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join('; ')
}

/** Puts the policy first in a page's head. A page that brings one keeps it. */
export function withPolicy(html: string): string {
  if (/http-equiv\s*=\s*["']?content-security-policy/i.test(html)) return html
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(inlineScripts(html))}">`
  // The encoding has to stand among the first bytes of a page.
  const place = /<head[^>]*>(\s*<meta charset[^>]*>)?/i
  if (!place.test(html)) throw new Error('a page without <head> cannot carry its Content-Security-Policy')
  return html.replace(place, (head) => head + meta)
}
