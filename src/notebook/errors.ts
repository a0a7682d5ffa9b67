export type NotebookErrorCode =
  /** Not the format it claims, or damaged. Values: `detail`. */
  | 'damaged'
  /** Beyond a limit. Values: `what`, `limit`, `actual`. */
  | 'too-large'
  /** A file of another kind. Values: `name`, `known`. */
  | 'unknown-format'

/** A notebook that cannot be read. `notebook.errors.<code>` says it in the reader's language, with `values`. */
export class NotebookError extends Error {
  readonly code: NotebookErrorCode
  readonly values: Readonly<Record<string, string | number>>

  constructor(code: NotebookErrorCode, values: Record<string, string | number>) {
    super(`${code}: ${Object.values(values).join(', ')}`)
    this.name = 'NotebookError'
    this.code = code
    this.values = values
  }
}
