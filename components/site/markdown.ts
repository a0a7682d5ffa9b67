import type { AstroIntegration } from 'astro'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { localeOfFile, locales } from './locales.ts'
import { translator, type Strings, type Translate } from './strings.ts'

interface Node {
  type: string
  name?: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  data?: Record<string, unknown>
  children?: Node[]
}
interface Context {
  textContent(node: Node): string
}
interface File {
  fileURL?: URL
}

/** The texts of a page's headings, of the levels that get an id, without code fences. */
export function headingsOf(source: string): string[] {
  const prose = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
  return [...prose.matchAll(/^#{2,4} +(.+?)\s*$/gm)].map((match) => match[1]!)
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '')

/** One id a heading, from the English twin's words, so that a link to a section holds in every language. */
export function headingIds(english: string): string[] {
  const seen = new Map<string, number>()
  return headingsOf(english).map((text, index) => {
    const id = slug(text) || `section-${index + 1}`
    const before = seen.get(id) ?? 0
    seen.set(id, before + 1)
    return before ? `${id}-${before + 1}` : id
  })
}

/** A heading gets its id and a link to itself, labelled in the page's language. */
function headingLinks(t: Translate, ids: string[]) {
  let next = 0
  return {
    name: 'layerbook-heading-links',
    element: {
      filter: ['h2', 'h3', 'h4'],
      visit(node: Node, context: Context): Node {
        const id = ids[next++] ?? `section-${next}`
        const label = t('heading.link', { title: context.textContent(node) })
        const mark: Node = {
          type: 'element',
          tagName: 'span',
          properties: { 'aria-hidden': 'true', 'data-pagefind-ignore': '' },
          children: [{ type: 'text', value: '#' }],
        }
        const link: Node = {
          type: 'element',
          tagName: 'a',
          properties: { class: 'sl-anchor-link', href: `#${id}`, 'aria-label': label },
          children: [mark],
        }
        return {
          type: 'element',
          tagName: 'div',
          properties: { class: `sl-heading-wrapper level-${node.tagName}` },
          children: [{ ...node, properties: { ...node.properties, id } }, link],
        }
      },
    },
  }
}

/** `:::note` without a title of its own gets one in the page's language, before Starlight would choose it. */
function asideTitles(t: Translate) {
  return {
    name: 'layerbook-aside-titles',
    containerDirective(node: Node): Node | undefined {
      const children = node.children ?? []
      if (!node.name || !['note', 'tip', 'caution', 'danger'].includes(node.name)) return
      if (children[0]?.data?.['directiveLabel']) return
      const title = {
        type: 'paragraph',
        data: { directiveLabel: true },
        children: [{ type: 'text', value: t(`site.aside.${node.name}`) }],
      }
      return { ...node, children: [title, ...children] }
    },
  }
}

/**
 * What Markdown needs to know of its page's language. Starlight takes it from the folder, which here is the
 * layer's; a page's language is its file's name.
 */
export function markdownLanguage(root: URL): AstroIntegration {
  const read = (at: URL) => readFileSync(at, 'utf8')

  const pageOf = (fileURL: URL | undefined) => {
    const locale = fileURL && localeOfFile(fileURLToPath(fileURL))
    if (!locale) return
    const strings = read(new URL(`content/i18n/${locales[locale].lang}.json`, root))
    return { fileURL, locale, t: translator(JSON.parse(strings) as Strings) }
  }

  return {
    name: 'layerbook:markdown-language',
    hooks: {
      'astro:config:setup'({ config, logger }) {
        const { options } = config.markdown.processor as unknown as {
          options: { mdastPlugins: unknown[]; hastPlugins: unknown[] }
        }
        options.mdastPlugins.unshift(({ fileURL }: File) => {
          const page = pageOf(fileURL)
          return page && asideTitles(page.t)
        })
        options.hastPlugins.push(({ fileURL }: File) => {
          const page = pageOf(fileURL)
          if (!page) return
          const english = new URL('en.mdx', page.fileURL)
          const ids = existsSync(english) ? headingIds(read(english)) : []
          const own = headingsOf(read(page.fileURL)).length
          if (own !== ids.length)
            logger.warn(`${fileURLToPath(page.fileURL)}: ${own} headings, its English twin ${ids.length}`)
          return headingLinks(page.t, ids)
        })
      },
    },
  }
}
