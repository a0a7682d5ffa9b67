import type { Tensor } from '@tensorflow/tfjs-core'
import type { SlidingOptions } from '../convolution/sliding.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import {
  regularizer,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type Parsed,
  type RegularizerOption,
} from '../params.ts'
import { toList, type Shape } from '../shapes.ts'
import { BaseRNN, sequenceParams, type SequenceOptions } from './base_rnn.ts'
import { ConvLSTMCell, firstParams, lastParams } from './conv_lstm_cell.ts'

const params = (axes: number) => ({
  ...firstParams(axes),
  activity_regularizer: regularizer(),
  ...lastParams,
  ...sequenceParams,
})

/**
 * Convolutional LSTMs over one to three axes.
 * Source: keras/src/layers/rnn/conv_lstm.py, v3.3.3.
 */
export abstract class ConvLSTM extends BaseRNN {
  declare readonly params: Parsed<ReturnType<typeof params>>
  readonly cell: ConvLSTMCell

  constructor(axes: 1 | 2 | 3, config: KerasConfig) {
    super(params(axes), config)
    this.cell = this.track(new ConvLSTMCell(axes, this.cellConfig('conv_lstm_cell'), this.params))
    this.inputRule = { rank: axes + 3 }
  }

  protected override makeWeights(inputShape: Shape): void {
    this.checkShape(inputShape)
    // The kernel slides, but the states have the size of one input.
    const axes = inputShape.map((_, axis) => axis).slice(2)
    const sizes = axes.map((axis) => [axis, this.knownAxis(inputShape, axis)])
    super.makeWeights(inputShape)
    this.inputRule = { rank: inputShape.length, axes: Object.fromEntries(sizes) as Record<number, number> }
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    const given = pass.options.initialState ?? pass.options.initial_state ?? []
    const [h] = inputs.length > 1 ? inputs.slice(1) : toList(given)
    const [expected] = this.stepShapes(inputs[0]!.shape).states
    // Repeated along an axis that is convolved, it would be another state.
    if (h && h.shape.slice(1).join() !== expected!.slice(1).join())
      throw this.refusal('states-shape', ['initial_state'], {
        index: 1,
        value: showShape(h.shape),
        expected: showShape(expected!),
      })
    return super.forward(inputs, pass)
  }
}

/** Options that all convolutional LSTMs share. `Size` is the form of sizes along the spatial axes. */
export interface ConvLSTMOptions<Size> extends SlidingOptions<Size, 'valid' | 'same'>, SequenceOptions {
  /** How many channels the states and the output have. Whole number above 0. */
  filters: number
  /** Steps between places of the window over the input. Default 1; not above 1 together with `dilationRate`. */
  strides?: Size
  /** Distance between the entries of the window over the input. Default 1. */
  dilationRate?: Size
  /** Function of the candidate and of the cell state. Default `tanh`. */
  activation?: ActivationOption
  /** Function of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationOption
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the recurrent kernel. Default `orthogonal`. */
  recurrentInitializer?: InitializerOption
  /** Whether the forget gate's bias starts at 1. Default true. */
  unitForgetBias?: boolean
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the recurrent kernel. Default none. */
  recurrentRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none. */
  kernelConstraint?: ConstraintOption
  /** Where the recurrent kernel must lie. Default none. */
  recurrentConstraint?: ConstraintOption
  /** A share below 1. It changes nothing: Keras 3.3.3 leaves the dropout of this layer out. Default 0. */
  dropout?: number
  /** A share below 1. It changes nothing, as `dropout`. Default 0. */
  recurrentDropout?: number
  /** Seed of the dropout that Keras 3.3.3 leaves out. Default none. */
  seed?: number | null
}
