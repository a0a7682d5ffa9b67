import { makeNotebook, type Notebook, type NotebookCell } from '../document.ts'
import { attributesOf, readAttributes } from './attributes.ts'
import { fenced } from './fence.ts'
import { headerOf, readHeader } from './header.ts'
import { linesOf, sourceOf } from './lines.ts'
import { titleOf } from './title.ts'

/** A line that begins a cell. */
const MARK = /^\/\/[ \t]*%%/
/** A line of a cell that would be taken for one gets one more `// ` before it, however many it has. */
const LOOKALIKE = /^(?:\/\/ )*\/\/[ \t]*%%/
const ESCAPED = /^(?:\/\/ )+\/\/[ \t]*%%/

const escape = (line: string): string => (LOOKALIKE.test(line) ? `// ${line}` : line)
const unescape = (line: string): string => (ESCAPED.test(line) ? line.slice(3) : line)

const comment = (line: string): string => (line === '' ? '//' : `// ${line}`)
const uncomment = (line: string): string => line.replace(/^\/\/ ?/, '')

/** The notebook as one TypeScript file in percent format; Markdown in comments. `readPercent` gives it back exactly. */
export const writePercent = ({ title, cells }: Notebook): string =>
  [...headerOf(title).map(comment), '', ...cells.flatMap(linesOfCell)].join('\n')

function linesOfCell(cell: NotebookCell): string[] {
  const markdown = cell.kind === 'markdown'
  const lines = cell.source.split('\n')
  return [
    `// %% ${markdown ? '[markdown] ' : ''}${attributesOf(cell)}`,
    ...(markdown ? lines.map(comment) : lines).map(escape),
    '',
  ]
}

type Part = Pick<NotebookCell, 'kind' | 'source'> & Partial<NotebookCell>

/**
 * The notebook in a TypeScript or JavaScript file: cells where it has marks, else one cell. `name` is the file's.
 * @throws NotebookError `too-large`.
 */
export function readPercent(text: string, name: string): Notebook {
  const { header, rest } = readHeader(linesOf(text), '// ')
  const cells: Part[] = []
  let mark: string | null = null
  let lines: string[] = []
  const finish = () => {
    // What stands before the first mark is a cell only if it says anything.
    if (mark !== null || lines.some((line) => line.trim() !== ''))
      cells.push(partOf(mark ?? '', lines, header.own && mark !== null))
  }
  for (const line of rest) {
    if (MARK.test(line)) {
      finish()
      mark = line
      lines = []
    } else lines.push(unescape(line))
  }
  finish()
  return makeNotebook(header.title ?? titleOf(cells, name), cells)
}

function partOf(mark: string, lines: readonly string[], exact: boolean): Part {
  const attributes = readAttributes(mark)
  const kind = /\[(markdown|md|raw)\]/.exec(mark)?.[1]
  if (kind === undefined) return { kind: 'code', source: sourceOf(lines, exact), ...attributes }
  const source = sourceOf(lines, exact)
  const text = source.split('\n').map(uncomment).join('\n')
  return { kind: 'markdown', source: kind === 'raw' ? fenced(text, '') : text, ...attributes }
}
