import { cast, clone, Identity, keep, tidy } from '@tensorflow/tfjs-core'
import type { Scalar, serialization, Tensor } from '@tensorflow/tfjs-core'
import { layers as tfjs, SymbolicTensor } from '@tensorflow/tfjs-layers'
import { parseName, parseParams, refuseUnknown, type KerasConfig, type Schema } from './construct.ts'
import { parseDtype } from './dtypes.ts'
import { LayerError, showShape, type ErrorCode, type ErrorValues } from './errors.ts'
import { activeScope, gradientStep } from './gradients.ts'
import type { Initializer } from './initializers.ts'
import type { Made } from './objects.ts'
import { runKernel } from './ops.ts'
import { notInConfig, regularizer, type Parsed } from './params.ts'
import { Pass, type CallOptions, type Recorder } from './pass.ts'
import type { Regularizer } from './regularizers.ts'
import { restoreConfig } from './saved.ts'
import { firstShape, sizeOf, toList, type Shape } from './shapes.ts'
import { Weight, type WeightRules } from './weight.ts'

/** Arguments every layer takes beside its own, in the camelCase of the factories. */
export interface LayerOptions {
  /** Unique in a model; text without "/". Default: the class name in snake case, numbered. */
  name?: string
  /** Whether training changes the weights. Default true. */
  trainable?: boolean
  /** Keras dtype or policy. float32 is computed; other float dtypes are computed in float32 too. */
  dtype?: string
  /** Shape of one sample; only of use for the first layer of `tf.sequential`. */
  inputShape?: Shape
}

/** One forward pass with what happened inside. */
export interface Inspection {
  outputs: Tensor[]
  /** Intermediate tensors by name; which ones there are is up to the layer. */
  values: Record<string, Tensor>
}

/** What an input must look like. Axes may be counted from the end (-1). */
export interface InputRule {
  readonly rank?: number
  readonly minRank?: number
  readonly axes?: Readonly<Record<number, number>>
}

interface WeightRequest {
  readonly shape: readonly number[]
  readonly initializer: Made<Initializer>
  readonly regularizer?: WeightRules['regularizer']
  readonly constraint?: WeightRules['constraint']
  readonly trainable?: boolean
  /** What the name of a parameter starts with: `kernel` for `kernel_initializer`. Default: the weight's name. */
  readonly parameter?: string
}

export type { CallOptions, KerasConfig, Pass }

type Tensors = Tensor | Tensor[]
type Symbolic = SymbolicTensor | SymbolicTensor[]

/** Layers whose calls are under way, one inside the other. */
let callDepth = 0

const isSymbolic = (inputs: Tensors | Symbolic): inputs is Symbolic =>
  Array.isArray(inputs)
    ? (inputs as unknown[]).some((input) => input instanceof SymbolicTensor)
    : inputs instanceof SymbolicTensor

const onlyOrAll = (outputs: Tensors): Tensors =>
  Array.isArray(outputs) && outputs.length === 1 ? outputs[0]! : outputs

const isMasked = (input: Tensor): boolean => input.kerasMask !== undefined

/** The output as a tensor of its own: a caller may dispose of input and output apart from each other. */
const apart = (output: Tensor, inputs: Tensor[]): Tensor =>
  inputs.includes(output) ? runKernel(Identity, { x: output }) : output

const recorderOf =
  (values: Record<string, Tensor>): Recorder =>
  (name, value) =>
    void (values[name] = value)

/**
 * Base of all layers: Keras's constructor, call and configuration contract (keras/src/layers/layer.py,
 * v3.3.3) on tfjs's Layer, so that layers work alone and in `tf.sequential` and `tf.model`.
 *
 * A subclass names its parameters (`Param`s, in Keras's order), and gives `forward`,
 * `computeOutputShape` and, where it has weights, `makeWeights`; `call`, `build` and `getConfig` follow
 * from these. `registerLayer` lets `fromConfig` find it.
 *
 * @example
 * const parameters = { initializer: params.initializer('ones') }
 *
 * class Scale extends Layer<typeof parameters> {
 *   static override readonly className = 'Scale'
 *   constructor(config: KerasConfig = {}) {
 *     super(parameters, config)
 *   }
 *   protected override makeWeights(inputShape: Shape) {
 *     this.createWeight('scale', {
 *       shape: [this.knownAxis(inputShape, -1)],
 *       initializer: this.params.initializer,
 *     })
 *   }
 *   protected override forward([x]: Tensor[]) {
 *     return tf.mul(x!, this.weights[0]!.read())
 *   }
 *   override computeOutputShape(inputShape: Shape) {
 *     return inputShape
 *   }
 * }
 */
export abstract class Layer<P extends Schema = Schema> extends tfjs.Layer {
  /** Keras class name. */
  static readonly className: string
  /** Further names Keras exports the class under. */
  static readonly aliases: readonly string[] = []

  /** The parameters as they were understood. */
  readonly params: Parsed<P>
  /** Keras's dtype policy name. */
  readonly policy: string
  protected inputRule: InputRule = {}
  /** How many inputs a call takes, at least and at most. */
  protected inputCount: readonly [min: number, max: number] = [1, 1]
  /** Whether a call takes a list of inputs, even of one. */
  readonly takesList: boolean = false
  /** Whether the activity regularizer looks at what the layer gives; false where it goes to its parts instead. */
  protected readonly penalizesOutputs: boolean = true
  /** Whether a call outside a model is one of training where it does not say. */
  protected readonly trainsAlone: boolean = false
  /** The arguments of the call on symbolic tensors: they hold wherever the layer stands in a model. */
  protected modelOptions: CallOptions = {}
  /** Whether weights may be of a dtype of whole numbers. They are held in float32 all the same. */
  protected readonly wholeWeights: boolean = false
  /** What a call takes beside inputs and training. */
  callArguments: readonly string[] = []
  readonly #schema: P
  readonly #penalty: Made<Regularizer> | null
  readonly #inputShape: Shape | null
  #weights: Weight[] = []
  #activityLosses: Scalar[] = []
  #sublayers: Layer[] = []
  #parent: Layer | null = null
  #locked = false
  /** The last pass that the executor of a model asked for. */
  #execution: { scope: unknown; list: Tensor[]; outputs: Tensor[] } | null = null
  /** The gradient computation that the losses kept belong to. */
  #lossStep: unknown = null
  /** The gradient computation that they were given to. */
  #toldStep: unknown = null
  #builtFor: Shape | Shape[] | null = null

  /** `parsed`: the parameters as a layer that is made of this one has understood them already. */
  constructor(schema: P, config: KerasConfig, parsed?: Parsed<P>) {
    const layer = new.target.className
    // Where a layer has a parameter of that name, as Embedding has, it says something else.
    const inputDim = 'input_dim' in schema ? null : (config['input_dim'] ?? null)
    const inputShape = config['input_shape'] ?? (inputDim === null ? null : [inputDim])
    super({
      name: parseName(config['name'], layer),
      trainable: Boolean(config['trainable'] ?? true),
      ...(inputShape ? { inputShape: inputShape as Shape } : {}),
    })
    this.#schema = schema
    this.#inputShape = (inputShape as Shape | null) ?? null
    refuseUnknown(layer, config, Object.keys(schema))
    this.policy = parseDtype(config['dtype'] ?? null, layer)
    this.params = parsed ?? parseParams(layer, schema, config)
    const own = (this.params as Record<string, unknown>)['activity_regularizer'] as
      Made<Regularizer> | null | undefined
    const where = { layer, param: 'activity_regularizer' }
    this.#penalty = own ?? regularizer().parse(config['activity_regularizer'] ?? null, where)
  }

  /** The computation. Runs inside tf.tidy. */
  protected abstract forward(inputs: Tensor[], pass: Pass): Tensors

  /** Output shape (or shapes) for an input shape; unknown sizes are null. */
  abstract override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[]

  /** A refusal by this layer. */
  protected refusal(code: ErrorCode, params: string[], values: ErrorValues = {}): LayerError {
    return new LayerError(code, this.getClassName(), params, values)
  }

  // ---- calling ----------------------------------------------------------------------------------

  /**
   * Calls the layer on tensors, or on symbolic tensors of a model.
   * @throws LayerError where Keras would refuse the input.
   */
  override apply(inputs: Tensors | Symbolic, kwargs: CallOptions = {}): Tensors | Symbolic {
    if (isSymbolic(inputs)) {
      this.#keepModelOptions(kwargs)
      return super.apply(inputs, kwargs)
    }
    this.#checkListed(inputs)
    // The executor of tf.model gives lists.
    if (Array.isArray(inputs)) return this.#applyToList(inputs as Tensor[], kwargs)
    this.#checkArguments(kwargs)
    return onlyOrAll(this.#run([inputs as Tensor], this.#alone(kwargs), null))
  }

  #alone(options: CallOptions): CallOptions {
    return this.trainsAlone && options.training == null ? { ...options, training: true } : options
  }

  #applyToList(inputs: Tensor[], kwargs: CallOptions): Tensors {
    const list = [...inputs]
    // A layer that is in no model is not run by the executor, but by somebody who means the mask.
    if (this.inputCount[1] > 1 && this.inboundNodes.length === 0) {
      this.#checkArguments(kwargs)
      return onlyOrAll(this.#run(list, kwargs, null))
    }
    const known = this.#sameExecution(list)
    const options = { ...this.#executorOptions(list, kwargs), ...this.modelOptions }
    const outputs = known ?? this.#run(list, options, null)
    if (Array.isArray(outputs) && outputs.length > 1)
      this.#execution = { scope: activeScope(), list, outputs }
    return onlyOrAll(outputs)
  }

  /**
   * The executor has one kwargs object for all layers of a model. A mask left in it would reach layers it
   * does not belong to, and to a layer of several inputs it gives the mask of the first alone: the masks
   * that the tensors carry come first.
   */
  #executorOptions(list: Tensor[], kwargs: CallOptions): CallOptions {
    const { mask, ...others } = kwargs
    const takesList = this.inputCount[1] > 1
    if (takesList && Array.isArray(mask)) return kwargs
    delete kwargs.mask
    return takesList ? others : { ...others, mask: list[0]?.kerasMask ?? mask ?? null }
  }

  // The executor asks a layer of several outputs once for each of them. It must not draw or step on again.
  #sameExecution(list: Tensor[]): Tensor[] | null {
    const last = this.#execution
    const scope = activeScope()
    if (!last || !scope || this.inboundNodes.length === 0 || last.scope !== scope) return null
    return list.length === last.list.length && list.every((x, i) => x === last.list[i]) ? last.outputs : null
  }

  #checkListed(inputs: unknown): void {
    if (this.takesList && !Array.isArray(inputs)) throw this.refusal('input-list', ['input'])
  }

  // tfjs forgets them; what is symbolic in them is left to the layer.
  #keepModelOptions(kwargs: CallOptions): void {
    this.#checkArguments(kwargs)
    const isPlain = (value: unknown) =>
      value != null && !toList(value).some((entry) => entry instanceof SymbolicTensor)
    const given = Object.fromEntries(Object.entries(kwargs).filter(([, value]) => isPlain(value)))
    const names = new Set([...Object.keys(given), ...Object.keys(this.modelOptions)])
    const differing = [...names].find((name) => given[name] !== this.modelOptions[name])
    if (this.inboundNodes.length > 0 && differing !== undefined)
      throw this.refusal('model-arguments', [differing], { name: differing })
    this.modelOptions = given
  }

  #checkArguments(options: CallOptions): void {
    for (const name of Object.keys(options)) {
      if (options[name] == null || name === 'training' || this.callArguments.includes(name)) continue
      const allowed = ['training', ...this.callArguments].join(', ')
      throw this.refusal('call-argument', [name], { name, allowed })
    }
  }

  /** Part of tfjs's contract: the computation without building, checks and masks. */
  override call(inputs: Tensors, kwargs: CallOptions = {}): Tensors {
    return tidy(() => this.forward(toList(inputs), new Pass(toList(inputs), kwargs, null)))
  }

  /** One forward pass that also gives the layer's named intermediate values. */
  inspect(inputs: Tensors, options: CallOptions = {}): Inspection {
    this.#checkArguments(options)
    this.#checkListed(inputs)
    const values: Record<string, Tensor> = {}
    return { outputs: toList(this.#run(toList(inputs), this.#alone(options), values)), values }
  }

  #run(inputs: Tensor[], options: CallOptions, values: Record<string, Tensor> | null): Tensors {
    this.assertInputCompatibility(inputs)
    if (!this.built) {
      this.build(inputs.length === 1 ? inputs[0]!.shape : inputs.map((input) => input.shape))
      this.assertInputCompatibility(inputs)
    }
    this._refCount ??= 1
    this.#startLosses()
    callDepth++
    try {
      let outputs!: Tensors
      tidy(() => {
        outputs = this.#compute(inputs, new Pass(inputs, options, values && recorderOf(values)))
        const losses = this.#activity()
        // All that is given back outlives tf.tidy, which finds a lone tensor in the least time.
        return values === null && losses.length === 0 ? outputs : { outputs, values: values ?? {}, losses }
      })
      return outputs
    } finally {
      callDepth--
    }
  }

  #compute(inputs: Tensor[], pass: Pass): Tensors {
    const computed = this.forward(inputs, pass)
    const outputs = Array.isArray(computed)
      ? computed.map((output) => apart(output, inputs))
      : apart(computed, inputs)
    if (this.#penalty && this.penalizesOutputs) this.#penalize(toList(outputs), this.#penalty)
    if (Array.isArray(outputs)) this.#attachMasks(inputs, outputs)
    else this.#attachMasks(inputs, [outputs])
    return outputs
  }

  #penalize(outputs: Tensor[], penalty: Made<Regularizer>): void {
    const where = { layer: this.getClassName(), param: 'activity_regularizer' }
    const whole = outputs.find(({ dtype }) => dtype !== 'float32')
    if (whole) throw this.refusal('penalty-whole', ['activity_regularizer', 'input'], { dtype: whole.dtype })
    this.#addLosses(outputs.map((output) => penalty.value(output, where)))
  }

  // As in Keras, a call from outside forgets the losses of the call before it, those of its parts too. Within one
  // gradient computation they add up, because a layer may stand in a model more than once.
  #startLosses(): void {
    this.#toldStep = null
    if (callDepth > 0) return
    const step = gradientStep()
    if (step === null || step !== this.#lossStep) this.#forgetLosses()
    this.#lossStep = step
  }

  // A model within a model tidies up before the losses are asked for.
  #addLosses(losses: Scalar[]): void {
    this.#activityLosses.push(...(gradientStep() === null ? losses : losses.map((loss) => keep(loss))))
  }

  #forgetLosses(): void {
    if (this.#activityLosses.length > 0) {
      for (const old of this.#activityLosses) if (!old.isDisposed) old.dispose()
      this.#activityLosses = []
    }
    for (const layer of this.#sublayers) layer.#forgetLosses()
  }

  /**
   * Gives every output its mask. An output owns it: the mask outlives tf.tidy and the input, and goes when the
   * output is disposed of. A part's mask on an output of the whole is none of the whole's.
   */
  #attachMasks(inputs: Tensor[], outputs: Tensor[]): void {
    for (const output of outputs) {
      if (!output.kerasMask) continue
      output.kerasMask.dispose()
      delete output.kerasMask
    }
    // Where a layer hands on what it gets, there is mostly nothing.
    const handsOn = this.computeMask === Layer.prototype.computeMask
    if (!this.supportsMasking || (handsOn && !inputs.some(isMasked))) return
    const carried = inputs.map((input) => input.kerasMask ?? null)
    const masks = toList<Tensor | null>(this.computeMask(inputs, carried as Tensor[]))
    outputs.forEach((output, i) => {
      const mask = masks[i]
      if (mask) output.kerasMask = keep(carried.includes(mask) ? clone(mask) : mask)
    })
  }

  /** The mask of the output; null where the layer ends masking. */
  override computeMask(_inputs: Tensors, mask?: Tensor | (Tensor | null)[] | null): Tensors {
    const previous = Array.isArray(mask) ? (mask[0] ?? null) : (mask ?? null)
    return (this.supportsMasking ? previous : null) as Tensor
  }

  /** Refuses input the layer cannot take. */
  override assertInputCompatibility(inputs: Tensors | Symbolic): void {
    const list: readonly (Tensor | SymbolicTensor)[] = Array.isArray(inputs) ? inputs : [inputs]
    const actual = list.length
    if (actual < this.inputCount[0] || actual > this.inputCount[1]) {
      const [min, max] = this.inputCount
      const expected = min === max ? String(min) : max === Infinity ? `${min} +` : `${min}–${max}`
      throw this.refusal('input-count', ['input'], { expected, actual })
    }
    this.checkShapes(list.map((input) => input.shape))
  }

  /** Refuses input shapes the layer cannot take. Default: the first must follow `inputRule`. */
  protected checkShapes(shapes: readonly Shape[]): void {
    this.checkShape(shapes[0]!)
  }

  protected checkShape(shape: Shape): void {
    const { rank, minRank, axes } = this.inputRule
    const actual = shape.length
    if (rank !== undefined && actual !== rank)
      throw this.refusal('input-rank', ['input'], { expected: rank, actual, shape: showShape(shape) })
    if (minRank !== undefined && actual < minRank)
      throw this.refusal('input-rank-min', ['input'], { expected: minRank, actual, shape: showShape(shape) })
    if (axes) this.#checkAxes(shape, axes)
  }

  #checkAxes(shape: Shape, axes: Readonly<Record<number, number>>): void {
    for (const axis in axes) {
      const [expected, actual] = [axes[axis]!, shape.at(Number(axis)) ?? null]
      if (actual !== null && actual !== expected)
        throw this.refusal('input-axis', ['input'], { axis, expected, actual, shape: showShape(shape) })
    }
  }

  // ---- weights ----------------------------------------------------------------------------------

  /**
   * Makes the weights for an input shape, once. Calling the layer does it by itself.
   * @throws LayerError where Keras refuses to build for that shape; no weight stays behind then.
   */
  override build(inputShape: Shape | Shape[]): void {
    if (this.#locked) return
    try {
      this.makeWeights(firstShape(inputShape), inputShape)
    } catch (error) {
      for (const weight of this.#weights) weight.dispose()
      this.#weights = []
      throw error
    }
    this.built = true
    this.#builtFor = inputShape
    this._refCount ??= 1
    this.#locked = true
  }

  /** The input shape (or shapes) the layer was built for; null before. */
  get buildShape(): Shape | Shape[] | null {
    return this.#builtFor
  }

  /** Creates the weights for the shape of the first input (or of all of them). Default: none. */
  protected makeWeights(_inputShape: Shape, _allShapes: Shape | Shape[]): void {}

  /** The size of one axis of the input, which weights depend on. */
  protected knownAxis(shape: Shape, axis: number): number {
    const size = shape.at(axis)
    if (size === null || size === undefined)
      throw this.refusal('input-dimension-unknown', ['input'], { axis, shape: showShape(shape) })
    return size
  }

  protected createWeight(name: string, request: WeightRequest): Weight {
    const layer = this.getClassName()
    const parameter = request.parameter ?? name
    if (/^(u?int\d+|bool|string)$/.test(this.policy) && !this.wholeWeights)
      throw this.refusal('dtype-unsupported', ['dtype'], { value: this.policy })
    const site = { layer, param: `${parameter}_initializer`, weight: name }
    const rules: WeightRules = {
      trainable: request.trainable ?? true,
      regularizer: request.regularizer ?? null,
      constraint: request.constraint ?? null,
      where: { layer, param: `${parameter}_regularizer` },
    }
    const value = tidy(() => cast(request.initializer.value([...request.shape], site), 'float32'))
    const weight = new Weight(name, `${this.path}/${name}`, value, rules)
    value.dispose()
    if (!this.trainable) weight.trainable = false
    this.#weights.push(weight)
    return weight
  }

  /** The layer's name behind those of the layers it is a part of: `lstm/lstm_cell`. */
  get path(): string {
    return this.#parent ? `${this.#parent.path}/${this.name}` : this.name
  }

  /** Makes another layer a part of this one: its weights and losses count as this layer's, after its own. */
  protected track<L extends Layer>(layer: L): L {
    this.#sublayers.push(layer)
    const part: Layer = layer
    part.#parent ??= this
    part.#placeWeights()
    return layer
  }

  // A part may have been built before it became one. A saved model finds its weights wherever they were made.
  #placeWeights(): void {
    for (const weight of this.#weights) weight.originalName = `${this.path}/${weight.name}`
    for (const layer of this.#sublayers) layer.#placeWeights()
  }

  /** One of the layer's own weights, by name; null where only a part of it, or nothing, has that name. */
  ownWeight(name: string): Weight | null {
    return this.#weights.find((weight) => weight.name === name) ?? null
  }

  /** All weights in the order of Keras's get_weights(): own trainable ones, others, then those of parts. */
  override get weights(): Weight[] {
    return [
      ...this.#tracked(true),
      ...this.#tracked(false),
      ...this.#sublayers.flatMap((layer) => layer.weights),
    ]
  }
  override get trainableWeights(): Weight[] {
    return this.trainable ? this.weights.filter((weight) => weight.trainable) : []
  }
  override get nonTrainableWeights(): Weight[] {
    return this.trainable ? this.weights.filter((weight) => !weight.trainable) : this.weights
  }
  override get trainable(): boolean {
    return this.trainable_
  }
  override set trainable(trainable: boolean) {
    this.trainable_ = trainable
    for (const weight of this.#tracked(true)) weight.trainable = trainable
    for (const layer of this.#sublayers) layer.trainable = trainable
  }
  #tracked(trainable: boolean): Weight[] {
    return this.#weights.filter((weight) => weight.rules.trainable === trainable)
  }

  /**
   * The values of the weights in Keras's order. Where Keras gives copies, these are the weights themselves:
   * training changes them, and they are not to be disposed of. `clone()` keeps a value.
   */
  override getWeights(trainableOnly = false): Tensor[] {
    return (trainableOnly ? this.trainableWeights : this.weights).map((weight) => weight.read())
  }

  /**
   * Sets all weights, in Keras's order.
   * @throws LayerError for another number of values, or a value of another shape; no weight is changed then.
   */
  override setWeights(values: Tensor[]): void {
    const weights = this.weights
    if (values.length !== weights.length)
      throw this.refusal('weights-count', ['weights'], {
        expected: weights.length,
        names: weights.map((weight) => weight.name).join(', ') || 'none',
        actual: values.length,
      })
    weights.forEach((weight, i) => {
      if (showShape(weight.shape) !== showShape(values[i]!.shape))
        throw this.refusal('weights-shape', ['weights'], {
          weight: weight.name,
          expected: showShape(weight.shape),
          actual: showShape(values[i]!.shape),
        })
    })
    tidy(() => weights.forEach((weight, i) => weight.write(cast(values[i]!, 'float32'))))
  }

  /** Projects every weight that has a constraint, as an optimizer does after each step. */
  applyConstraints(): void {
    for (const weight of this.weights)
      tidy(() => {
        const project = weight.rules.constraint?.value
        if (project) weight.write(project(weight.read()))
      })
  }

  /**
   * How many numbers the weights hold.
   * @throws LayerError where the layer is not built.
   */
  override countParams(): number {
    if (!this.#locked) throw this.refusal('not-built', ['input'])
    return this.weights.reduce((count, weight) => count + sizeOf(weight.shape as number[]), 0)
  }

  /**
   * The penalties Keras's `layer.losses` holds: of the outputs of the last call, then of the weights.
   * Penalties of outputs live as long as those outputs would. While gradients are taken, the penalties are
   * those of all calls so far, and are given once: tf.model asks a layer for them once for each of its calls.
   */
  override calculateLosses(): Scalar[] {
    const step = gradientStep()
    if (step !== null && this.#toldStep === step) return []
    this.#toldStep = step
    const weights = this.trainableWeights.map((weight) => weight.penalty()).filter((loss) => loss !== null)
    if (step === null) return [...this.#activity(), ...weights]
    const outputs = this.#activity().map((loss) => clone(loss))
    this.#forgetLosses()
    return [...outputs, ...weights]
  }

  #activity(): Scalar[] {
    if (this.#activityLosses.length === 0 && this.#sublayers.length === 0) return []
    const own = this.#activityLosses.filter((loss) => !loss.isDisposed)
    return [...own, ...this.#sublayers.flatMap((layer) => layer.#activity())]
  }

  /** Frees the weights. Does nothing where there are none yet. */
  override dispose(): ReturnType<tfjs.Layer['dispose']> {
    // Parts may have been built before.
    if (!this.built) return { refCountAfterDispose: 0, numDisposedVariables: this.disposeWeights() }
    this._refCount ??= 1
    return super.dispose()
  }

  protected override disposeWeights(): number {
    this.#forgetLosses()
    for (const weight of this.#weights) weight.dispose()
    const nested = this.#sublayers.map((layer) => layer.dispose().numDisposedVariables)
    return nested.reduce((sum, count) => sum + count, this.#weights.length)
  }

  // ---- configuration ----------------------------------------------------------------------------

  /**
   * A new layer of this class from what `getConfig` gave: `Dense.fromConfig(dense.getConfig())`. The weights are
   * not part of it.
   * @throws LayerError for an unknown parameter, or a value Keras refuses.
   */
  static override fromConfig<L extends tfjs.Layer>(
    this: new (config: KerasConfig) => L,
    config: KerasConfig,
  ): L
  /** Part of tfjs's contract: a layer of a saved model. */
  static override fromConfig<S extends serialization.Serializable>(
    cls: serialization.SerializableConstructor<S>,
    config: serialization.ConfigDict,
  ): S
  static override fromConfig(
    this: (new (config: KerasConfig) => tfjs.Layer) | undefined,
    first: KerasConfig | (new (config: KerasConfig) => tfjs.Layer),
    saved?: serialization.ConfigDict,
  ): serialization.Serializable {
    return typeof first === 'function' ? new first(restoreConfig(saved ?? {})) : new this!(first)
  }

  /** The names of get_config after name, trainable and dtype, in Keras's order. */
  protected configKeys(): readonly string[] {
    return Object.keys(this.#schema)
  }

  /** The value of a parameter for the configuration; overridden where it changes after construction. */
  protected configValue(key: string): unknown {
    return this.#schema[key]!.serialize((this.params as Record<string, unknown>)[key])
  }

  /** The dtype Keras would compute in under the policy. Here all floating point is float32. */
  get computeDtype(): string {
    return this.policy.replace('mixed_', '')
  }

  /** The dtype of the weights under the policy. */
  get variableDtype(): string {
    return this.policy.startsWith('mixed_') ? 'float32' : this.policy
  }

  /**
   * What Keras's get_config gives: the same names, values and order. Where the layer was made with an
   * `inputShape`, that comes last: tf.sequential needs it to load a model.
   */
  override getConfig(): serialization.ConfigDict {
    const config: KerasConfig = { name: this.name, trainable: this.trainable, dtype: this.policy }
    for (const key of this.configKeys()) {
      const { inConfig } = this.#schema[key]!
      const value = this.configValue(key)
      if (inConfig === 'always' || (inConfig === 'if-set' && value)) config[key] = value
    }
    if (this.#inputShape) config['input_shape'] = this.#inputShape
    return config as serialization.ConfigDict
  }
}

/** Layers whose Keras class has activity_regularizer in its signature but not in its get_config. */
export const activityRegularizer = () => notInConfig(regularizer())
