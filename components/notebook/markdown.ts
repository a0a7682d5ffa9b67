import { tex } from '@mdit/plugin-tex'
import MarkdownIt from 'markdown-it'

/** TeX → MathML. What it cannot read it shows as it is written. */
export type MathRenderer = (source: string, block: boolean) => string

/** Where a picture may come from: the text itself, or this site. Nothing else is asked for anything. */
const isOwnPicture = (source: string, origin: string): boolean => {
  if (/^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(source)) return true
  const url = URL.parse(source, `${origin}/`)
  return url?.origin === origin
}

/**
 * Markdown as HTML that is safe in the page, whoever wrote it: HTML in it is shown as text, links lead to the web or
 * this site only, pictures are the text's own or this site's.
 */
export function createMarkdown(origin: string, math: MathRenderer | null): (source: string) => string {
  const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false })
  // `model.py` is no address.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  markdown.use(tex, {
    delimiters: 'dollars',
    render: (source, block) =>
      math?.(source, block) ?? markdown.utils.escapeHtml(block ? `$$${source}$$` : `$${source}$`),
  })
  const { rules } = markdown.renderer
  const plain = markdown.renderer.renderToken.bind(markdown.renderer)

  // The page's own heading stands above those of its cells.
  for (const rule of ['heading_open', 'heading_close'] as const) {
    rules[rule] = (tokens, i, options) => {
      const token = tokens[i]!
      const level = Number(token.tag.slice(1))
      token.tag = `h${Math.min(6, level + 1)}`
      if (rule === 'heading_open') token.attrSet('data-level', String(level))
      return plain(tokens, i, options)
    }
  }
  rules['link_open'] = (tokens, i, options) => {
    const token = tokens[i]!
    token.attrSet('rel', 'noopener noreferrer')
    token.attrSet('target', '_blank')
    return plain(tokens, i, options)
  }
  const image = rules['image']!
  rules['image'] = (tokens, i, options, env, self) => {
    const token = tokens[i]!
    const source = String(token.attrGet('src') ?? '')
    if (isOwnPicture(source, origin)) return image(tokens, i, options, env, self)
    const text = self.renderInlineAsText(token.children ?? [], options, env)
    return `<code>${markdown.utils.escapeHtml(`![${text}](${source})`)}</code>`
  }
  rules['table_open'] = () => '<div class="nb-table" tabindex="0"><table>'
  rules['table_close'] = () => '</table></div>'
  return (source) => markdown.render(source)
}

export async function loadMath(): Promise<MathRenderer> {
  const { default: temml } = await import('temml')
  return (source, block) =>
    temml.renderToString(source, {
      displayMode: block,
      throwOnError: false,
      trust: false,
      maxSize: [20, 200],
    })
}
