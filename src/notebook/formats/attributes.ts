import type { NotebookCell } from '../document.ts'

/** What stands beside a cell's mark in text formats: `id="a1" folded=true`. */
export const attributesOf = ({ id, folded }: Pick<NotebookCell, 'id' | 'folded'>): string =>
  `id="${id}"${folded ? ' folded=true' : ''}`

export function readAttributes(text: string): Partial<Pick<NotebookCell, 'id' | 'folded'>> {
  const id = /\bid="([\w-]+)"/.exec(text)?.[1]
  return { folded: /\bfolded=true\b/.test(text), ...(id !== undefined && { id }) }
}
