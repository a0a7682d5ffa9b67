import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Page {
  readonly frontmatter: {
    readonly title: string
    readonly summary?: string
    readonly params?: Record<string, string>
    readonly presets?: Record<string, { title: string; text: string }>
  }
  /** Levels of the headings, in order. */
  readonly levels: readonly number[]
  /** Components used, in order, with the attributes that twins must share. */
  readonly components: readonly { readonly name: string; readonly attributes: string }[]
  /** Fenced code. */
  readonly code: readonly string[]
  readonly tex: readonly string[]
}

/** Attributes whose text is the reader's language. */
const SPOKEN = /^(title|text|label|caption)$/

/** What of a twin the other one must repeat. */
export function readPage(id: string, locale: string): Page {
  const source = readFileSync(`content/layers/${id}/${locale}.mdx`, 'utf8')
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  const code = [...body.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, text]) => text!)
  const prose = body.replaceAll(/^```[\s\S]*?^```/gm, '')
  const tags = [
    ...prose.matchAll(
      /<([A-Z]\w*)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{(?:[^{}`]|`[^`]*`|\{[^}]*\})*\}))?)*)\s*\/?>/g,
    ),
  ]
  const components = tags.map(([, name, attributes]) => ({
    name: name!,
    attributes: [
      ...attributes!.matchAll(/([\w-]+)(=(?:"[^"]*"|'[^']*'|\{(?:[^{}`]|`[^`]*`|\{[^}]*\})*\}))?/g),
    ]
      .filter(([, key]) => !SPOKEN.test(key!))
      .map(([whole]) => whole.replaceAll(/\s+/g, ' '))
      .join(' '),
  }))
  return {
    frontmatter: parse(head) as Page['frontmatter'],
    levels: [...prose.matchAll(/^(#{2,4}) /gm)].map(([, marks]) => marks!.length),
    components,
    code,
    tex: components.filter(({ name }) => name === 'Math').map(({ attributes }) => attributes),
  }
}
