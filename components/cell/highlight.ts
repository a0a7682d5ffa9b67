import { typescriptLanguage } from '@codemirror/lang-javascript'
import { highlightCode } from '@lezer/highlight'
import { codeToTokensBase } from 'shiki'
import { tokenClasses } from './tokens.ts'

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** TypeScript as HTML, one `.line` a line, with the editor's own parser and classes: the editor takes over unseen. */
export function typescriptHtml(code: string): string {
  const lines = ['']
  highlightCode(
    code,
    typescriptLanguage.parser.parse(code),
    tokenClasses,
    (text, classes) => {
      lines[lines.length - 1] += classes ? `<span class="${classes}">${escape(text)}</span>` : escape(text)
    },
    () => lines.push(''),
  )
  return linesHtml(lines)
}

/** Which of the editor's classes a TextMate scope has, the first that fits. */
const scopes: [scope: RegExp, name: string][] = [
  [/^comment|^punctuation\.definition\.comment/, 'tok-comment'],
  [/^string|^punctuation\.definition\.string/, 'tok-string'],
  [/^constant\.numeric/, 'tok-number'],
  [/^constant\.language/, 'tok-bool'],
  [/^keyword\.(?!operator)|^storage|^keyword\.operator\.logical/, 'tok-keyword'],
  [/^(meta\.function-call\.generic|entity\.name\.function|support\.function)/, 'tok-function'],
  [/^(entity\.name\.(type|class)|support\.(type|class))/, 'tok-typeName'],
]

/** Python as HTML in the same classes. */
export async function pythonHtml(code: string): Promise<string> {
  const lines = await codeToTokensBase(code, {
    lang: 'python',
    theme: { name: 'scopes', type: 'light', settings: [] },
    includeExplanation: 'scopeName',
  })
  const html = lines.map((tokens) =>
    tokens
      .flatMap((token) => token.explanation ?? [])
      .map(({ content, scopes: found }) => {
        const names = found.map(({ scopeName }) => scopeName).reverse()
        const name = scopes.find(([scope]) => names.some((given) => scope.test(given)))?.[1]
        return name ? `<span class="${name}">${escape(content)}</span>` : escape(content)
      })
      .join(''),
  )
  return linesHtml(html)
}

const linesHtml = (lines: readonly string[]): string =>
  lines.map((line) => `<span class="line">${line}</span>`).join('\n')
