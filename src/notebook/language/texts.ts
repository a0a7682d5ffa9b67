/** What the service says in the reader's language. `build/texts.ts` makes it. */
export interface Texts {
  /** TypeScript's own messages by their keys; null: in English, as they are. */
  readonly messages: Readonly<Record<string, string>> | null
  /** Layers by their class, in lower case; a factory differs from it by case alone. */
  readonly layers: Readonly<Record<string, LayerText>>
  /** Parameters that mean the same in all layers, by their names in TypeScript: `kernelSize`. */
  readonly parameters: Readonly<Record<string, string>>
  /** The notebook's functions, by name. */
  readonly globals: Readonly<Record<string, string>>
  /** Settings of the notebook's inputs, by name. */
  readonly settings: Readonly<Record<string, string>>
  /** How a default is told, with `{value}`. */
  readonly default: string
  /** Whether the libraries' own comments are in this language, and so may follow. */
  readonly comments: boolean
}

export interface LayerText {
  readonly text: string
  /** Parameters that have a text of their own here. */
  readonly parameters: Readonly<Record<string, string>>
  /** As TypeScript. */
  readonly defaults: Readonly<Record<string, string>>
}
