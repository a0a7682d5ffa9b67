import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { ConvLSTM, type ConvLSTMOptions } from './conv_lstm.ts'

/** An LSTM that convolves over three axes. See {@link convLSTM3d}. */
export class ConvLSTM3D extends ConvLSTM {
  static override readonly className = 'ConvLSTM3D'

  constructor(config: KerasConfig) {
    super(3, config)
  }
}

export type ConvLSTM3DOptions = ConvLSTMOptions<number | [number, number, number]>

/**
 * Long short-term memory whose products are convolutions over three axes, for series of volumes.
 *
 * Input `(batch, steps, depth, rows, columns, channels)`, or `(batch, steps, channels, depth, rows, columns)` with channels first;
 * output `(batch, newDepth, newRows, newColumns, filters)` in the same order, with `returnSequences` the steps behind the batch;
 * with `returnState` a list of output, h and c. Every size but batch and steps is fixed.
 * Weights: `kernel` (…kernelSize, channels, 4 · filters), `recurrent_kernel` (…kernelSize, filters,
 * 4 · filters), `bias` (4 · filters,), in the order input gate, forget gate, candidate, output gate. The
 * recurrent kernel slides over h with padding "same", stride 1 and no dilation.
 * Call options: `mask` (batch, steps), `initialState` [h, c].
 * `inspect` gives `i`, `f`, `candidate`, `o`, `c`, `h`, each with the steps behind the batch, in the order they
 * are read.
 * @throws LayerError for invalid parameters, input of other than 6 dimensions, without steps or smaller than
 * the window, other sizes than it was built for, a dropout of 1, and masks or states that do not fit.
 * Source: keras/src/layers/rnn/conv_lstm3d.py, v3.3.3.
 */
export function convLSTM3d(options: ConvLSTM3DOptions): ConvLSTM3D {
  return new ConvLSTM3D(toKerasConfig(options))
}
