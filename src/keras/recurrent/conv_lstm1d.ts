import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { ConvLSTM, type ConvLSTMOptions } from './conv_lstm.ts'

/** An LSTM that convolves over one axis. See {@link convLSTM1d}. */
export class ConvLSTM1D extends ConvLSTM {
  static override readonly className = 'ConvLSTM1D'

  constructor(config: KerasConfig) {
    super(1, config)
  }
}

export type ConvLSTM1DOptions = ConvLSTMOptions<number | [number]>

/**
 * Long short-term memory whose products are convolutions over one axis.
 *
 * Input `(batch, steps, length, channels)`, or `(batch, steps, channels, length)` with channels first;
 * output `(batch, newLength, filters)` in the same order, with `returnSequences` the steps behind the batch;
 * with `returnState` a list of output, h and c. Every size but batch and steps is fixed.
 * Weights: `kernel` (…kernelSize, channels, 4 · filters), `recurrent_kernel` (…kernelSize, filters,
 * 4 · filters), `bias` (4 · filters,), in the order input gate, forget gate, candidate, output gate. The
 * recurrent kernel slides over h with padding "same", stride 1 and no dilation.
 * Call options: `mask` (batch, steps), `initialState` [h, c].
 * `inspect` gives `i`, `f`, `candidate`, `o`, `c`, `h`, each with the steps behind the batch, in the order they
 * are read.
 * @throws LayerError for invalid parameters, input of other than 4 dimensions, without steps or smaller than
 * the window, other sizes than it was built for, a dropout of 1, and masks or states that do not fit.
 * Source: keras/src/layers/rnn/conv_lstm1d.py, v3.3.3.
 */
export function convLSTM1d(options: ConvLSTM1DOptions): ConvLSTM1D {
  return new ConvLSTM1D(toKerasConfig(options))
}
