import {
  count,
  either,
  flag,
  list,
  literal,
  number,
  object,
  pair,
  readJson,
  record,
  text,
  type Check,
  type Checked,
} from './check.ts'

/** What one run may show. The worker keeps to it; the page refuses what goes beyond. */
export const LIMITS = {
  /** Outputs of a run; later ones are dropped. */
  outputs: 500,
  /** Characters of a run's messages together. */
  characters: 4_000_000,
  /** Elements of a tensor that are sent; its shape is always true. */
  elements: 4096,
  /** Characters of one string. */
  string: 20_000,
  /** Entries of one list or record. */
  entries: 100,
  /** Values in one output. */
  nodes: 2000,
  depth: 6,
  rows: 100,
  columns: 20,
  svg: 1_500_000,
} as const

export const word = text(200)

/** A number as JSON has it, and those that JSON has not. */
export const scalar = either(number, literal('NaN', 'Infinity', '-Infinity'))

const tensor = object({
  shape: list(count, 16),
  dtype: word,
  /** Row-major, the first `LIMITS.elements`; booleans are 0 and 1. Complex numbers send their real and imaginary parts in turn. */
  data: list(either(scalar, text(LIMITS.string)), 2 * LIMITS.elements),
})
export type TensorValue = Checked<typeof tensor>

/** A value as a tree. `total` counts the entries that there are, of which at most `LIMITS.entries` are here. */
export type ValueNode =
  | { kind: 'string'; text: string }
  /** Anything written as one token: numbers, null, functions … */
  | { kind: 'plain'; text: string }
  | { kind: 'tensor'; tensor: TensorValue }
  | { kind: 'list'; name: string; items: ValueNode[]; total: number }
  | { kind: 'record'; name: string; entries: [key: string, value: ValueNode][]; total: number }
  /** Deeper, or of more values, than is shown. */
  | { kind: 'more' }

const more = object({ kind: literal('more') })

/** Guards are nested as deep as values may be: what is deeper than the worker sends is refused unread. */
function nodeOf(depth: number): Check<ValueNode> {
  const inner = depth > 0 ? nodeOf(depth - 1) : more
  return either(
    more,
    object({ kind: literal('string'), text: text(LIMITS.string) }),
    object({ kind: literal('plain'), text: text(LIMITS.string) }),
    object({ kind: literal('tensor'), tensor }),
    object({ kind: literal('list'), name: word, items: list(inner, LIMITS.entries), total: count }),
    object({
      kind: literal('record'),
      name: word,
      entries: list(pair(word, inner), LIMITS.entries),
      total: count,
    }),
  )
}
const node = nodeOf(LIMITS.depth)

/** A plot in the order it is read. Nothing in it is markup except `svg`, which is only ever shown as a picture. */
const plotPart = either(
  object({ part: literal('svg'), svg: text(LIMITS.svg), label: word }),
  object({ part: literal('title', 'subtitle', 'caption'), text: text(2000) }),
  object({ part: literal('swatches'), items: list(object({ color: word, label: word }), LIMITS.entries) }),
)
export type PlotPart = Checked<typeof plotPart>

const levels = ['log', 'info', 'warn', 'error', 'debug'] as const
export type Level = (typeof levels)[number]

const failure = object({
  kind: literal('error'),
  name: word,
  message: text(LIMITS.string),
  /** In the reader's source, from 1. */
  line: either(count, literal(null)),
  column: either(count, literal(null)),
  /** Names a string that says it in the reader's language: the cell's own, or the library's. */
  code: either(word, literal(null)),
  values: record(either(number, text(2000)), 50),
})
export type Failure = Checked<typeof failure>

export const output = either(
  object({ kind: literal('value'), value: node }),
  object({ kind: literal('plot'), parts: list(plotPart, 50) }),
  object({
    kind: literal('table'),
    columns: list(word, LIMITS.columns),
    rows: list(list(node, LIMITS.columns), LIMITS.rows),
    total: count,
  }),
  object({
    kind: literal('console'),
    level: literal(...levels),
    values: list(node, LIMITS.entries),
    indent: count,
  }),
  object({
    kind: literal('model'),
    name: word,
    layers: list(
      object({ name: word, className: word, shape: word, params: count, trainable: flag }),
      LIMITS.rows,
    ),
    /** Layers that there are, of which at most `LIMITS.rows` are here. */
    total: count,
    params: count,
    trainable: count,
  }),
  object({
    kind: literal('layer'),
    name: word,
    className: word,
    /** As text, `(null, 28, 28, 1)`; null where the layer is not built or has none. */
    inputShape: either(word, literal(null)),
    outputShape: either(word, literal(null)),
    params: either(count, literal(null)),
    weights: list(object({ name: word, trainable: flag, tensor }), 20),
    config: node,
  }),
  failure,
)
export type Output = Checked<typeof output>

/** Worker → page, as JSON text. */
const fromWorker = either(
  object({ type: literal('ready'), backend: word }),
  /** A second output of the same label takes the place of the first. */
  object({ type: literal('output'), output, label: either(word, literal(null)) }),
  /** The limits are reached: the run goes on, its outputs are dropped. */
  object({ type: literal('cut') }),
  /** `tensors` and `bytes` are what was left undisposed. */
  object({ type: literal('done'), ok: flag, ms: number, tensors: count, bytes: count }),
)
export type FromWorker = Checked<typeof fromWorker>

/** The message, or null when it is not one. */
export const readMessage = (json: string): FromWorker | null => readJson(fromWorker, json)

/** Page → frame, with the port that everything else of this worker goes by. Ends the worker before it. */
export interface FrameStart {
  /** The worker's script. */
  worker: Blob
  wasm: ArrayBuffer
  /** How many messages and characters the worker may send within some seconds before it is ended. */
  allowance: { messages: number; characters: number; seconds: number }
}

/** Page → frame, by the port; objects go on to the worker. */
export type ToFrame = 'ping' | 'end' | object

/** Page → frame → worker: one program, and the script of the plot library if it is asked for. */
export interface WorkerRun {
  source: string
  plot: string | null
}

/** Frame → worker, first. */
export interface WorkerStart {
  wasm: ArrayBuffer
}

/** Frame → page, by the port. A worker's message is always a string and the frame's own never is. */
export type FromFrame = string | { frame: 'pong' | 'flood' | 'failed' }
