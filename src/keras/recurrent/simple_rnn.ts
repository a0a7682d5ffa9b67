import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, optional, seed, type Parsed, type RegularizerOption } from '../params.ts'
import type { Shape } from '../shapes.ts'
import { BaseRNN, sequenceParams, type SequenceOptions } from './base_rnn.ts'
import {
  constraintParams,
  dropoutParams,
  initializerParams,
  regularizerParams,
  unitParams,
  type DenseCellOptions,
} from './dense_cell.ts'
import { SimpleRNNCell } from './simple_rnn_cell.ts'

const params = {
  ...unitParams,
  ...initializerParams,
  ...regularizerParams,
  activity_regularizer: optional(anything(), null),
  ...constraintParams,
  ...dropoutParams,
  ...sequenceParams,
  seed: seed(),
}

/** A plain recurrent layer. See {@link simpleRNN}. */
export class SimpleRNN extends BaseRNN {
  static override readonly className = 'SimpleRNN'
  declare readonly params: Parsed<typeof params>
  readonly cell: SimpleRNNCell

  constructor(config: KerasConfig) {
    // Keras takes an activity_regularizer but hands it to nobody.
    super(params, { ...config, activity_regularizer: null })
    this.cell = this.track(new SimpleRNNCell(this.cellConfig('simple_rnn_cell'), this.params))
    this.inputRule = { rank: 3 }
  }

  protected override makeWeights(inputShape: Shape): void {
    const features = this.knownAxis(inputShape, -1)
    super.makeWeights(inputShape)
    this.inputRule = { rank: 3, axes: { 2: features } }
  }

  protected override configKeys(): readonly string[] {
    return super.configKeys().filter((key) => key !== 'seed')
  }
}

export interface SimpleRNNOptions extends DenseCellOptions, SequenceOptions {
  /** Keras 3.3.3 takes it and does nothing with it. Default none. */
  activityRegularizer?: RegularizerOption
}

/**
 * A plain recurrent layer: at each step `h = activation(input · kernel + bias + h · recurrent_kernel)`.
 *
 * Input `(batch, steps, features)`; output `(batch, units)`, or `(batch, steps, units)` with
 * `returnSequences`; with `returnState` a list of output and h.
 * Weights: `kernel` (features, units), `recurrent_kernel` (units, units), `bias` (units,).
 * Call options: `mask` (batch, steps), `initialState` [h].
 * `inspect` gives `h`, (batch, steps, units) in the order the steps are read; at a masked step it keeps its values.
 * Where dropout is drawn it also gives `dropout_mask` (batch, features) and `recurrent_dropout_mask`
 * (batch, units): 0 or 1 / (1 - rate).
 * @throws LayerError for invalid parameters, input of other than 3 dimensions or without steps, and
 * masks or states that do not fit.
 * Source: keras/src/layers/rnn/simple_rnn.py, v3.3.3.
 */
export function simpleRNN(options: SimpleRNNOptions): SimpleRNN {
  return new SimpleRNN(toKerasConfig(options))
}
