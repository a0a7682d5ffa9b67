import {
  count,
  either,
  flag,
  list,
  literal,
  number,
  object,
  readJson,
  record,
  text,
  type Checked,
} from '../sandbox/check.ts'
import { output, scalar, word } from '../sandbox/protocol.ts'

/** What one cell's run may show, and what one input may hold. */
export const KERNEL_LIMITS = {
  options: 200,
  text: 20_000,
  /** Points of one training curve; longer ones are thinned. */
  points: 500,
  metrics: 20,
  names: 500,
} as const

const control = either(
  object({ type: literal('slider'), min: number, max: number, step: number, value: number }),
  object({
    type: literal('number'),
    min: either(number, literal(null)),
    max: either(number, literal(null)),
    step: either(number, literal(null)),
    value: number,
  }),
  /** `value` is the place among the options, from 0. */
  object({ type: literal('select'), options: list(word, KERNEL_LIMITS.options), value: count }),
  object({ type: literal('toggle'), value: flag }),
  object({ type: literal('text'), value: text(KERNEL_LIMITS.text), placeholder: word }),
  /** `value` counts the clicks. */
  object({ type: literal('button'), value: count }),
)
export type Control = Checked<typeof control>

/** An input that a cell made. `input` is its number within the cell; `label` falls back to its variable's name. */
const input = object({ kind: literal('input'), input: count, label: word, control })
export type InputOutput = Checked<typeof input>

/** A `model.fit` on its way. */
const training = object({
  kind: literal('training'),
  /** The training's number within the kernel. */
  training: count,
  state: literal('running', 'paused', 'done', 'finished', 'failed'),
  /** Epochs done, and asked for. */
  epoch: count,
  epochs: count,
  /** Batches done in this epoch, and there are; 0 where that is unknown. */
  batch: count,
  batches: count,
  /** Seconds of training so far, and left by the pace so far; null before there is one. */
  seconds: number,
  left: either(number, literal(null)),
  /** The metrics at the end of epochs `at`, by tfjs's names: loss, val_loss, acc … */
  at: list(count, KERNEL_LIMITS.points),
  metrics: record(list(scalar, KERNEL_LIMITS.points), KERNEL_LIMITS.metrics),
  /** The backend that computes, and the kernels it lacks, which the cpu backend computes instead. */
  backend: word,
  borrowed: list(word, 50),
})
export type TrainingOutput = Checked<typeof training>

const shown = either(output, input, training)
export type KernelOutput = Checked<typeof shown>

/**
 * waiting: it will run once what it uses is there. done, failed: it ran to its end. blocked: it cannot run (a cell
 * it uses failed, a name is defined twice, a cycle); its error output says why.
 */
const cellState = literal('waiting', 'running', 'done', 'failed', 'blocked')
export type KernelCellState = Checked<typeof cellState>

/** Kernel → page, as JSON text. `run` counts the runs of a cell: what belongs to an older one is dropped. */
const fromKernel = either(
  object({ type: literal('ready'), backend: word }),
  object({
    type: literal('state'),
    cell: word,
    run: count,
    state: cellState,
    /** How long it ran; 0 before its end. */
    ms: number,
    /** Names it gives to other cells, and names of other cells that it uses. */
    defines: list(word, KERNEL_LIMITS.names),
    uses: list(word, KERNEL_LIMITS.names),
  }),
  /** Something shown. A second output of the same slot takes the place of the first. */
  object({
    type: literal('output'),
    cell: word,
    run: count,
    slot: count,
    label: either(word, literal(null)),
    output: shown,
  }),
  /** The cell's limits are reached: its further outputs are dropped. */
  object({ type: literal('cut'), cell: word, run: count }),
  /** Nothing is left to run. `tensors` and `bytes` are what is alive. */
  object({ type: literal('idle'), tensors: count, bytes: count }),
)
export type FromKernel = Checked<typeof fromKernel>

/** The message, or null when it is not one. */
export const readKernelMessage = (json: string): FromKernel | null => readJson(fromKernel, json)

export interface CodeCell {
  id: string
  /** Its number on the page, by which messages name it. */
  place: number
  source: string
}

/** Page → kernel. */
export type ToKernel =
  /**
   * Runs the wanted cells as they stand here, the cells they use that have not run yet, and those that ran and use
   * them. `cells` are all code cells in the order of the page.
   */
  | { type: 'run'; cells: CodeCell[]; wanted: string[] }
  /** The plot library, before the first cell that asks for it. */
  | { type: 'plot'; script: string }
  /** The cell is gone, and what it defined with it. */
  | { type: 'remove'; cell: string }
  | { type: 'input'; cell: string; input: number; value: number | boolean | string }
  | { type: 'training'; training: number; action: 'pause' | 'resume' | 'finish' }
