import { makeNotebook, type Notebook, type NotebookCell } from '../document.ts'
import { NotebookError } from '../errors.ts'
import { fenced } from './fence.ts'
import type { CellMark } from './ipynb.ts'
import { withoutNpm } from './specifiers.ts'
import { titleOf } from './title.ts'

type Json = Readonly<Record<string, unknown>>
type Part = Pick<NotebookCell, 'kind' | 'source'> & Partial<NotebookCell>

/** Languages whose cells run here; kernels are known by their names too. */
const OWN = /^(typescript|javascript|ts|js|deno|tslab|jslab|babel|ijavascript)$/i

/**
 * The notebook in an .ipynb of nbformat 3 or 4, whoever wrote it. Code in another language and raw cells become
 * Markdown with the text in a fence; outputs and attachments are left out. `name` is the file's.
 * @throws NotebookError `damaged`, `too-large`.
 */
export function readIpynb(text: string, name: string): Notebook {
  const json = parse(text)
  const metadata = objectIn(json, 'metadata')
  const language = languageOf(metadata)
  const cells = cellsOf(json).flatMap((cell, i) => partOf(cell, `cells[${i}]`, language))
  const title = typeof metadata.title === 'string' ? metadata.title : metadata.name
  const own = typeof metadata.layerbook === 'object'
  return makeNotebook(
    typeof title === 'string' && (own || title.trim()) ? title : titleOf(cells, name),
    cells,
  )
}

const damaged = (detail: string) => new NotebookError('damaged', { detail })

function parse(text: string): Json {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged('JSON')
  }
  if (!isObject(json)) throw damaged('JSON')
  return json
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object under a key; an empty one where there is none. */
function objectIn(json: Json, key: string): Json {
  const value = json[key]
  return isObject(value) ? value : {}
}

function cellsOf(json: Json): readonly unknown[] {
  if (Array.isArray(json.cells)) return json.cells
  // nbformat 3 has them in sheets.
  if (Array.isArray(json.worksheets))
    return json.worksheets.flatMap((sheet: unknown): unknown[] =>
      isObject(sheet) && Array.isArray(sheet.cells) ? sheet.cells : [],
    )
  throw damaged('cells')
}

/** What the code cells are in. Jupyter's own default is Python. */
function languageOf(metadata: Json): string {
  const kernel = objectIn(metadata, 'kernelspec')
  const info = objectIn(metadata, 'language_info')
  const names = [info.name, kernel.language, kernel.name].filter((name) => typeof name === 'string')
  return names.find((name) => OWN.test(name)) ?? names[0] ?? 'python'
}

/** The cell; none where the export made it. */
function partOf(cell: unknown, at: string, notebookLanguage: string): Part[] {
  if (!isObject(cell)) throw damaged(at)
  const metadata = objectIn(cell, 'metadata')
  const mark = objectIn(metadata, 'layerbook') as CellMark
  if (mark.prelude === true) return []
  const source = textIn(cell.source ?? cell.input ?? '', `${at}.source`)
  const rest = {
    folded: objectIn(metadata, 'jupyter').source_hidden === true,
    ...(typeof cell.id === 'string' && { id: cell.id }),
  }
  const markdown = (text: string): Part[] => [{ kind: 'markdown', source: text, ...rest }]
  switch (cell.cell_type) {
    case 'code': {
      const language = languageOfCell(cell, metadata) ?? notebookLanguage
      if (!OWN.test(language)) return markdown(fenced(source, /^[\w+#.-]{0,40}/.exec(language)![0]))
      return [{ kind: 'code', source: mark.verbatim === true ? source : withoutNpm(source), ...rest }]
    }
    case 'heading': {
      const level = typeof cell.level === 'number' ? Math.min(6, Math.max(1, Math.trunc(cell.level) || 1)) : 1
      return markdown(`${'#'.repeat(level)} ${source.replaceAll(/\s*\n\s*/g, ' ')}`)
    }
    case 'markdown':
    case 'html':
      return markdown(source)
    default:
      // Raw cells, and kinds of a future minor version.
      return markdown(metadata.format === 'text/markdown' ? source : fenced(source, ''))
  }
}

/** The language of one cell, where it says so: VS Code's way, or nbformat 3's. */
function languageOfCell(cell: Json, metadata: Json): string | null {
  const found = objectIn(metadata, 'vscode').languageId ?? cell.language
  return typeof found === 'string' ? found : null
}

function textIn(value: unknown, at: string): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((line) => typeof line === 'string')) return value.join('')
  throw damaged(at)
}
