import type { Notebook, NotebookCell } from '../document.ts'

/**
 * One shown result in the ways a reader of the file may draw it, by media type: plain text, SVG source,
 * the base64 of a PNG.
 */
export interface CellOutput {
  readonly 'text/plain'?: string
  readonly 'image/svg+xml'?: string
  readonly 'image/png'?: string
}

interface JupyterCell {
  readonly id: string
  readonly cell_type: 'code' | 'markdown'
  readonly metadata: object
  readonly source: readonly string[]
}

/** The text of an .ipynb, nbformat 4.5. */
export const jupyterText = (cells: readonly JupyterCell[], metadata: object): string =>
  `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`

/** `mark` is what stands under `metadata.layerbook`. */
export const jupyterCode = (
  { id, source, folded }: Omit<NotebookCell, 'kind'>,
  outputs: readonly CellOutput[] = [],
  mark?: object,
) => ({
  cell_type: 'code' as const,
  execution_count: null,
  id,
  metadata: { ...hidden(folded), ...(mark && { layerbook: mark }) },
  outputs: outputs.map((data) => ({ data, metadata: {}, output_type: 'display_data' })),
  source: linesOf(source),
})

export const jupyterMarkdown = ({ id, source, folded }: NotebookCell) => ({
  cell_type: 'markdown' as const,
  id,
  metadata: hidden(folded),
  source: linesOf(source),
})

const hidden = (folded: boolean) => (folded ? { jupyter: { source_hidden: true } } : {})

/** Lines with their ends, as Jupyter writes them. */
const linesOf = (source: string): string[] => source.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** A notebook whose code is Python, as an .ipynb that Jupyter and Colab run. */
export const writePython = ({ title, cells }: Notebook): string =>
  jupyterText(
    cells.map((cell) => (cell.kind === 'code' ? jupyterCode(cell) : jupyterMarkdown(cell))),
    {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { file_extension: '.py', mimetype: 'text/x-python', name: 'python' },
      title,
    },
  )
