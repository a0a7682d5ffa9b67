import { newId, type Notebook, type NotebookCell } from '../document.ts'
import { jupyterCode, jupyterMarkdown, jupyterText, type CellOutput } from './jupyter.ts'
import { prelude } from './prelude.ts'
import { withNpm, withoutNpm } from './specifiers.ts'

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
  const made = cells.map((cell) =>
    cell.kind === 'code' ? codeCell(cell, outputs.get(cell.id)) : jupyterMarkdown(cell),
  )
  return jupyterText([...preludeCell(cells), ...made], { ...METADATA, title, layerbook: { version: 1 } })
}

function preludeCell(cells: readonly NotebookCell[]) {
  const sources = cells.filter(({ kind }) => kind === 'code').map(({ source }) => source)
  if (sources.length === 0) return []
  const mark: CellMark = { prelude: true }
  const own = 'layerbook-prelude'
  const id = cells.some((cell) => cell.id === own) ? newId() : own
  return [jupyterCode({ id, source: prelude(sources), folded: true }, [], mark)]
}

function codeCell(cell: NotebookCell, outputs?: readonly CellOutput[]) {
  const source = withNpm(cell.source)
  if (withoutNpm(source) === cell.source) return jupyterCode({ ...cell, source }, outputs)
  // A source that has Deno's names already would come back with other ones.
  const mark: CellMark = { verbatim: true }
  return jupyterCode(cell, outputs, mark)
}
