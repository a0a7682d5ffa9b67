import { add, expandDims, keep, matMul, mul, reshape, tensor, zeros } from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import type { Initializer } from '../initializers.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import type { Made } from '../objects.ts'
import {
  activation,
  boolean,
  clampedShare,
  constraint,
  initializer,
  integer,
  regularizer,
  type seed,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type Parsed,
  type RegularizerOption,
} from '../params.ts'
import { SeedGenerator } from '../random.ts'
import { sizeOf, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { eachStep, RecurrentCell, type CellRun } from './cell.ts'

export const unitParams = { units: integer(1), activation: activation('tanh') }

export const initializerParams = {
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  recurrent_initializer: initializer('orthogonal'),
  bias_initializer: initializer('zeros'),
}

export const regularizerParams = {
  kernel_regularizer: regularizer(),
  recurrent_regularizer: regularizer(),
  bias_regularizer: regularizer(),
}

export const constraintParams = {
  kernel_constraint: constraint(),
  recurrent_constraint: constraint(),
  bias_constraint: constraint(),
}

export const dropoutParams = { dropout: clampedShare(), recurrent_dropout: clampedShare() }

type DenseParams = typeof unitParams &
  typeof initializerParams &
  typeof regularizerParams &
  typeof constraintParams &
  typeof dropoutParams & { seed: ReturnType<typeof seed> }

export interface DenseCellOptions extends LayerOptions {
  /** Size of the state and of the output. Whole number above 0. */
  units: number
  /** Function of the new values. Default `tanh`. */
  activation?: ActivationOption
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the recurrent kernel. Default `orthogonal`. */
  recurrentInitializer?: InitializerOption
  /** First values of the bias. Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the recurrent kernel. Default none. */
  recurrentRegularizer?: RegularizerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none. */
  kernelConstraint?: ConstraintOption
  /** Where the recurrent kernel must lie. Default none. */
  recurrentConstraint?: ConstraintOption
  /** Where the bias must lie. Default none. */
  biasConstraint?: ConstraintOption
  /** Share of the input dropped in training, one mask for all steps. Default 0. */
  dropout?: number
  /** Share of the state dropped in training before it is multiplied, one mask for all steps. Default 0. */
  recurrentDropout?: number
  /** Seed of the dropout masks. Default none. */
  seed?: number | null
}

type Place = 'dropout' | 'recurrent_dropout'
type Masks = Partial<Record<Place, Tensor>>

/**
 * A cell that multiplies its input and its state by matrices, one block of `units` columns a gate.
 *
 * Input (batch, features). Weights: `kernel` (features, gates · units), `recurrent_kernel`
 * (units, gates · units) and, with use_bias, `bias`.
 * Dropout draws 0 or 1 / (1 - rate) for each input and each state entry. One pass over a sequence has one
 * mask; single calls of the cell share one until `resetDropoutMask` and `resetRecurrentDropoutMask`.
 *
 * Source: keras/src/layers/rnn/dropout_rnn_cell.py, v3.3.3.
 */
export abstract class DenseCell extends RecurrentCell<DenseParams> {
  protected kernel!: Weight
  protected recurrent!: Weight
  protected bias: Weight | null = null
  readonly #gates: number
  readonly #generator: SeedGenerator
  readonly #held: Masks = {}

  constructor(gates: number, schema: DenseParams, config: KerasConfig, parsed?: Parsed<DenseParams>) {
    super(schema, config, parsed)
    this.#gates = gates
    this.#generator = new SeedGenerator(this.params.seed)
    this.inputRule = { rank: 2 }
  }

  get outputSize(): number {
    return this.params.units
  }

  /** The function of one step: `drop` puts the pass's recurrent dropout on the state. */
  protected abstract stepper(drop: (h: Tensor) => Tensor): CellRun['step']

  protected override makeWeights(inputShape: Shape): void {
    const features = this.knownAxis(inputShape, -1)
    const columns = this.#gates * this.params.units
    this.kernel = this.createWeight('kernel', {
      shape: [features, columns],
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    this.recurrent = this.createWeight('recurrent_kernel', {
      shape: [this.params.units, columns],
      initializer: this.params.recurrent_initializer,
      regularizer: this.params.recurrent_regularizer,
      constraint: this.params.recurrent_constraint,
      parameter: 'recurrent',
    })
    if (this.params.use_bias)
      this.bias = this.createWeight('bias', {
        shape: this.biasShape(columns),
        initializer: this.biasInitializer(),
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.inputRule = { rank: 2, axes: { 1: features } }
  }

  protected biasShape(columns: number): number[] {
    return [columns]
  }

  protected biasInitializer(): Made<Initializer> {
    return this.params.bias_initializer
  }

  /** What is added to input times kernel, (columns,). */
  protected inputBias(): Tensor | null {
    return this.bias?.read() ?? null
  }

  run(pass: Pass, single = false): CellRun {
    const masks: Masks = single ? this.#held : {}
    const drop = (place: Place, x: Tensor): Tensor => {
      const mask = this.#mask(place, [x.shape[0]!, x.shape.at(-1)!], masks, pass)
      return mask ? mul(x, x.rank === 3 ? expandDims(mask, 1) : mask) : x
    }
    return {
      inputs: (sequence) => this.#inputSums(drop('dropout', sequence)),
      step: this.stepper((h) => drop('recurrent_dropout', h)),
    }
  }

  /** Input times kernel plus bias for all steps at once: one (batch, columns) tensor a step. */
  #inputSums(x: Tensor): Tensor[] {
    const [batch, steps, features] = x.shape as [number, number, number]
    const rows = reshape(x, [batch * steps, features]) as Tensor2D
    // The wasm backend leaves a product over no features unset.
    const product =
      features === 0
        ? zeros([rows.shape[0], this.#gates * this.params.units])
        : matMul(rows, this.kernel.read() as Tensor2D)
    const bias = this.inputBias()
    const sums = bias ? add(product, bias) : product
    return eachStep(reshape(sums, [batch, steps, sums.shape[1]!]))
  }

  // ---- dropout ----------------------------------------------------------------------------------

  #mask(place: Place, shape: number[], masks: Masks, pass: Pass): Tensor | null {
    const rate = this.params[place]
    if (rate === 1) throw this.refusal('rate-one', [place])
    if (!pass.training || rate === 0) return null
    const known = masks[place]
    if (known && known.shape.join() === shape.join()) return known
    const stream = this.#generator.next()
    const draw = () => (stream.uniform() >= rate ? 1 / (1 - rate) : 0)
    const mask = tensor(Float32Array.from({ length: sizeOf(shape) }, draw), shape)
    known?.dispose()
    masks[place] = masks === this.#held ? keep(mask) : mask
    pass.record?.(`${place}_mask`, mask)
    return mask
  }

  #forget(place: Place): void {
    this.#held[place]?.dispose()
    delete this.#held[place]
  }

  /** The next single call draws a new mask for the input. */
  resetDropoutMask(): void {
    this.#forget('dropout')
  }

  /** The next single call draws a new mask for the state. */
  resetRecurrentDropoutMask(): void {
    this.#forget('recurrent_dropout')
  }

  protected override disposeWeights(): number {
    this.resetDropoutMask()
    this.resetRecurrentDropoutMask()
    return super.disposeWeights()
  }
}
