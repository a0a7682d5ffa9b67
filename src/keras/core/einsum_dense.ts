import { add } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import type { KerasConfig, LayerOptions, Pass } from '../layer.ts'
import { LoraLayer } from '../lora.ts'
import { toKerasConfig } from '../naming.ts'
import { asFloat } from '../ops.ts'
import {
  activation,
  constraint,
  inConfigIfSet,
  initializer,
  integerOrNone,
  optional,
  regularizer,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type Param,
  type RegularizerOption,
} from '../params.ts'
import { broadcast, firstShape, isKnown, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { einsum } from './einsum.ts'

const equation = (): Param<string> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    if (typeof value !== 'string')
      throw new LayerError('einsum-equation', layer, [param], { value: show(value) })
    return value
  },
  serialize: (value) => value,
})

/** The output's shape without the batch: whole numbers, null where the equation gives the size. */
const outputShape = (): Param<Shape> => ({
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    const list: unknown[] = Array.isArray(value) ? value : [value]
    const bad = list.findIndex(
      (entry) =>
        !(Number.isInteger(entry) && (entry as number) >= 0) && !(entry === null && Array.isArray(value)),
    )
    if (bad >= 0)
      throw new LayerError('shape-entries', layer, [param], { value: show(value), entry: show(list[bad]) })
    return list as Shape
  },
  serialize: (value) => value,
})

const biasAxes = (): Param<string | string[] | null> =>
  optional(
    {
      inConfig: 'always',
      parse: (value, { layer, param }) => {
        const isLabels = [value].flat().every((entry) => typeof entry === 'string')
        if (value !== null && !isLabels)
          throw new LayerError('einsum-bias-axes', layer, [param], { value: show(value), output: '–' })
        return value as string | string[] | null
      },
      serialize: (value) => value,
    },
    null,
  )

const params = {
  equation: equation(),
  output_shape: outputShape(),
  activation: activation(null),
  bias_axes: biasAxes(),
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  lora_rank: inConfigIfSet(integerOrNone(0)),
}

interface Analysis {
  readonly kernel: Shape
  readonly bias: Shape | null
  readonly output: Shape
}

/** `activation(einsum(equation, input, kernel) + bias)`. See {@link einsumDense}. */
export class EinsumDense extends LoraLayer<typeof params> {
  static override readonly className = 'EinsumDense'
  #bias: Weight | null = null

  constructor(config: KerasConfig) {
    super(params, config)
  }

  /** The shapes that the equation gives for an input shape. */
  #analyze(inputShape: Shape): Analysis {
    const { equation, bias_axes: given } = this.params
    const { input, weight, output, side } = this.#terms()
    const elided = inputShape.length - input.length
    const outputShape = this.#outputShape(inputShape, elided, side)
    const inputSize = (label: string): number | null => {
      const at = input.lastIndexOf(label)
      const size = side === 'left' ? inputShape.at(at - input.length) : inputShape[at]
      return elided < 0 ? this.#rankTooSmall(inputShape, input) : (size ?? null)
    }
    const skipped = side === 'left' ? elided : 0
    const outputSize = (label: string): number | null => {
      const size = outputShape[output.lastIndexOf(label) + skipped]
      if (size === undefined) throw this.#misfit(label, inputShape)
      return size
    }
    for (const label of input)
      if (output.includes(label)) {
        const [wanted, given] = [outputSize(label), inputSize(label)]
        if (wanted !== null && wanted !== given) throw this.#misfit(label, inputShape)
      }
    const orphan = [...output].find((label) => !input.includes(label) && !weight.includes(label))
    if (orphan !== undefined) throw this.#orphan(orphan)
    const kernel = [...weight].map((label) => {
      if (input.includes(label)) return inputSize(label)
      if (output.includes(label)) return outputSize(label)
      throw this.#orphan(label)
    })
    const biasAxes = given && [...given].join('')
    if (biasAxes === null) return { kernel, bias: null, output: outputShape }
    const places = [...biasAxes].map((label) => output.indexOf(label))
    if (places.length === 0 || places.includes(-1))
      throw this.refusal('einsum-bias-axes', ['bias_axes', 'equation'], { value: show(biasAxes), output })
    const bias = [...output.slice(Math.min(...places))].map((label) =>
      biasAxes.includes(label) ? outputSize(label) : 1,
    )
    const behind = side === 'left' ? 0 : Math.max(0, elided)
    this.#known(bias, 'bias', equation)
    return { kernel, bias: [...bias, ...Array<number>(behind).fill(1)], output: outputShape }
  }

  #terms() {
    const { equation } = this.params
    const spelt = equation.replaceAll('...', '0')
    const forms = [
      ['none', /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)/],
      ['left', /^0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)/],
      ['right', /^([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0/],
    ] as const
    for (const [side, form] of forms) {
      const [, input, weight, output] = form.exec(spelt) ?? []
      if (input && weight && output) return { input, weight, output, side }
    }
    throw this.refusal('einsum-equation', ['equation'], { value: show(equation) })
  }

  #outputShape(inputShape: Shape, elided: number, side: 'none' | 'left' | 'right'): Shape {
    const given = [inputShape[0] ?? null, ...this.params.output_shape]
    if (elided <= 0) return given
    return side === 'left'
      ? [given[0]!, ...inputShape.slice(1, elided), ...given.slice(1)].map((dim) => dim ?? null)
      : [...given, ...inputShape.slice(-elided)]
  }

  #rankTooSmall(shape: Shape, labels: string): never {
    throw this.refusal('input-rank-min', ['input', 'equation'], {
      expected: labels.length,
      actual: shape.length,
      shape: showShape(shape),
    })
  }

  #misfit(label: string, inputShape: Shape) {
    return this.refusal('einsum-output-shape', ['output_shape', 'equation'], {
      value: showShape(this.params.output_shape),
      equation: this.params.equation,
      label,
      shape: showShape(inputShape),
    })
  }

  #orphan(label: string) {
    return this.refusal('einsum-label', ['equation'], { equation: this.params.equation, label })
  }

  #known(shape: Shape, weight: string, equation: string): number[] {
    if (isKnown(shape)) return shape
    throw this.refusal('einsum-size-unknown', ['output_shape', 'input'], {
      weight,
      equation,
      shape: showShape(shape),
    })
  }

  protected override makeWeights(inputShape: Shape): void {
    const shapes = this.#analyze(inputShape)
    const kernel = this.createWeight('kernel', {
      shape: this.#known(shapes.kernel, 'kernel', this.params.equation),
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    if (shapes.bias)
      this.#bias = this.createWeight('bias', {
        shape: shapes.bias as number[],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.adaptable(kernel, this.params.lora_rank)
    this.inputRule = { rank: inputShape.length }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const kernel = this.adapted()
    const product = einsum(this.params.equation, x, kernel)
    const bias = this.#bias?.read()
    if (!product || (bias && !broadcast(product.shape, bias.shape)))
      throw this.refusal('einsum-sizes', ['input', 'equation'], {
        equation: this.params.equation,
        first: showShape(x.shape),
        second: showShape(kernel.shape),
      })
    return this.params.activation.apply(bias ? add(product, bias) : product)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return this.#analyze(firstShape(inputShape)).output
  }

  protected override configKeys() {
    return [
      'output_shape',
      'equation',
      'activation',
      'bias_axes',
      'kernel_initializer',
      'bias_initializer',
      'kernel_regularizer',
      'bias_regularizer',
      'activity_regularizer',
      'kernel_constraint',
      'bias_constraint',
      'lora_rank',
    ] as const
  }
}

export interface EinsumDenseOptions extends LayerOptions {
  /**
   * What is multiplied and summed: labels of the input, of the kernel, and of the output, as `abc,cd->abd`.
   * `...` in front of (or behind) both the input and the output stands for axes that stay as they are.
   */
  equation: string
  /** The output's shape without the batch and without elided axes; null where the input gives the size. */
  outputShape: number | (number | null)[]
  /** Function of the sums. Default none (linear). */
  activation?: ActivationOption
  /** Labels of the output along which the bias differs. Default none: no bias. */
  biasAxes?: string | string[] | null
  /** First values of the kernel, whose shape the equation gives. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the bias. Default `zeros`. */
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
 * A dense layer along any axes, named by an einsum equation.
 *
 * Input and output: shapes as the equation and `outputShape` say, the first axis being the batch.
 * Weights: `kernel`; with `biasAxes` `bias`; with LoRA `lora_kernel_a`, `lora_kernel_b`.
 * @throws LayerError for an equation of another form, labels without a size, or input that does not fit.
 * Source: keras/src/layers/core/einsum_dense.py, v3.3.3.
 */
export function einsumDense(options: EinsumDenseOptions): EinsumDense {
  return new EinsumDense(toKerasConfig(options))
}
