import type { PassResults, Plan } from '../spec/index.ts'

/** One plan to run with one layer. */
export interface RunRequest {
  /** Keras class name. */
  readonly layer: string
  /** Keras configuration, snake_case. */
  readonly config: Readonly<Record<string, unknown>>
  readonly plan: Plan
}

/** Keras's refusal, as data: `code` names a template under `errors.` in content/i18n. */
export interface Refusal {
  readonly code: string
  readonly layer: string
  /** Keras parameters to change, the main one first; `input` for the input's shape. */
  readonly params: readonly string[]
  readonly values: Readonly<Record<string, string | number>>
  /** The library's English message, for codes no string is known for. */
  readonly message: string
}

export type RunOutcome =
  { readonly ok: true; readonly passes: PassResults } | { readonly ok: false; readonly refusal: Refusal }

/** Page → worker. `version` grows with each request of a lab. */
export type ToWorker =
  | { readonly type: 'start'; readonly wasm: string }
  | { readonly type: 'run'; readonly version: number; readonly request: RunRequest }
  | { readonly type: 'memory'; readonly version: number }

/** Worker → page. A run answers once with `partial` false, or first `partial` true when repeated passes follow. */
export type FromWorker =
  | { readonly type: 'ready'; readonly backend: string }
  | {
      readonly type: 'done'
      readonly version: number
      readonly partial: boolean
      readonly outcome: RunOutcome
    }
  | { readonly type: 'memory'; readonly version: number; readonly tensors: number }
  | { readonly type: 'failed'; readonly version: number; readonly message: string }
