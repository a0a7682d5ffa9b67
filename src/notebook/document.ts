import { NotebookError } from './errors.ts'

/** One cell. Its id is unique in the notebook and follows nbformat 4.5: 1–64 of `A–Z a–z 0–9 - _`. */
export interface NotebookCell {
  readonly id: string
  readonly kind: 'code' | 'markdown'
  /** TypeScript or Markdown, lines separated by `\n`. */
  readonly source: string
  /** Whether the source is hidden, so that only what it shows is seen. */
  readonly folded: boolean
}

/** What a reader writes. Outputs are no part of it: they follow from running it. */
export interface Notebook {
  readonly title: string
  readonly cells: readonly NotebookCell[]
}

/** What any notebook, from wherever it comes, keeps to. Lengths are in characters. */
export const LIMITS = { title: 200, cells: 1000, source: 200_000, total: 2_000_000 } as const

const ID = /^[\w-]{1,64}$/

export const newId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 12)

export const newCell = (kind: NotebookCell['kind'], source = ''): NotebookCell => ({
  id: newId(),
  kind,
  source,
  folded: false,
})

const plainLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

/**
 * A notebook out of parts from outside: line ends made plain, ids that are missing, wrong or taken made anew.
 * @throws NotebookError `too-large` beyond `LIMITS`.
 */
export function makeNotebook(
  title: string,
  cells: readonly (Pick<NotebookCell, 'kind' | 'source'> & Partial<NotebookCell>)[],
): Notebook {
  const check = (what: keyof typeof LIMITS, actual: number) => {
    if (actual > LIMITS[what]) throw new NotebookError('too-large', { what, limit: LIMITS[what], actual })
  }
  check('cells', cells.length)
  check(
    'total',
    cells.reduce((sum, { source }) => sum + source.length, 0),
  )
  const taken = new Set<string>()
  const made = cells.map(({ id, kind, source, folded }): NotebookCell => {
    check('source', source.length)
    const own = id !== undefined && ID.test(id) && !taken.has(id) ? id : newId()
    taken.add(own)
    return { id: own, kind, source: plainLines(source), folded: folded ?? false }
  })
  return { title: title.replaceAll(/\s+/g, ' ').trim().slice(0, LIMITS.title), cells: made }
}

/**
 * The notebook in a value of unknown make, such as parsed JSON.
 * @throws NotebookError `damaged` where it is none, `too-large` beyond `LIMITS`.
 */
export function readNotebook(value: unknown): Notebook {
  const { title, cells } = (value ?? {}) as { title?: unknown; cells?: unknown }
  if (typeof title !== 'string' || !Array.isArray(cells))
    throw new NotebookError('damaged', { detail: 'title, cells' })
  return makeNotebook(
    title,
    cells.map((cell: unknown, i) => {
      const { id, kind, source, folded } = (cell ?? {}) as Record<string, unknown>
      if ((kind !== 'code' && kind !== 'markdown') || typeof source !== 'string')
        throw new NotebookError('damaged', { detail: `cells[${i}]` })
      return { kind, source, folded: folded === true, ...(typeof id === 'string' ? { id } : {}) }
    }),
  )
}
