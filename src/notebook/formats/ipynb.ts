import type { Notebook, NotebookCell } from '../document.ts'
import { prelude } from './prelude.ts'
import { withNpm, withoutNpm } from './specifiers.ts'

/**
 * One shown result in the ways a reader of the file may draw it, by media type: plain text, SVG source,
 * the base64 of a PNG.
 */
export interface CellOutput {
  readonly 'text/plain'?: string
  readonly 'image/svg+xml'?: string
  readonly 'image/png'?: string
}

/** What the cells show, by cell id, in order. */
export type CellOutputs = ReadonlyMap<string, readonly CellOutput[]>

/** What a cell's `metadata.layerbook` may say. */
export interface CellMark {
  /** Made by the export; no part of the notebook. */
  readonly prelude?: true
  /** Its imports stand as they were written. */
  readonly verbatim?: true
}

const METADATA = {
  kernelspec: { display_name: 'Deno', language: 'typescript', name: 'deno' },
  language_info: {
    codemirror_mode: 'typescript',
    file_extension: '.ts',
    mimetype: 'text/x.typescript',
    name: 'typescript',
    nbconvert_exporter: 'script',
    pygments_lexer: 'typescript',
    version: '5.9.2',
  },
} as const

/**
 * nbformat 4.5 for Deno's kernel: imports by their npm names, and before all a cell, left out on the way back, that
 * defines `display` and the inputs.
 */
export function writeIpynb({ title, cells }: Notebook, outputs: CellOutputs = new Map()): string {
  const code = cells.filter((cell) => cell.kind === 'code')
  const made = cells.map((cell) =>
    cell.kind === 'code' ? codeCell(cell, outputs.get(cell.id) ?? []) : markdownCell(cell),
  )
  const first = code.length > 0 ? [preludeCell(cells)] : []
  return `${JSON.stringify(
    {
      cells: [...first, ...made],
      metadata: { ...METADATA, title, layerbook: { version: 1 } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`
}

function preludeCell(cells: readonly NotebookCell[]) {
  const sources = cells.filter(({ kind }) => kind === 'code').map(({ source }) => source)
  const taken = new Set(cells.map(({ id }) => id))
  let id = 'layerbook-prelude'
  while (taken.has(id)) id += '-'
  return rawCode(id, prelude(sources), { jupyter: { source_hidden: true }, layerbook: { prelude: true } }, [])
}

function codeCell({ id, source, folded }: NotebookCell, outputs: readonly CellOutput[]) {
  const npm = withNpm(source)
  // A source that has Deno's names already would come back with other ones.
  const verbatim = withoutNpm(npm) !== source
  const mark: CellMark = verbatim ? { verbatim: true } : {}
  const metadata = { ...hidden(folded), ...(verbatim && { layerbook: mark }) }
  return rawCode(id, verbatim ? source : npm, metadata, outputs)
}

const rawCode = (id: string, source: string, metadata: object, outputs: readonly CellOutput[]) => ({
  cell_type: 'code',
  execution_count: null,
  id,
  metadata,
  outputs: outputs.map((data) => ({ data, metadata: {}, output_type: 'display_data' })),
  source: linesOf(source),
})

const markdownCell = ({ id, source, folded }: NotebookCell) => ({
  cell_type: 'markdown',
  id,
  metadata: hidden(folded),
  source: linesOf(source),
})

const hidden = (folded: boolean) => (folded ? { jupyter: { source_hidden: true } } : {})

/** Lines with their ends, as Jupyter writes them. */
const linesOf = (source: string): string[] => source.match(/[^\n]*\n|[^\n]+$/g) ?? []
