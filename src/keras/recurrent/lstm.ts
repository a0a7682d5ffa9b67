import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import {
  activation,
  anything,
  boolean,
  notInConfig,
  optional,
  regularizer,
  seed,
  type Parsed,
  type RegularizerOption,
} from '../params.ts'
import type { Shape } from '../shapes.ts'
import { BaseRNN, sequenceParams, type SequenceOptions } from './base_rnn.ts'
import { useCudnn } from './cudnn.ts'
import {
  constraintParams,
  dropoutParams,
  initializerParams,
  regularizerParams,
  unitParams,
} from './dense_cell.ts'
import { LSTMCell, type LSTMCellOptions } from './lstm_cell.ts'

const params = {
  ...unitParams,
  recurrent_activation: activation('sigmoid'),
  ...initializerParams,
  unit_forget_bias: boolean(true),
  ...regularizerParams,
  activity_regularizer: regularizer(),
  ...constraintParams,
  ...dropoutParams,
  seed: seed(),
  ...sequenceParams,
  use_cudnn: useCudnn(),
  // How the products are grouped; the numbers are the same.
  implementation: notInConfig(optional(anything(), 2)),
}

/** Long short-term memory. See {@link lstm}. */
export class LSTM extends BaseRNN {
  static override readonly className = 'LSTM'
  declare readonly params: Parsed<typeof params>
  readonly cell: LSTMCell

  constructor(config: KerasConfig) {
    super(params, config)
    this.cell = this.track(new LSTMCell(this.cellConfig('lstm_cell'), this.params))
    this.inputRule = { rank: 3 }
  }

  protected override makeWeights(inputShape: Shape): void {
    const features = this.knownAxis(inputShape, -1)
    super.makeWeights(inputShape)
    this.inputRule = { rank: 3, axes: { 2: features } }
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    if (this.params.use_cudnn === true) throw this.refusal('cudnn-missing', ['use_cudnn'])
    return super.forward(inputs, pass)
  }
}

export interface LSTMOptions extends LSTMCellOptions, SequenceOptions {
  /** Penalty on every output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Keras's choice of a GPU kernel; there is none here. Default "auto". */
  useCudnn?: 'auto' | boolean
}

/**
 * Long short-term memory.
 *
 * Input `(batch, steps, features)`; output `(batch, units)`, or `(batch, steps, units)` with
 * `returnSequences`; with `returnState` a list of output, h and c.
 * Weights: `kernel` (features, 4 · units), `recurrent_kernel` (units, 4 · units), `bias` (4 · units,),
 * their columns in the order input gate, forget gate, candidate, output gate.
 * Call options: `mask` (batch, steps), `initialState` [h, c].
 * `inspect` gives `i`, `f`, `candidate`, `o`, `c`, `h`, each (batch, steps, units) in the order the
 * steps are read; at a masked step `c` and `h` keep their values. Where dropout is drawn it also gives
 * `dropout_mask` (batch, features) and `recurrent_dropout_mask` (batch, units): 0 or 1 / (1 - rate).
 * @throws LayerError for invalid parameters, input of other than 3 dimensions or without steps, and
 * masks or states that do not fit.
 * Source: keras/src/layers/rnn/lstm.py, v3.3.3.
 */
export function lstm(options: LSTMOptions): LSTM {
  return new LSTM(toKerasConfig(options))
}
