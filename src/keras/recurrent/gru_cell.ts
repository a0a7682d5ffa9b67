import { add, matMul, mul, split, sub, unstack } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import {
  activation,
  anything,
  boolean,
  notInConfig,
  optional,
  seed,
  type ActivationOption,
  type Parsed,
} from '../params.ts'
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
  recurrent_activation: activation('sigmoid'),
  ...initializerParams,
  ...regularizerParams,
  ...constraintParams,
  ...dropoutParams,
  reset_after: boolean(true),
  seed: seed(),
  // How the products are grouped; the numbers are the same.
  implementation: notInConfig(optional(anything(), 2)),
}

type Params = Omit<Parsed<typeof params>, 'implementation'>

/** One step of a gated recurrent unit. See {@link gruCell}. */
export class GRUCell extends DenseCell {
  static override readonly className = 'GRUCell'
  declare readonly params: Params
  readonly stateNames = ['h']

  constructor(config: KerasConfig, parsed?: Params) {
    super(3, params, config, parsed)
  }

  get stateSize(): number {
    return this.params.units
  }

  /** With reset_after one row is added to input times kernel, the other to state times recurrent kernel. */
  protected override biasShape(columns: number): number[] {
    return this.params.reset_after ? [2, columns] : [columns]
  }

  #biases(): readonly (Tensor | null)[] {
    const bias = this.bias?.read() ?? null
    return bias && this.params.reset_after ? unstack(bias) : [bias, null]
  }

  protected override inputBias(): Tensor | null {
    return this.#biases()[0] ?? null
  }

  protected stepper(drop: (h: Tensor) => Tensor): CellRun['step'] {
    const { units, activation: activate, recurrent_activation: gate, reset_after: after } = this.params
    const recurrent = this.recurrent.read()
    const bias = this.#biases()[1]
    // Before the reset there is nothing to multiply the candidate's block with.
    const [gates, last] = after ? [recurrent, null] : split(recurrent, [2 * units, units], 1)
    return (sums, [state], record) => {
      const h = drop(state!) as Tensor2D
      const product = matMul(h, gates as Tensor2D)
      const carried = split(bias ? add(product, bias) : product, after ? 3 : 2, 1)
      const [forZ, forR, forCandidate] = split(sums, 3, 1) as [Tensor, Tensor, Tensor]
      const z = gate.apply(add(forZ, carried[0]!))
      const r = gate.apply(add(forR, carried[1]!))
      const reset = last ? matMul(mul(r, h) as Tensor2D, last as Tensor2D) : mul(r, carried[2]!)
      const candidate = activate.apply(add(forCandidate, reset))
      const next = add(mul(z, h), mul(sub(1, z), candidate))
      if (record) for (const [name, value] of Object.entries({ z, r, candidate })) record(name, value)
      return [next, next]
    }
  }
}

export interface GRUCellOptions extends DenseCellOptions {
  /** Function of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationOption
  /** Whether the reset gate works on the product of state and recurrent kernel, or on the state. Default true. */
  resetAfter?: boolean
}

/**
 * One step of a gated recurrent unit, for `rnn` and for loops of one's own.
 *
 * Input `(batch, features)` and `states` [h], (batch, units); output a list of the output and h, both
 * (batch, units) and the same.
 * Weights: `kernel` (features, 3 · units), `recurrent_kernel` (units, 3 · units), `bias` (2, 3 · units), or
 * (3 · units,) without `resetAfter`; their columns in the order update gate, reset gate, candidate.
 * `inspect` gives `z`, `r`, `candidate`, and the dropout masks where they are drawn.
 * @throws LayerError for invalid parameters, input of other than 2 dimensions, or states that do not fit.
 * Source: keras/src/layers/rnn/gru.py, v3.3.3.
 */
export function gruCell(options: GRUCellOptions): GRUCell {
  return new GRUCell(toKerasConfig(options))
}
