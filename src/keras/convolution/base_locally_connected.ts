import {
  add,
  clipByValue,
  customGrad,
  div,
  gather,
  matMul,
  mul,
  reshape,
  scatterND,
  tensor,
  tensor1d,
  tensor2d,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core'
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
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
import { patchesOf, takePatches, toRows, type Patches } from '../patches.ts'
import type { Regularizer } from '../regularizers.ts'
import { firstShape, sizeOf, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'
import { firstSpatialAxis, placesAlong, spatialOf, withSpatial, type Window } from '../windows.ts'

type Implementation = 1 | 2 | 3

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

// Keras 2 divides the penalty of outputs by the size of the batch.
const penaltyPerSample = (): Param<Made<Regularizer> | null> => {
  const kind = regularizer()
  const parse: typeof kind.parse = (value, where) => {
    const made = kind.parse(value, where)
    return made && { ...made, value: (x, at) => div(made.value(x, at), x.shape[0]!) as Scalar }
  }
  return { ...kind, parse }
}

// hard_sigmoid is steeper in Keras 3.
const keras2Activation = (): typeof kind => {
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
  kernel_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: penaltyPerSample(),
  kernel_constraint: constraint(),
  bias_constraint: constraint(),
  implementation: implementation(),
})

/** What a built layer knows of its one input size. */
interface Plan {
  readonly cells: number
  readonly channels: number
  readonly places: readonly number[]
  readonly patches: Patches
}

/**
 * A convolution with a kernel of its own at every place.
 * Source: tf_keras/src/layers/locally_connected, v2.16.0.
 */
export abstract class BaseLocallyConnected extends Layer<ReturnType<typeof params>> {
  readonly #axes: number
  #plan: Plan | null = null
  #kernel: Weight | null = null
  #bias: Weight | null = null

  constructor(axes: 1 | 2, config: KerasConfig) {
    super(params(axes), config)
    this.#axes = axes
    this.inputRule = { rank: axes + 2 }
    const { padding, implementation: way } = this.params
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

  get #last(): boolean {
    return this.params.data_format === 'channels_last'
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

  #planFor(inputShape: Shape): Plan {
    const { kernel_size: size, strides, padding, data_format: format } = this.params
    const known = inputShape.map((_, axis) => (axis === 0 ? 1 : this.knownAxis(inputShape, axis)))
    const places = spatialOf(this.computeOutputShape(known) as number[], format)
    const spatial = spatialOf(known, format)
    const tracks = spatial.map((length, axis) => ({
      length,
      size: size[axis]!,
      stride: strides[axis]!,
      // Keras 2 centres the window here; it does not look at what the strides leave over.
      before: padding === 'same' ? Math.floor(size[axis]! / 2) : 0,
      places: places[axis]!,
    }))
    const channels = this.#last ? known.at(-1)! : known[1]!
    const axis = this.#last ? -1 : 1
    if (channels === 0) throw this.refusal('input-empty', ['input'], { axis, shape: showShape(inputShape) })
    return { cells: sizeOf(spatial), channels, places, patches: patchesOf(tracks) }
  }

  protected override makeWeights(inputShape: Shape): void {
    const plan = this.#planFor(inputShape)
    const { filters, use_bias: useBias } = this.params
    this.#kernel = this.createWeight('kernel', {
      shape: this.#kernelShape(plan, spatialOf(inputShape as number[], this.params.data_format)),
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    if (useBias)
      this.#bias = this.createWeight('bias', {
        shape: [...plan.places, filters],
        initializer: this.params.bias_initializer,
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.#plan = plan
    const axes = Object.fromEntries(inputShape.map((size, axis) => [axis, size as number]).slice(1))
    this.inputRule = { rank: this.#axes + 2, axes }
  }

  #kernelShape({ channels, places, patches }: Plan, spatial: readonly number[]): number[] {
    const { filters, implementation: way } = this.params
    if (way === 1) return [patches.places, patches.taps * channels, filters]
    if (way === 3) return [patches.real.reduce((sum, real) => sum + real, 0) * channels * filters]
    return this.#last
      ? [...spatial, channels, ...places, filters]
      : [channels, ...spatial, filters, ...places]
  }

  protected override forward(inputs: Tensor[], _pass: Pass): Tensor {
    const x = asFloat(inputs[0]!)
    const { filters, activation: activate } = this.params
    const [plan, kernel] = [this.#plan!, this.#kernel!.read()]
    const batch = x.shape[0]!
    const outputShape = withSpatial(batch, [...plan.places], filters, this.params.data_format) as number[]
    const sums =
      sizeOf(outputShape) === 0 ? zeros(outputShape) : reshape(this.#sums(x, kernel, plan), outputShape)
    // With channels first Keras 2 reads the bias in another order than it stores it.
    const bias = this.#bias && reshape(this.#bias.read(), [1, ...outputShape.slice(1)])
    return activate.apply(bias ? add(sums, bias) : sums)
  }

  #sums(x: Tensor, kernel: Tensor, plan: Plan): Tensor {
    if (this.params.implementation === 1) return this.#placeByPlace(x, kernel, plan)
    const flat = reshape(x, [x.shape[0]!, -1]) as Tensor2D
    return this.params.implementation === 2
      ? matMul(flat, this.#masked(kernel, plan))
      : matMul(flat, this.#spread(kernel, plan), false, true)
  }

  /** Implementation 1: a product for each place. Kernel (places, taps · channels, filters). */
  #placeByPlace(x: Tensor, kernel: Tensor, { channels, patches }: Plan): Tensor {
    const batch = x.shape[0]!
    const rows = toRows(this.#last ? x : transpose(x, this.#axes === 1 ? [0, 2, 1] : [0, 2, 3, 1]))
    const taken = reshape(takePatches(rows, patches), [patches.places, patches.taps, batch, channels])
    const ordered = transpose(taken, this.#last ? [0, 2, 1, 3] : [0, 2, 3, 1])
    const features = reshape(ordered, [patches.places, batch, patches.taps * channels])
    return transpose(matMul(features, kernel), this.#last ? [1, 0, 2] : [1, 2, 0])
  }

  /** Implementation 2: a kernel from every input to every output, of which only what lies in a window counts. */
  #masked(kernel: Tensor, { cells, channels, patches }: Plan): Tensor2D {
    const { filters } = this.params
    const { places } = patches
    const linked = new Float32Array(cells * places)
    for (let at = 0; at < patches.cells.length; at++)
      if (patches.real[at]) linked[patches.cells[at]! * places + Math.floor(at / patches.taps)] = 1
    const mask = tensor(linked, this.#last ? [cells, 1, places, 1] : [1, cells, 1, places])
    const shape = this.#last ? [cells, channels, places, filters] : [channels, cells, filters, places]
    return reshape(mul(reshape(kernel, shape), mask), [cells * channels, places * filters])
  }

  /** Implementation 3: the links alone, row by row of a matrix (outputs, inputs). */
  #spread(kernel: Tensor, plan: Plan): Tensor2D {
    const inputs = plan.cells * plan.channels
    const outputs = plan.patches.places * this.params.filters
    const links = this.#links(plan)
    const spread = customGrad((values) => ({
      value: scatterND(tensor2d(links, [links.length, 1], 'int32'), values as Tensor, [outputs * inputs]),
      // tfjs has no gradient for scatterND.
      gradFunc: (dy: Tensor) => gather(dy, tensor1d(links, 'int32')),
    }))
    return reshape(spread(kernel), [outputs, inputs])
  }

  /** Where each entry of the kernel stands in the matrix: output · inputs + input, rising. */
  #links({ cells, channels, patches }: Plan): Int32Array {
    const { filters } = this.params
    const { places, taps } = patches
    const links: number[] = []
    for (let at = 0; at < patches.cells.length; at++) {
      if (!patches.real[at]) continue
      const [place, cell] = [Math.floor(at / taps), patches.cells[at]!]
      for (let filter = 0; filter < filters; filter++)
        for (let channel = 0; channel < channels; channel++) {
          const output = this.#last ? place * filters + filter : filter * places + place
          const input = this.#last ? cell * channels + channel : channel * cells + cell
          links.push(output * cells * channels + input)
        }
    }
    return Int32Array.from(links).sort()
  }
}

/** Options that LocallyConnected1D and LocallyConnected2D share. `Size` is the form of sizes along the axes. */
export interface LocallyConnectedOptions<Size> extends LayerOptions {
  /** How many output channels. Whole number, 0 or more. */
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
