import { add, mul, reshape, split, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { findActivation } from '../activations.ts'
import { convolve } from '../convolution/convolve.ts'
import { Sliding, slidingParams } from '../convolution/sliding.ts'
import { showShape } from '../errors.ts'
import type { KerasConfig, Pass } from '../layer.ts'
import { activation, boolean, integer, seed, type Parsed } from '../params.ts'
import type { Shape } from '../shapes.ts'
import { stepsOf } from '../steps.ts'
import type { Weight } from '../weight.ts'
import { RecurrentCell, type CellRun, type StepShapes } from './cell.ts'
import { constraintParams, dropoutParams, initializerParams, regularizerParams } from './dense_cell.ts'
import { forgetBias } from './forget_bias.ts'

/** The parameters of the cell; those of the layer have one between them. */
export const firstParams = (axes: number) => ({
  filters: integer(1),
  ...slidingParams(axes, ['valid', 'same']),
  activation: activation('tanh'),
  recurrent_activation: activation('sigmoid'),
  ...initializerParams,
  unit_forget_bias: boolean(true),
  ...regularizerParams,
})
export const lastParams = { ...constraintParams, ...dropoutParams, seed: seed() }

const params = (axes: number) => ({ ...firstParams(axes), ...lastParams })

/**
 * One step of a convolutional LSTM over one to three axes.
 *
 * Weights: `kernel` (…size, channels, 4 · filters), `recurrent_kernel` (…size, filters, 4 · filters) and, with
 * use_bias, `bias` (4 · filters,), in the order input gate, forget gate, candidate, output gate.
 * Dropout changes nothing: Keras 3.3.3 draws its masks here, but leaves them out of the computation.
 *
 * Source: keras/src/layers/rnn/conv_lstm.py, v3.3.3.
 */
export class ConvLSTMCell extends RecurrentCell<ReturnType<typeof params>> {
  static override readonly className = 'ConvLSTMCell'
  readonly stateNames = ['h', 'c']
  /** How the kernel goes over the input, and the recurrent kernel over the state. */
  readonly #entering: Sliding
  readonly #carrying: Sliding
  #kernel!: Weight
  #recurrent!: Weight
  #bias: Weight | null = null
  #step: Shape = []

  constructor(axes: number, config: KerasConfig, parsed: Parsed<ReturnType<typeof params>>) {
    super(params(axes), config, parsed)
    const linear = findActivation('linear')!
    const ones = Array<number>(axes).fill(1)
    const layer = this.getClassName()
    this.#entering = new Sliding(layer, { ...this.params, activation: linear })
    this.#carrying = new Sliding(layer, {
      ...this.params,
      strides: ones,
      dilation_rate: ones,
      padding: 'same',
      activation: linear,
    })
    this.inputRule = { rank: axes + 2 }
  }

  get stateSize(): readonly number[] {
    return [this.params.filters, this.params.filters]
  }

  get outputSize(): number {
    return this.params.filters
  }

  override stepShapes(input: Shape): StepShapes {
    const output = this.#entering.outputShape(input, this.params.filters)
    return { output, states: [output, output] }
  }

  override getInitialState(batch: number): Tensor[] {
    return this.stepShapes([batch, ...this.#step]).states.map((shape) => zeros(shape as number[]))
  }

  protected override makeWeights(inputShape: Shape): void {
    const { filters, kernel_size: size, use_bias: useBias, unit_forget_bias: unitForget } = this.params
    const axis = this.#entering.channelAxis
    const channels = this.knownAxis(inputShape, axis)
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    this.#step = inputShape.slice(1)
    this.stepShapes(inputShape)
    this.#kernel = this.createWeight('kernel', {
      shape: [...size, channels, 4 * filters],
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    this.#recurrent = this.createWeight('recurrent_kernel', {
      shape: [...size, filters, 4 * filters],
      initializer: this.params.recurrent_initializer,
      regularizer: this.params.recurrent_regularizer,
      constraint: this.params.recurrent_constraint,
      parameter: 'recurrent',
    })
    const made = this.params.bias_initializer
    const where = { layer: this.getClassName(), param: 'bias_initializer' }
    if (useBias)
      this.#bias = this.createWeight('bias', {
        shape: [4 * filters],
        initializer: unitForget ? forgetBias(made, filters, where) : made,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
  }

  run(_pass: Pass): CellRun {
    const { activation: activate, recurrent_activation: gate } = this.params
    for (const rate of ['dropout', 'recurrent_dropout'] as const)
      if (this.params[rate] === 1) throw this.refusal('rate-one', [rate])
    const recurrent = this.#recurrent.read()
    return {
      inputs: (sequence) => this.#inputSums(sequence),
      step: (sums, [h, c], record) => {
        const z = add(sums, convolved(this.#carrying, h!, recurrent, null))
        const [first, second, third, fourth] = split(z, 4, this.#entering.channelAxis)
        const i = gate.apply(first!)
        const f = gate.apply(second!)
        const candidate = activate.apply(third!)
        const o = gate.apply(fourth!)
        const nextC = add(mul(f, c!), mul(i, candidate))
        const nextH = mul(o, activate.apply(nextC))
        if (record) for (const [name, value] of Object.entries({ i, f, candidate, o })) record(name, value)
        return [nextH, nextH, nextC]
      },
    }
  }

  /** Input times kernel plus bias for all steps at once, the steps as samples. */
  #inputSums(sequence: Tensor): Tensor[] {
    const [batch, steps, ...rest] = sequence.shape as [number, number, ...number[]]
    const samples = reshape(sequence, [batch * steps, ...rest])
    const sums = convolved(this.#entering, samples, this.#kernel.read(), this.#bias)
    return stepsOf(reshape(sums, [batch, steps, ...sums.shape.slice(1)]))
  }
}

const convolved = (sliding: Sliding, x: Tensor, kernel: Tensor, bias: Weight | null): Tensor =>
  sliding.compute(x, (image) => convolve(image, kernel, sliding.slideOver(image), bias?.read() ?? null))
