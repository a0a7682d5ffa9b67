import type { Completion, Completions, Detail, Hover, Problem, Signature } from './answers.ts'

export type { Completion, Completions, Detail, Hover, Problem, Signature } from './answers.ts'

/**
 * idle: nothing is loaded, nobody asked. loading: on its way. ready: answers. failed: it could not be loaded, or it
 * died; the next `start` tries again.
 */
export type LanguageState = 'idle' | 'loading' | 'ready' | 'failed'

/** stale: the cell's text is another by now. unavailable: the service is not there (`state` says why). */
export type Answer<T> = { kind: 'answer'; value: T } | { kind: 'stale' } | { kind: 'unavailable' }

export interface LanguageCell {
  readonly id: string
  readonly source: string
}

/**
 * The type service of one notebook. Offsets count UTF-16 units in the cell's text, as CodeMirror's do. Questions
 * asked while it loads are answered once it is ready.
 */
export interface Language {
  readonly state: LanguageState
  /** Calls back at each change of `state`. Gives the end of watching. */
  onState(listener: (state: LanguageState) => void): () => void
  /** Loads the service where it is not there. Call it at the focus of a code cell. */
  start(): void
  /** The notebook's code cells in the order of the page; call it, at once, whenever any of them changes. */
  update(cells: readonly LanguageCell[]): void
  /** One cell's new text. */
  write(cell: string, source: string): void
  complete(cell: string, offset: number): Promise<Answer<Completions | null>>
  /** What a completion is, in the reader's language. */
  detail(cell: string, offset: number, completion: Completion): Promise<Answer<Detail | null>>
  hover(cell: string, offset: number): Promise<Answer<Hover | null>>
  signature(cell: string, offset: number): Promise<Answer<Signature | null>>
  diagnostics(cell: string): Promise<Answer<readonly Problem[]>>
  /** Calls back with a cell's problems whenever they change, also by an edit of another cell. Gives the end of it. */
  onProblems(cell: string, listener: (problems: readonly Problem[]) => void): () => void
  /** Ends the worker. */
  stop(): void
}

/** The type service, not yet loaded. `locale` is the language of its texts. */
export declare function createLanguage(options: { locale: 'zh' | 'en' }): Language
