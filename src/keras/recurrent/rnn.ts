import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { serializeLayer, type LayerOption } from '../nested.ts'
import type { Param, Parsed } from '../params.ts'
import { BaseRNN, sequenceParams, type SequenceOptions } from './base_rnn.ts'
import type { CellLayer } from './cell.ts'
import { parseCell, StackedRNNCells } from './stacked_rnn_cells.ts'

const cell = (): Param<CellLayer> => ({
  inConfig: 'always',
  parse: (value, where) =>
    Array.isArray(value)
      ? new StackedRNNCells({ cells: value.map((one) => parseCell(one, where)) })
      : parseCell(value, where),
  serialize: serializeLayer,
})

const params = { cell: cell(), ...sequenceParams }

/** Any cell over a sequence. See {@link rnn}. */
export class RNN extends BaseRNN {
  static override readonly className = 'RNN'
  declare readonly params: Parsed<typeof params>
  readonly cell: CellLayer

  constructor(config: KerasConfig) {
    super(params, config)
    this.cell = this.params.cell
    this.track(this.cell)
  }
}

export interface RNNOptions extends SequenceOptions {
  /** What runs at every step: a cell such as `lstmCell`, a cell of one's own, or a list of cells. */
  cell: LayerOption | readonly LayerOption[]
}

/**
 * Runs a cell over the steps of a sequence.
 *
 * Input `(batch, steps, …)`; output `(batch, outputSize)`, or `(batch, steps, outputSize)` with
 * `returnSequences`; with `returnState` a list of the output and the last states. Weights: those of the cell.
 * Call options: `mask` (batch, steps), `initialState`: one tensor for each state.
 * `inspect` gives what the cell gives, and its states under their names, each (batch, steps, size) in the order
 * the steps are read; at a masked step states keep their values.
 *
 * A cell of one's own is a layer with a `stateSize` (a whole number, or a list of them) that, called on
 * `[input, ...states]`, gives `[output, ...newStates]`; `outputSize` and `getInitialState(batch)` are optional.
 * @throws LayerError for what is no cell, input of fewer than 3 dimensions or without steps, masks or states that
 * do not fit, and what the cell refuses.
 * Source: keras/src/layers/rnn/rnn.py, v3.3.3.
 */
export function rnn(options: RNNOptions): RNN {
  return new RNN(toKerasConfig(options))
}
