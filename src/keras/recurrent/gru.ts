import type { Tensor } from '@tensorflow/tfjs-core'
import type { KerasConfig, Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { activation, boolean, regularizer, seed, type Parsed, type RegularizerOption } from '../params.ts'
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
import { GRUCell, type GRUCellOptions } from './gru_cell.ts'

const params = {
  ...unitParams,
  recurrent_activation: activation('sigmoid'),
  ...initializerParams,
  ...regularizerParams,
  activity_regularizer: regularizer(),
  ...constraintParams,
  ...dropoutParams,
  seed: seed(),
  ...sequenceParams,
  reset_after: boolean(true),
  use_cudnn: useCudnn(),
}

/** Gated recurrent unit. See {@link gru}. */
export class GRU extends BaseRNN {
  static override readonly className = 'GRU'
  declare readonly params: Parsed<typeof params>
  readonly cell: GRUCell

  constructor(config: KerasConfig) {
    super(params, config)
    this.cell = this.track(new GRUCell(this.cellConfig('gru_cell'), this.params))
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

  protected override configKeys(): readonly string[] {
    return [...super.configKeys().filter((key) => key !== 'seed'), 'seed']
  }
}

export interface GRUOptions extends GRUCellOptions, SequenceOptions {
  /** Penalty on every output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Keras's choice of a GPU kernel; there is none here. Default "auto". */
  useCudnn?: 'auto' | boolean
}

/**
 * Gated recurrent unit.
 *
 * Input `(batch, steps, features)`; output `(batch, units)`, or `(batch, steps, units)` with
 * `returnSequences`; with `returnState` a list of output and h.
 * Weights: `kernel` (features, 3 · units), `recurrent_kernel` (units, 3 · units), `bias` (2, 3 · units), or
 * (3 · units,) without `resetAfter`; their columns in the order update gate, reset gate, candidate.
 * Call options: `mask` (batch, steps), `initialState` [h].
 * `inspect` gives `z`, `r`, `candidate`, `h`, each (batch, steps, units) in the order the steps are read; at a
 * masked step `h` keeps its values. Where dropout is drawn it also gives `dropout_mask` (batch, features) and
 * `recurrent_dropout_mask` (batch, units): 0 or 1 / (1 - rate).
 * @throws LayerError for invalid parameters, input of other than 3 dimensions or without steps, and
 * masks or states that do not fit.
 * Source: keras/src/layers/rnn/gru.py, v3.3.3.
 */
export function gru(options: GRUOptions): GRU {
  return new GRU(toKerasConfig(options))
}
