import { cast, tensor, Tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { plainValues } from '../initializers.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, optional, type Param } from '../params.ts'
import { isKnown, toList, type Shape } from '../shapes.ts'
import { parseFunction } from './functions.ts'
import { serializeFunction, type NamedFunction } from './registered.ts'

/** What Lambda's function takes beside the input: `arguments`, and how the layer is called. */
export interface LambdaCall {
  readonly training: boolean
  /** The mask of the input, or of each where there are several. */
  readonly mask: Tensor | (Tensor | null)[] | null
  readonly [argument: string]: unknown
}

type Inputs = Tensor | Tensor[]
type ShapeOf<Input extends Inputs> = Input extends Tensor[] ? Shape[] : Shape
type MaskOf<Input extends Inputs> = Input extends Tensor[] ? (Tensor | null)[] : Tensor | null

const functionParam = (): Param<NamedFunction> => ({
  inConfig: 'always',
  parse: parseFunction,
  serialize: serializeFunction,
})

type OutputShape = NamedFunction | Shape | Shape[] | null

const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) &&
  value.every((entry) => entry === null || (Number.isInteger(entry) && (entry as number) >= 0))

/** Keras writes a tuple as an object. */
const withoutTuples = (value: unknown): unknown => {
  const { class_name: name, items } = (value ?? {}) as { class_name?: unknown; items?: unknown }
  const list = name === '__tuple__' ? items : value
  return Array.isArray(list) ? list.map(withoutTuples) : list
}

const outputShape = (): Param<OutputShape> => ({
  inConfig: 'if-set',
  fallback: { value: null },
  parse: (value, where) => {
    const given = withoutTuples(value)
    if (given === null || isShape(given)) return given
    if (Array.isArray(given) && given.every(isShape)) return given as Shape[]
    if (!Array.isArray(given) && typeof given === 'object') return parseFunction(given, where)
    if (typeof given === 'function') return given as NamedFunction
    throw new LayerError('shape-entries', where.layer, [where.param], {
      value: show(given),
      entry: show(Array.isArray(given) ? given.find((entry) => !isShape([entry])) : given),
    })
  },
  serialize: (value) => (typeof value === 'function' ? serializeFunction(value) : value),
})

type Mask = NamedFunction | Tensor | unknown[] | null

const asBooleans = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(asBooleans) : Boolean(value)

const maskParam = (): Param<Mask> => ({
  inConfig: 'if-set',
  fallback: { value: null },
  parse: (value, where) => {
    const given = plainValues(value)
    if (given === null || given instanceof Tensor || Array.isArray(given)) return given
    return parseFunction(given, where)
  },
  serialize: (value) => {
    if (typeof value === 'function') return serializeFunction(value)
    const values = value instanceof Tensor ? tidy(() => value.arraySync()) : value
    const name = value instanceof Tensor ? '__tensor__' : '__numpy__'
    return value && { class_name: name, config: { value: asBooleans(values), dtype: 'bool' } }
  },
})

const params = {
  function: functionParam(),
  output_shape: outputShape(),
  mask: maskParam(),
  arguments: optional(anything(), null),
}

/** Any function as a layer. See {@link lambda}. */
export class Lambda extends Layer<typeof params> {
  static override readonly className = 'Lambda'
  protected override readonly inputCount = [1, Infinity] as const
  override callArguments = ['mask']

  constructor(config: KerasConfig) {
    super(params, config)
    this.supportsMasking = this.params.mask !== null
    const given = this.params.arguments
    if (given !== null && (typeof given !== 'object' || Array.isArray(given)))
      throw this.refusal('arguments-object', ['arguments'], { value: show(given) })
  }

  protected override checkShapes(): void {}

  protected override forward(inputs: Tensor[], pass: Pass): Tensor[] {
    return this.#compute(inputs, pass.training, pass.masks)
  }

  #compute(inputs: Tensor[], training: boolean, masks: readonly (Tensor | null)[]): Tensor[] {
    const call = this.params.function as (inputs: Tensor | Tensor[], call: LambdaCall) => unknown
    const only = inputs.length === 1
    const mask = only ? masks[0]! : [...masks]
    const outputs = toList(
      call(only ? inputs[0]! : inputs, { ...(this.params.arguments as object), training, mask }),
    )
    if (!outputs.every((output) => output instanceof Tensor))
      throw this.refusal('lambda-output', ['function'], { value: show(outputs) })
    return outputs as Tensor[]
  }

  override computeMask(inputs: Tensor | Tensor[], mask?: Tensor | (Tensor | null)[] | null): Tensor {
    const given = this.params.mask
    if (given instanceof Tensor || given === null) return given as Tensor
    if (Array.isArray(given)) return tidy(() => cast(tensor(given as number[]), 'bool'))
    const [list, masks] = [toList(inputs), toList(mask ?? null)]
    const call = given as (inputs: Tensor | Tensor[], mask: unknown) => Tensor
    return tidy(() => (list.length === 1 ? call(list[0]!, masks[0] ?? null) : call(list, masks)))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const given = this.params.output_shape
    const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as Shape[]
    if (typeof given === 'function') return (given as (shape: Shape | Shape[]) => Shape | Shape[])(inputShape)
    const batch = shapes[0]![0] ?? null
    if (isShape(given)) return [batch, ...given]
    return given ? given.map((shape) => [batch, ...shape]) : this.#inferred(shapes)
  }

  /** Runs the function on zeros, twice where sizes are unknown: what differs then is unknown too. */
  #inferred(shapes: Shape[]): Shape | Shape[] {
    const tried = (size: number): Shape[] =>
      tidy(() => {
        const inputs = shapes.map((shape) => zeros(shape.map((dim) => dim ?? size)))
        const masks = inputs.map(() => null)
        return this.#compute(inputs, false, masks).map((output) => output.shape)
      })
    try {
      const found = tried(3)
      const others = shapes.every(isKnown) ? found : tried(5)
      const outputs = found.map((shape, i) =>
        shape.map((dim, axis) => (dim === others[i]![axis] ? dim : null)),
      )
      return outputs.length === 1 ? outputs[0]! : outputs
    } catch (error) {
      if (error instanceof LayerError) throw error
      throw this.refusal('lambda-shape', ['output_shape', 'function'], {
        shape: shapes.map(showShape).join(', '),
        reason: error instanceof Error ? error.message : String(error),
      })
    }
  }

  protected override configValue(key: string): unknown {
    return key === 'arguments' ? (this.params.arguments ?? {}) : super.configValue(key)
  }
}

/** Options of {@link lambda}; `Input` is one tensor, or a list where the layer is given several. */
export interface LambdaOptions<Input extends Inputs = Tensor> extends LayerOptions {
  /**
   * The computation: input (a list where there are several), then `arguments` with `mask` and `training`.
   * Written to a configuration by its name; see `registerFunction`.
   */
  function: (inputs: Input, call: LambdaCall) => Inputs
  /** The output's shape without the batch, or a function of the whole input shape. Default: found by running. */
  outputShape?: Shape | Shape[] | ((inputShape: ShapeOf<Input>) => Shape | Shape[]) | null
  /** The mask of the output, or a function that gives it. Default none: masks end here. */
  mask?: Tensor | boolean[][] | ((inputs: Input, mask: MaskOf<Input>) => Tensor | null) | null
  /** Further arguments of `function`. */
  arguments?: Record<string, unknown> | null
}

/** Call arguments of {@link lambda}. */
export interface LambdaCallOptions extends CallOptions {
  /** What the function gets as mask. Default: the mask the input carries. */
  mask?: Tensor | (Tensor | null)[] | null
}

/**
 * Any function of tensors as a layer without weights. For weights, write a subclass of `Layer`.
 *
 * Input anything the function takes, one tensor or several; output what it gives.
 * A configuration holds functions by name: those of Keras's activations, and those given to
 * `registerFunction`. Keras's own Python lambdas are bytecode, which Keras refuses in safe mode, and which is
 * refused here.
 * @throws LayerError for a function that cannot be found or gives no tensor.
 * Source: keras/src/layers/core/lambda_layer.py, v3.3.3.
 */
export function lambda<Input extends Inputs = Tensor>(options: LambdaOptions<Input>): Lambda {
  return new Lambda(toKerasConfig(options))
}
