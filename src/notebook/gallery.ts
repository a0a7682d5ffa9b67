/**
 * The notebooks of the gallery, each a folder of texts. `code.ts` holds the code cells, which every language shares:
 *
 *     // order: 1
 *
 *     // %% data
 *     const xs = …
 *
 *     // %% draw folded
 *     function draw …
 *
 * `<language>.md` holds the title, the words, and the place of each code cell; a line `---` parts two Markdown cells:
 *
 *     # Title
 *
 *     Words, and $maths$.
 *
 *     {{data}}
 */
import { makeNotebook, type Notebook } from './document.ts'

/** A file, or its beginning. The path is for messages. */
export interface GalleryText {
  readonly path: string
  readonly text: string
}

interface CodeCell {
  readonly line: number
  readonly name: string
  readonly folded: boolean
  readonly source: string
}

/** Words, or a code cell by its name. */
type Part = { readonly line: number } & ({ readonly words: string } | { readonly name: string })

const ORDER = /^\/\/ order: (\d+)$/
const CELL = /^\/\/ %%(?: (.*?)( folded)?)?$/
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const TITLE = /^# (.+)$/
const PLACE = /^\{\{(.*)\}\}$/
const FENCE = /^\s*(?:`{3,}|~{3,})/

function refuse({ path }: GalleryText, line: number, reason: string): never {
  throw new Error(`${path}:${line}: ${reason}`)
}

const linesOf = ({ text }: GalleryText): string[] => text.split(/\r?\n/)

/** The notebook's place in the gallery, from the first line of its `code.ts`. */
export function orderOf(code: GalleryText): number {
  const [first = ''] = linesOf(code)
  const order = ORDER.exec(first)?.[1]
  return order === undefined
    ? refuse(code, 1, `starts with "${first}"; a line such as "// order: 3" must come first`)
    : Number(order)
}

/** The title, from the first line of the words. */
export function titleOf(prose: GalleryText): string {
  const [first = ''] = linesOf(prose)
  const title = TITLE.exec(first)?.[1]
  return title ?? refuse(prose, 1, `starts with "${first}"; a line such as "# Title" must come first`)
}

function codeCells(code: GalleryText): CodeCell[] {
  orderOf(code)
  const cells: { line: number; name: string; folded: boolean; lines: string[] }[] = []
  linesOf(code).forEach((text, i) => {
    const line = i + 1
    const mark = CELL.exec(text)
    if (mark) {
      const name = mark[1] ?? ''
      if (!NAME.test(name))
        refuse(code, line, `a cell is named "${name}"; a name is lower-case words joined by hyphens`)
      const other = cells.find((cell) => cell.name === name)
      if (other) refuse(code, line, `the cell "${name}" is there already, in line ${other.line}`)
      cells.push({ line, name, folded: mark[2] !== undefined, lines: [] })
    } else if (cells.length > 0) cells.at(-1)!.lines.push(text)
    else if (i > 0 && text.trim()) refuse(code, line, 'code stands before the first "// %% name"')
  })
  return cells.map(({ lines, ...cell }) => {
    const source = lines.join('\n').trim()
    return source ? { ...cell, source } : refuse(code, cell.line, `the cell "${cell.name}" holds no code`)
  })
}

function partsOf(prose: GalleryText): Part[] {
  const parts: Part[] = []
  let words: string[] = []
  let from = 2
  let isFenced = false
  const close = (line: number) => {
    const text = words.join('\n').trim()
    if (text) parts.push({ line: from, words: text })
    words = []
    from = line + 1
  }
  const lines = linesOf(prose)
  lines.forEach((text, i) => {
    const line = i + 1
    if (line === 1) return
    if (FENCE.test(text)) isFenced = !isFenced
    const name = isFenced ? undefined : PLACE.exec(text)?.[1]
    if (name !== undefined) {
      close(line)
      parts.push({ line, name })
    } else if (!isFenced && text === '---') close(line)
    else words.push(text)
  })
  close(lines.length)
  return parts
}

/**
 * The notebook of one language. The id of a code cell is its name.
 * @throws Error with file and line, where the files break the format, where a cell that is placed does not exist or
 * is placed already, or where one is never placed.
 */
export function buildNotebook(code: GalleryText, prose: GalleryText): Notebook {
  const cells = new Map(codeCells(code).map((cell) => [cell.name, cell]))
  const placed = new Map<string, number>()
  const built = partsOf(prose).map((part, i) => {
    // No name of a code cell has an underscore.
    if ('words' in part) return { id: `text_${i + 1}`, kind: 'markdown', source: part.words } as const
    const { name, line } = part
    const cell = cells.get(name)
    if (!cell)
      return refuse(
        prose,
        line,
        `no cell "${name}" in ${code.path}; there are ${[...cells.keys()].join(', ')}`,
      )
    if (placed.has(name))
      refuse(prose, line, `the cell "${name}" is placed already, in line ${placed.get(name)}`)
    placed.set(name, line)
    return { id: name, kind: 'code', source: cell.source, folded: cell.folded } as const
  })
  for (const { name, line } of cells.values())
    if (!placed.has(name))
      refuse(code, line, `the cell "${name}" is never placed; ${prose.path} needs a line {{${name}}}`)
  return makeNotebook(titleOf(prose), built)
}

/**
 * Refuses twins whose cells are not the same in kind and order.
 * @throws Error with file and line of the first cell that differs.
 */
export function requireTwins(one: GalleryText, other: GalleryText): void {
  const [left, right] = [partsOf(one), partsOf(other)]
  const shown = (part: Part | undefined) =>
    part === undefined ? 'the end' : 'name' in part ? `{{${part.name}}}` : 'words'
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [a, b] = [left[i], right[i]]
    if (shown(a) === shown(b)) continue
    const [file, line] = b ? [other, b.line] : [one, a!.line]
    refuse(
      file,
      line,
      `the twins differ: cell ${i + 1} is ${shown(a)} in ${one.path}, ${shown(b)} in ${other.path}`,
    )
  }
}
