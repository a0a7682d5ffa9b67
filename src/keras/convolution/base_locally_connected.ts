import { add, clipByValue, div, mul, reshape, zeros } from '@tensorflow/tfjs-core'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import type { Activation } from '../activations.ts'
import { LayerError, show, showShape } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import type { Made } from '../objects.ts'
import { asFloat } from '../ops.ts'
import {
  activation,
  boolean,
  choice,
  constraint,
  dataFormat,
  initializer,
  integer,
  optional,
  regularizer,
  sizes,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type Param,
  type RegularizerOption,
} from '../params.ts'
import { patchesOf } from '../patches.ts'
import type { Regularizer } from '../regularizers.ts'
import { firstShape, sizeOf, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { firstSpatialAxis, placesAlong, spatialOf, withSpatial, type Window } from '../windows.ts'
import { LOCAL_SUMS, type Local } from './local_sums.ts'

type Implementation = keyof typeof LOCAL_SUMS

const implementation = (): Param<Implementation> => ({
  fallback: { value: 1 },
  inConfig: 'always',
  parse: (value, { layer, param }) => {
    if (value !== 1 && value !== 2 && value !== 3)
      throw new LayerError('choice', layer, [param], { value: show(value), allowed: '1, 2, 3' })
    return value
  },
  serialize: (value) => value,
})

// In Keras 2 the name l1_l2 has settings of its own.
const keras2Regularizer = (): Param<Made<Regularizer> | null> => {
  const kind = regularizer()
  const both = { class_name: 'L1L2', config: { l1: 0.01, l2: 0.01 } }
  return { ...kind, parse: (value, where) => kind.parse(value === 'l1_l2' ? both : value, where) }
}

// Keras 2 divides the penalty of outputs by the size of the batch.
const penaltyPerSample = (): Param<Made<Regularizer> | null> => {
  const kind = keras2Regularizer()
  const parse: typeof kind.parse = (value, where) => {
    const made = kind.parse(value, where)
    return made && { ...made, value: (x, at) => div(made.value(x, at), x.shape[0]!) as Scalar }
  }
  return { ...kind, parse }
}

// hard_sigmoid is steeper in Keras 3.
const keras2Activation = (): Param<Activation> => {
  const kind = activation(null)
  const parse: typeof kind.parse = (value, where) => {
    const made = kind.parse(value, where)
    return made.name === 'hard_sigmoid'
      ? { ...made, apply: (x) => clipByValue(add(mul(x, 0.2), 0.5), 0, 1) }
      : made
  }
  return { ...kind, parse }
}

const params = (axes: number) => ({
  filters: integer(0),
  kernel_size: sizes(axes),
  strides: optional(sizes(axes), 1),
  padding: optional(choice<'valid' | 'same'>(['valid', 'same']), 'valid'),
  data_format: dataFormat(),
  activation: keras2Activation(),
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  bias_initializer: initializer('zeros'),
  kernel_regularizer: keras2Regularizer(),
  bias_regularizer: keras2Regularizer(),
  activity_regularizer: penaltyPerSample(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  implementation: implementation(),
})

/**
 * A convolution with a kernel of its own at every place.
 * Source: tf_keras/src/layers/locally_connected, v2.16.0.
 */
export abstract class BaseLocallyConnected extends Layer<ReturnType<typeof params>> {
  #sums: ((x: Tensor) => Tensor) | null = null
  #bias: Weight | null = null

  constructor(axes: 1 | 2, config: KerasConfig) {
    super(params(axes), config)
    this.inputRule = { rank: axes + 2 }
    const { filters, padding, implementation: way } = this.params
    // A list of weights cannot be empty.
    if (filters === 0 && way === 3) throw this.refusal('integer-min', ['filters'], { min: 1, value: filters })
    if (padding !== 'valid' && way === 1)
      throw this.refusal('padding-implementation', ['padding', 'implementation'], {
        padding: show(padding),
        implementation: way,
      })
  }

  get #window(): Window {
    const { kernel_size: size, strides, padding } = this.params
    return { size, strides, dilation: size.map(() => 1), padding }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { filters, data_format: format } = this.params
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const places = spatialOf(shape, format).map((length, axis) => placesAlong(this.#window, axis, length))
    const lost = places.findIndex((count) => count !== null && count <= 0)
    if (lost >= 0) {
      const axis = firstSpatialAxis(format) + lost
      throw this.refusal('window-too-large', ['kernel_size', 'padding', 'input'], {
        span: this.params.kernel_size[lost]!,
        size: show(shape[axis]),
        axis,
        shape: showShape(shape),
      })
    }
    return withSpatial(shape[0] ?? null, places, filters, format)
  }

  #measure(inputShape: Shape): Local {
    const { kernel_size: size, strides, padding, filters, data_format: format } = this.params
    const channelsLast = format === 'channels_last'
    const known = inputShape.map((_, axis) => (axis === 0 ? 1 : this.knownAxis(inputShape, axis)))
    const places = spatialOf(this.computeOutputShape(known) as number[], format)
    const spatial = spatialOf(known, format)
    const axis = channelsLast ? -1 : 1
    const channels = known.at(axis)!
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    const tracks = spatial.map((length, axis) => ({
      length,
      size: size[axis]!,
      stride: strides[axis]!,
      // Keras 2 centres the window here; it does not look at what the strides leave over.
      before: padding === 'same' ? Math.floor(size[axis]! / 2) : 0,
      places: places[axis]!,
    }))
    return { spatial, channels, places, filters, channelsLast, patches: patchesOf(tracks) }
  }

  protected override makeWeights(inputShape: Shape): void {
    const local = this.#measure(inputShape)
    const made = LOCAL_SUMS[this.params.implementation](local)
    const kernel = this.createWeight('kernel', {
      shape: made.kernelShape,
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    if (this.params.use_bias)
      this.#bias = this.createWeight('bias', {
        shape: [...local.places, local.filters],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.#sums = (x) => made.sums(x, kernel.read())
    const axes = Object.fromEntries(inputShape.map((size, axis) => [axis, size as number]).slice(1))
    this.inputRule = { rank: inputShape.length, axes }
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const outputShape = this.computeOutputShape(x.shape) as number[]
    const sums = sizeOf(outputShape) === 0 ? zeros(outputShape) : reshape(this.#sums!(x), outputShape)
    // With channels first Keras 2 reads the bias in another order than it stores it.
    const bias = this.#bias && reshape(this.#bias.read(), [1, ...outputShape.slice(1)])
    return this.params.activation.apply(bias ? add(sums, bias) : sums)
  }

  // In Keras 2 the weights of a frozen layer keep their penalties.
  override calculateLosses(): Scalar[] {
    const frozen = this.nonTrainableWeights.map((weight) => weight.penalty()).filter((loss) => loss !== null)
    return [...super.calculateLosses(), ...frozen]
  }
}

/** Options that LocallyConnected1D and LocallyConnected2D share. `Size` is the form of sizes along the axes. */
export interface LocallyConnectedOptions<Size> extends LayerOptions {
  /** How many output channels. Whole number, 0 or more; with `implementation` 3 above 0. */
  filters: number
  /** Size of the window along each axis, above 0. */
  kernelSize: Size
  /** Steps between places of the window, above 0. Default 1. */
  strides?: Size
  /** `valid`: no padding. `same`, with `implementation` 2 or 3 only: windows reach over the edge. Any case. Default `valid`. */
  padding?: 'valid' | 'same' | 'VALID' | 'SAME'
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: 'channels_last' | 'channels_first' | null
  /** Function of the sums. Default none (linear). */
  activation?: ActivationOption
  /** Whether a bias is added, one for each place and filter. Default true. */
  useBias?: boolean
  /** First values of the kernel. Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the bias. Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on the output, divided by the size of the batch. Default none. */
  activityRegularizer?: RegularizerOption
  /** Where the kernel must lie. Default none. */
  kernelConstraint?: ConstraintOption
  /** Where the bias must lie. Default none. */
  biasConstraint?: ConstraintOption
  /**
   * How the kernel is kept. 1: a small matrix for each place. 2: a weight between every input and every
   * output, most of them without effect. 3: the weights that have an effect, in one list. The sums are the
   * same. Default 1.
   */
  implementation?: Implementation
}
