/**
 * Notebooks in and out. Every reader takes text from anywhere and gives a `Notebook` within `LIMITS` or throws a
 * `NotebookError` (`damaged`, `too-large`, `unknown-format`), nothing else, and runs nothing.
 * A page that only makes links imports `link.ts`, which is small.
 */
export { ACCEPTED, readFile, writeFile, type FormatId, type NotebookFile } from './file.ts'
export type { CellOutputs } from './ipynb.ts'
export type { CellOutput } from './jupyter.ts'
export { isLink, LINK_LIMIT, readLink, writeLink } from './link.ts'
