import type { CodePart, Detail, Span } from '../../../src/notebook/language/answers.ts'

type Child = Node | string

export function element(name: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

const piece = (text: string, { kind }: CodePart): Child =>
  kind === 'plain' ? text : element('span', `tok-${kind}`, text)

/** Code in its colours, with a stretch of it marked. */
export function codeElement(code: readonly CodePart[], marked: Span | null = null): HTMLElement {
  const children: Child[] = []
  let at = 0
  for (const part of code) {
    const end = at + part.text.length
    const [from, to] = marked ? [Math.max(at, marked.from), Math.min(end, marked.to)] : [end, end]
    if (from >= to) children.push(piece(part.text, part))
    else {
      const cut = (a: number, b: number) => piece(part.text.slice(a - at, b - at), part)
      if (from > at) children.push(cut(at, from))
      children.push(element('mark', '', cut(from, to)))
      if (to < end) children.push(cut(to, end))
    }
    at = end
  }
  return element('code', 'types-code', ...children)
}

/** A paragraph with `code` in it, or a block of code. */
function paragraph(text: string): HTMLElement {
  if (text.startsWith('```')) return element('pre', '', text.slice(3).trim())
  const parts = text.split(/`([^`]+)`/)
  return element('p', '', ...parts.map((part, i) => (i % 2 === 1 ? element('code', '', part) : part)))
}

export const textElements = (text: readonly string[]): HTMLElement[] => text.map(paragraph)

export const detailElement = ({ code, text }: Detail): HTMLElement =>
  element('div', 'lb-types', codeElement(code), ...textElements(text))
