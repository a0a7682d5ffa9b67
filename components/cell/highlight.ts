import { codeToTokensBase } from 'shiki'
import { escape, linesHtml } from './still.ts'

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
