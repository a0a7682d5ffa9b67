import { Tensor } from '@tensorflow/tfjs-core'
import type { serialization } from '@tensorflow/tfjs-core'
import { input as symbolicInput, SymbolicTensor } from '@tensorflow/tfjs-layers'
import { LayerError, show } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { anything, boolean, optional, type Param } from '../params.ts'
import type { Shape } from '../shapes.ts'

const shapeList = (): Param<Shape | null> => ({
  inConfig: 'always',
  fallback: { value: null },
  parse: (value, { layer, param }) => {
    if (value === null) return null
    const list: unknown[] = Array.isArray(value) ? value : [value]
    const bad = Array.isArray(value) ? list.findIndex((entry) => !isSize(entry)) : 0
    if (bad >= 0)
      throw new LayerError('shape-entries', layer, [param], { value: show(value), entry: show(list[bad]) })
    return list as Shape
  },
  serialize: (value) => value,
})

const isSize = (value: unknown): value is number | null =>
  value === null || (Number.isInteger(value) && (value as number) >= 0)

const batchSize = (): Param<number | null> => ({
  inConfig: 'always',
  fallback: { value: null },
  parse: (value, { layer, param }) => {
    if (!isSize(value)) throw new LayerError('integer-min', layer, [param], { min: 0, value: show(value) })
    return value
  },
  serialize: (value) => value,
})

const params = {
  shape: shapeList(),
  batch_size: batchSize(),
  sparse: boolean(false),
  batch_shape: shapeList(),
  input_tensor: optional(anything(), null),
}

/** Keras takes the names of Keras 2 as well, and passes over what it does not know. */
function known(config: KerasConfig): KerasConfig {
  const renamed: KerasConfig = { ...config }
  if (config['input_shape'] !== undefined) renamed['shape'] = config['input_shape']
  if (config['batch_input_shape'] !== undefined) renamed['batch_shape'] = config['batch_input_shape']
  const names = [...Object.keys(params), 'name', 'dtype']
  return Object.fromEntries(Object.entries(renamed).filter(([name]) => names.includes(name)))
}

/** Where data comes into a model. See {@link input}. */
export class InputLayer extends Layer<typeof params> {
  static override readonly className = 'InputLayer'
  static override readonly aliases = ['Input']
  readonly batchShape: Shape
  #output: SymbolicTensor | null = null

  constructor(config: KerasConfig) {
    super(params, known(config))
    const { shape, batch_size: batch, batch_shape: whole, input_tensor: given } = this.params
    if (whole && (shape || batch !== null))
      throw this.refusal('input-shape-twice', ['batch_shape', shape ? 'shape' : 'batch_size'], {
        other: shape ? 'shape' : 'batch_size',
      })
    if (!whole && !shape) throw this.refusal('input-shape-missing', ['shape', 'batch_shape'])
    if (this.policy.startsWith('mixed_'))
      throw this.refusal('dtype-unsupported', ['dtype'], { value: this.policy })
    if (given !== null && !(given instanceof SymbolicTensor))
      throw this.refusal('input-tensor', ['input_tensor'], { value: show(given) })
    this.#output = given
    this.batchShape = whole ?? [batch, ...shape!]
    // What tf.sequential makes its own input of.
    this.batchInputShape = this.batchShape
    this.dtype = this.#dtype
    this.supportsMasking = true
  }

  get #dtype() {
    if (/^u?int/.test(this.policy)) return 'int32'
    return this.policy === 'bool' || this.policy === 'string' ? this.policy : 'float32'
  }

  /** The symbolic tensor that stands for the data: the same at every reading. */
  override get output(): SymbolicTensor {
    // Inside tf.sequential the model's own input stands before it.
    if (this.inboundNodes.length > 0) return super.output as SymbolicTensor
    this.#output ??= symbolicInput({ batchShape: this.batchShape, dtype: this.#dtype, name: this.name })
    return this.#output
  }

  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs: CallOptions = {},
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    // As the first layer of tf.sequential it gets symbolic tensors, then lists.
    if (inputs instanceof Tensor) throw this.refusal('input-layer-called', ['input'])
    return super.apply(inputs, kwargs)
  }

  protected override forward(inputs: Tensor[]): Tensor[] {
    return inputs
  }

  override computeOutputShape(): Shape {
    return this.batchShape
  }

  override getConfig(): serialization.ConfigDict {
    const { sparse } = this.params
    return { batch_shape: this.batchShape, dtype: this.policy, sparse, name: this.name }
  }
}

export interface InputOptions {
  /** Shape of one sample; null for a size that varies. This or `batchShape` is required. */
  shape?: Shape | null
  /** Size of the batch. Default null: any. */
  batchSize?: number | null
  /** Type of the data: `float32`, `int32`, `bool` … Default `float32`. */
  dtype?: string
  /** Whether sparse tensors come in. tfjs has none: kept for the configuration only. */
  sparse?: boolean
  /** Shape with the batch, instead of `shape` and `batchSize`. */
  batchShape?: Shape | null
  /** Unique in a model. Default `input_layer`, numbered. */
  name?: string
  /** A symbolic tensor to use instead of a new one. */
  tensor?: SymbolicTensor | null
}

/** Arguments of {@link inputLayer}. */
export interface InputLayerOptions extends Omit<InputOptions, 'tensor'> {
  /** A symbolic tensor to use instead of a new one. */
  inputTensor?: SymbolicTensor | null
}

/**
 * The layer data comes in by. Put first into `tf.sequential`, it names the shape; `output` is its symbolic
 * tensor for `tf.model`.
 *
 * Takes no input of its own; output of `batchShape`. No weights.
 * @throws LayerError for no shape, two of them, or entries that are no sizes.
 * Source: keras/src/layers/core/input_layer.py, v3.3.3.
 */
export function inputLayer(options: InputLayerOptions): InputLayer {
  return new InputLayer(toKerasConfig(options))
}

/**
 * A symbolic tensor to build a model from: `tf.model({inputs, outputs: layers.dense({units: 1}).apply(inputs)})`.
 * @throws LayerError as {@link inputLayer}.
 * Source: keras/src/layers/core/input_layer.py, v3.3.3.
 */
export function input({ tensor, ...options }: InputOptions): SymbolicTensor {
  return inputLayer({ ...options, ...(tensor ? { inputTensor: tensor } : {}) }).output
}
