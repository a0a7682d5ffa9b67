import { highlightCode } from '@lezer/highlight'
import { parser } from '@lezer/javascript'
import { tokenClasses } from './tokens.ts'

// The editor's parser, without the editor.
const typescript = parser.configure({ dialect: 'ts' })

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const linesHtml = (lines: readonly string[]): string =>
  lines.map((line) => `<span class="line">${line}</span>`).join('\n')

/** TypeScript as HTML, one `.line` a line, with the editor's own parser and classes: the editor takes over unseen. */
export function typescriptHtml(code: string): string {
  const lines = ['']
  highlightCode(
    code,
    typescript.parse(code),
    tokenClasses,
    (text, classes) => {
      lines[lines.length - 1] += classes ? `<span class="${classes}">${escape(text)}</span>` : escape(text)
    },
    () => lines.push(''),
  )
  return linesHtml(lines)
}
