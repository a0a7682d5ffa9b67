/** A stretch of a cell's text, in UTF-16 units. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a name is, for its icon: the words that CodeMirror's completions have icons for. */
export type NameKind =
  | 'class'
  | 'constant'
  | 'enum'
  | 'function'
  | 'interface'
  | 'keyword'
  | 'method'
  | 'namespace'
  | 'property'
  | 'text'
  | 'type'
  | 'variable'

export interface Completion {
  readonly label: string
  readonly kind: NameKind
  /** What is written in place of the span, where it is not the label. */
  readonly insert?: string
  /** Where that begins, where it is not at the span. */
  readonly from?: number
  /** The smaller, the better it fits. */
  readonly order: string
  /** The cell that defines it, where that is another one. */
  readonly cell?: string
}

export interface Completions extends Span {
  readonly list: readonly Completion[]
}

/** A piece of TypeScript, by what it is, for its colour. */
export interface CodePart {
  readonly text: string
  readonly kind: 'keyword' | 'string' | 'number' | 'function' | 'typeName' | 'plain'
}

export interface Detail {
  readonly code: readonly CodePart[]
  /** Paragraphs in plain text; code stands in backticks. */
  readonly text: readonly string[]
}

export interface Hover extends Span, Detail {}

export interface Signature {
  /** One for each way to call it. */
  readonly overloads: readonly SignatureOverload[]
  /** Which of them fits what is written so far. */
  readonly active: number
}

export interface SignatureOverload extends Detail {
  /** Where in `code`'s text the parameter at the cursor stands; null where there is none. */
  readonly parameter: Span | null
  /** About that parameter. */
  readonly parameterText: readonly string[]
}

export interface Problem extends Span {
  readonly severity: 'error' | 'warning'
  /** TypeScript's number of the message. */
  readonly code: number
  readonly message: string
}
