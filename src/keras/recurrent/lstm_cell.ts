import { add, matMul, mul, split } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { Initializer } from '../initializers.ts'
import type { KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { Made } from '../objects.ts'
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
import { forgetBias } from './forget_bias.ts'

const params = {
  ...unitParams,
  recurrent_activation: activation('sigmoid'),
  ...initializerParams,
  unit_forget_bias: boolean(true),
  ...regularizerParams,
  ...constraintParams,
  ...dropoutParams,
  seed: seed(),
  // How the products are grouped; the numbers are the same.
  implementation: notInConfig(optional(anything(), 2)),
}

type Params = Parsed<typeof params>

/** One step of long short-term memory. See {@link lstmCell}. */
export class LSTMCell extends DenseCell {
  static override readonly className = 'LSTMCell'
  declare readonly params: Params
  readonly stateNames = ['h', 'c']

  constructor(config: KerasConfig, parsed?: Params) {
    super(4, params, config, parsed)
  }

  get stateSize(): readonly number[] {
    return [this.params.units, this.params.units]
  }

  /** With unit_forget_bias the forget gate's quarter starts at 1. */
  protected override biasInitializer(): Made<Initializer> {
    const { bias_initializer: made, unit_forget_bias: unitForget, units } = this.params
    const where = { layer: this.getClassName(), param: 'bias_initializer' }
    return unitForget ? forgetBias(made, units, where) : made
  }

  protected stepper(drop: (h: Tensor) => Tensor): CellRun['step'] {
    const { activation: activate, recurrent_activation: gate } = this.params
    const recurrent = this.recurrent.read() as Tensor2D
    return (sums, [h, c], record) => {
      const z = add(sums, matMul(drop(h!) as Tensor2D, recurrent))
      const [first, second, third, fourth] = split(z, 4, 1) as [Tensor, Tensor, Tensor, Tensor]
      const i = gate.apply(first)
      const f = gate.apply(second)
      const candidate = activate.apply(third)
      const o = gate.apply(fourth)
      const nextC = add(mul(f, c!), mul(i, candidate))
      const nextH = mul(o, activate.apply(nextC))
      if (record) for (const [name, value] of Object.entries({ i, f, candidate, o })) record(name, value)
      return [nextH, nextH, nextC]
    }
  }

  protected override configKeys(): readonly string[] {
    const others = super.configKeys().filter((key) => key !== 'unit_forget_bias')
    return others.flatMap((key) => (key === 'use_bias' ? [key, 'unit_forget_bias'] : key))
  }
}

export interface LSTMCellOptions extends DenseCellOptions {
  /** Function of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationOption
  /** Whether the forget gate's bias starts at 1. Default true. */
  unitForgetBias?: boolean
}

/**
 * One step of long short-term memory, for `rnn` and for loops of one's own.
 *
 * Input `(batch, features)` and `states` [h, c], each (batch, units); output a list of the output, h and c,
 * each (batch, units); the output is h.
 * Weights: `kernel` (features, 4 · units), `recurrent_kernel` (units, 4 · units), `bias` (4 · units,),
 * their columns in the order input gate, forget gate, candidate, output gate.
 * `inspect` gives `i`, `f`, `candidate`, `o`, and the dropout masks where they are drawn.
 * @throws LayerError for invalid parameters, input of other than 2 dimensions, or states that do not fit.
 * Source: keras/src/layers/rnn/lstm.py, v3.3.3.
 */
export function lstmCell(options: LSTMCellOptions): LSTMCell {
  return new LSTMCell(toKerasConfig(options))
}
