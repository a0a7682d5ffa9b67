import { add, matMul } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { seed, type Parsed } from '../params.ts'
import type { CellRun } from './cell.ts'
import {
  constraintParams,
  DenseCell,
  dropoutParams,
  initializerParams,
  regularizerParams,
  unitParams,
  type DenseCellOptions,
} from './dense_cell.ts'

const params = {
  ...unitParams,
  ...initializerParams,
  ...regularizerParams,
  ...constraintParams,
  ...dropoutParams,
  seed: seed(),
}

/** One step of a plain recurrent layer. See {@link simpleRNNCell}. */
export class SimpleRNNCell extends DenseCell {
  static override readonly className = 'SimpleRNNCell'
  readonly stateNames = ['h']

  constructor(config: KerasConfig, parsed?: Parsed<typeof params>) {
    super(1, params, config, parsed)
  }

  get stateSize(): number {
    return this.params.units
  }

  protected stepper(drop: (h: Tensor) => Tensor): CellRun['step'] {
    const recurrent = this.recurrent.read() as Tensor2D
    return (sums, [h]) => {
      const next = this.params.activation.apply(add(sums, matMul(drop(h!) as Tensor2D, recurrent)))
      return [next, next]
    }
  }
}

export type SimpleRNNCellOptions = DenseCellOptions

/**
 * One step of a plain recurrent layer: `activation(input · kernel + bias + h · recurrent_kernel)`.
 *
 * Input `(batch, features)` and `states` [h], (batch, units); output a list of the output and h, both
 * (batch, units) and the same.
 * Weights: `kernel` (features, units), `recurrent_kernel` (units, units), `bias` (units,).
 * `inspect` gives the dropout masks where they are drawn.
 * @throws LayerError for invalid parameters, input of other than 2 dimensions, or states that do not fit.
 * Source: keras/src/layers/rnn/simple_rnn.py, v3.3.3.
 */
export function simpleRNNCell(options: SimpleRNNCellOptions): SimpleRNNCell {
  return new SimpleRNNCell(toKerasConfig(options))
}
