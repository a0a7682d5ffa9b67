import { _FusedMatMul, BatchMatMul, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { takingGradients } from '../gradients.ts'
import { activityRegularizer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { LoraLayer } from '../lora.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat, inShape, runKernel, withBias } from '../ops.ts'
import {
  activation,
  boolean,
  constraint,
  inConfigIfSet,
  initializer,
  integer,
  integerOrNone,
  regularizer,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type RegularizerOption,
} from '../params.ts'
import { firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'

const params = {
  units: integer(0),
  activation: activation(null),
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: activityRegularizer(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  lora_rank: inConfigIfSet(integerOrNone(0)),
}

/** `activation(input · kernel + bias)` along the last axis. See {@link dense}. */
export class Dense extends LoraLayer<typeof params> {
  static override readonly className = 'Dense'
  #bias: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { minRank: 2 }
    this.supportsMasking = true
  }

  protected override makeWeights(inputShape: Shape): void {
    const { units, use_bias: useBias, lora_rank: rank } = this.params
    const inputDim = this.knownAxis(inputShape, -1)
    const kernel = this.createWeight('kernel', {
      shape: [inputDim, units],
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    if (useBias)
      this.#bias = this.createWeight('bias', {
        shape: [units],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.adaptable(kernel, rank)
    this.inputRule = { minRank: 2, axes: { [-1]: inputDim } }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const kernel = this.adapted()
    const bias = this.#bias?.read() ?? null
    const [inputDim, units] = kernel.shape as [number, number]
    const shape = [...x.shape.slice(0, -1), units]
    const { activation } = this.params
    // The wasm backend leaves sums of nothing unset.
    if (inputDim === 0) return activation.apply(withBias(zeros(shape), bias))
    const a = inShape(x, [1, x.size / inputDim, inputDim])
    const b = inShape(kernel, [1, inputDim, units])
    return activation.apply(inShape(sumsOf(a, b, bias), shape))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...firstShape(inputShape).slice(0, -1), this.params.units]
  }
}

/** The product of two matrices, each in a batch of one, with a bias for each column. */
function sumsOf(a: Tensor, b: Tensor, bias: Tensor | null): Tensor {
  const sides = { transposeA: false, transposeB: false }
  // In one step there is no gradient. An activation stays out of it: NaN would be 0 after tfjs's relu there.
  if (bias && !takingGradients())
    return runKernel(_FusedMatMul, { a, b, bias }, { ...sides, activation: 'linear' })
  return withBias(runKernel(BatchMatMul, { a, b }, sides), bias)
}

export interface DenseOptions extends LayerOptions {
  /** How many outputs: the size of the output's last axis. Whole number, 0 or more. */
  units: number
  /** Function of the sums. Default none (linear). */
  activation?: ActivationOption
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** First values of the kernel, shape (input size, units). Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the bias, shape (units,). Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on the output. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none; does not go together with `loraRank`. */
  kernelConstraint?: ConstraintOption
  /** Where the bias must lie. Default none. */
  biasConstraint?: ConstraintOption
  /** Freezes the kernel and trains a correction of this rank instead. Default none. */
  loraRank?: number | null
}

/**
 * A fully connected layer.
 *
 * Input `(batch, …, inputDim)`, at least 2 dimensions; output `(batch, …, units)`.
 * Weights: `kernel` (inputDim, units), `bias` (units,), with LoRA `lora_kernel_a`, `lora_kernel_b`.
 * @throws LayerError for an unknown or invalid parameter, input of fewer than 2 dimensions, or another
 * last axis than the one it was built for.
 * Source: keras/src/layers/core/dense.py, v3.3.3.
 */
export function dense(options: DenseOptions): Dense {
  return new Dense(toKerasConfig(options))
}
