import * as Comlink from 'comlink'
import type { Completion, Problem } from './answers.ts'
import type { TypeFiles } from './files.ts'
import type { SourceCell } from './notebook.ts'
import { createService, type LanguageService } from './service.ts'
import type { Texts } from './texts.ts'

/** A cell as the page has it: its version grows with each change of its text. */
export interface VersionedCell extends SourceCell {
  readonly version: number
}

type OnProblems = (cell: string, version: number, problems: readonly Problem[]) => void

/** How long nothing must be written before cells are checked, in ms: half a word is no mistake. */
const PAUSE = 300

let service: LanguageService
let tell: OnProblems
let cells: readonly VersionedCell[] = []
const unchecked = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Lets the messages that wait come first: what they say may make a question idle. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const versionOf = (cell: string) => cells.find(({ id }) => id === cell)?.version

/** The answer, or null where the cell's text was replaced while the question waited; its asker knows that too. */
async function answer<T>(cell: string, work: () => T): Promise<T | null> {
  const version = versionOf(cell)
  await turn()
  return versionOf(cell) === version && service.has(cell) ? work() : null
}

/** One cell at a time, so that questions come between. */
function check(): void {
  const [cell] = unchecked
  if (cell === undefined) return
  unchecked.delete(cell)
  const version = versionOf(cell)
  if (version !== undefined) tell(cell, version, service.problems(cell))
  timer = setTimeout(check, 0)
}

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address}: ${response.status}`)
  return (await response.json()) as T
}

/** What the page asks of the worker. */
const worker = {
  /** Loads the types and texts. Rejects where they cannot be had. */
  async start(files: { types: string; texts: string }, onProblems: OnProblems): Promise<void> {
    const [types, texts] = await Promise.all([get<TypeFiles>(files.types), get<Texts>(files.texts)])
    service = createService(types, texts)
    tell = onProblems
  },
  update(next: readonly VersionedCell[]): void {
    cells = next
    service.update(next).forEach((cell) => unchecked.add(cell))
    clearTimeout(timer)
    timer = setTimeout(check, PAUSE)
  },
  complete: (cell: string, offset: number) => answer(cell, () => service.complete(cell, offset)),
  detail: (cell: string, offset: number, completion: Completion) =>
    answer(cell, () => service.detail(cell, offset, completion)),
  hover: (cell: string, offset: number) => answer(cell, () => service.hover(cell, offset)),
  signature: (cell: string, offset: number) => answer(cell, () => service.signature(cell, offset)),
  problems: (cell: string) => answer(cell, () => service.problems(cell)),
}

export type LanguageWorker = typeof worker

Comlink.expose(worker)
