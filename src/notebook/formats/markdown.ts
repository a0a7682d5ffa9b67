import { makeNotebook, type Notebook, type NotebookCell } from '../document.ts'
import { attributesOf, readAttributes } from './attributes.ts'
import { closes, fenced, openingOf, type Fence } from './fence.ts'
import { headerOf, readHeader } from './header.ts'
import { linesOf, sourceOf } from './lines.ts'
import { titleOf } from './title.ts'

/** Info strings of fences that are code cells. */
const OWN = /^(typescript|javascript|ts|js|mts|mjs)\b/i

/** A comment that begins a Markdown cell. With `end` the cell goes on up to the comment of that word. */
const MARK = /^<!-- cell\b([^>]*)-->$/

type Part = Pick<NotebookCell, 'kind' | 'source'> & Partial<NotebookCell>

/** The notebook as Markdown: code cells as ```ts fences, a comment before each Markdown cell. `readMarkdown` gives it back exactly. */
export const writeMarkdown = ({ title, cells }: Notebook): string =>
  [...headerOf(title), '', ...cells.flatMap(linesOfCell)].join('\n')

function linesOfCell(cell: NotebookCell): string[] {
  if (cell.kind === 'code') return [...fenced(cell.source, `ts ${attributesOf(cell)}`).split('\n'), '']
  const lines = cell.source.split('\n')
  const plain = [`<!-- cell ${attributesOf(cell)} -->`, ...lines, '']
  // A text with fences or marks of its own may read otherwise than it was written; reading it tells.
  const read = partsOf([...plain, '<!-- cell -->'])
  if (read.length === 2 && read[0]!.kind === 'markdown' && read[0]!.source === cell.source) return plain
  let end = `end-${cell.id}`
  while (lines.includes(endMark(end))) end += '-'
  return [`<!-- cell ${attributesOf(cell)} end="${end}" -->`, ...lines, endMark(end), '']
}

const endMark = (word: string): string => `<!-- ${word} -->`

/**
 * The notebook in a Markdown file: fences of TypeScript and JavaScript are code cells. `name` is the file's.
 * @throws NotebookError `too-large`.
 */
export function readMarkdown(text: string, name: string): Notebook {
  const { header, rest } = readHeader(linesOf(text), '')
  const cells = partsOf(rest)
  return makeNotebook(header.title ?? titleOf(cells, name), cells)
}

/** What the lines read so far are part of. */
type Open =
  | { readonly in: 'code'; readonly fence: Fence; readonly lines: string[] }
  | {
      readonly in: 'markdown'
      /** What the comment before it says; null where there is none. */
      readonly mark: string | null
      readonly end: string | null
      /** A fence within it, in which nothing is a mark. */
      inner: Fence | null
      readonly lines: string[]
    }

const markdown = (mark: string | null, end: string | null): Open => ({
  in: 'markdown',
  mark,
  end,
  inner: null,
  lines: [],
})
const between = () => markdown(null, null)

function partsOf(lines: readonly string[]): Part[] {
  const parts: Part[] = []
  const at = { open: between() }
  const next = (opened: Open) => {
    parts.push(...partOf(at.open))
    at.open = opened
  }
  for (const line of lines) {
    const { open } = at
    if (open.in === 'code') {
      if (closes(line, open.fence)) next(between())
      else open.lines.push(line)
    } else if (open.end !== null) {
      if (line === endMark(open.end)) next(between())
      else open.lines.push(line)
    } else if (open.inner) {
      open.lines.push(line)
      if (closes(line, open.inner)) open.inner = null
    } else {
      const mark = MARK.exec(line)?.[1]
      const fence = openingOf(line)
      if (mark !== undefined) {
        const end = /\bend="([\w-]+)"/.exec(mark)?.[1] ?? null
        next(markdown(mark, end))
      } else if (fence && fence.indent === 0 && OWN.test(fence.info)) {
        next({ in: 'code', fence, lines: [] })
      } else {
        open.inner = fence
        open.lines.push(line)
      }
    }
  }
  parts.push(...partOf(at.open))
  return parts
}

function partOf(open: Open): Part[] {
  if (open.in === 'code')
    return [{ kind: 'code', source: open.lines.join('\n'), ...readAttributes(open.fence.info) }]
  const { mark, end, lines } = open
  if (mark === null) {
    const source = sourceOf(lines, false)
    return source === '' ? [] : [{ kind: 'markdown', source }]
  }
  const source = end === null ? sourceOf(lines, true) : lines.join('\n')
  return [{ kind: 'markdown', source, ...readAttributes(mark) }]
}
