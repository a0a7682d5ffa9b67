import {
  add,
  cast,
  concat,
  expandDims,
  keep,
  matMul,
  mul,
  reshape,
  slice,
  stack,
  tensor,
  tidy,
  unstack,
  where,
  zeros,
  zerosLike,
} from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from '../errors.ts'
import { initializers, type Initializer } from '../initializers.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import type { Made } from '../objects.ts'
import { asFloat } from '../ops.ts'
import {
  activation,
  anything,
  boolean,
  clampedShare,
  constraint,
  initializer,
  integer,
  notInConfig,
  optional,
  regularizer,
  seed,
  type ActivationOption,
  type ConstraintOption,
  type InitializerOption,
  type Param,
  type RegularizerOption,
} from '../params.ts'
import { SeedGenerator } from '../random.ts'
import { broadcast, firstShape, type Shape } from '../shapes.ts'
import type { Weight } from '../weight.ts'

const useCudnn = (): Param<'auto' | boolean> => ({
  inConfig: 'absent',
  fallback: { value: 'auto' },
  parse: (value, { layer, param }) => {
    // In Python 1 and 0 are among {true, false}, but do not count as true later.
    if (value === 'auto' || value === 1) return 'auto'
    if (value === true || value === false || value === 0) return Boolean(value)
    throw new LayerError('choice', layer, [param], { value: show(value), allowed: '"auto", true, false' })
  },
  serialize: (value) => value,
})

const params = {
  units: integer(1),
  activation: activation('tanh'),
  recurrent_activation: activation('sigmoid'),
  use_bias: boolean(true),
  kernel_initializer: initializer('glorot_uniform'),
  recurrent_initializer: initializer('orthogonal'),
  bias_initializer: initializer('zeros'),
  unit_forget_bias: boolean(true),
  kernel_regularizer: regularizer(),
  recurrent_regularizer: regularizer(),
  bias_regularizer: regularizer(),
  activity_regularizer: regularizer(),
  kernel_constraint: constraint(),
  recurrent_constraint: constraint(),
  bias_constraint: constraint(),
  dropout: clampedShare(),
  recurrent_dropout: clampedShare(),
  seed: seed(),
  return_sequences: boolean(false),
  return_state: boolean(false),
  go_backwards: boolean(false),
  stateful: boolean(false),
  unroll: boolean(false),
  use_cudnn: useCudnn(),
  zero_output_for_mask: boolean(false),
  // How the products are grouped; the numbers are the same.
  implementation: notInConfig(optional(anything(), 2)),
}

const SEQUENCE_KEYS = [
  'return_sequences',
  'return_state',
  'go_backwards',
  'stateful',
  'unroll',
  'zero_output_for_mask',
] as const

type State = [h: Tensor, c: Tensor]

/** Long short-term memory. See {@link lstm}. */
export class LSTM extends Layer<typeof params> {
  static override readonly className = 'LSTM'
  readonly #generator: SeedGenerator
  #kernel!: Weight
  #recurrent!: Weight
  #bias: Weight | null = null
  #kept: State | null = null

  constructor(config: KerasConfig) {
    super(params, config)
    this.inputRule = { rank: 3 }
    this.supportsMasking = true
    this.callArguments = ['mask', 'initial_state', 'initialState']
    this._stateful = this.params.stateful
    this.#generator = new SeedGenerator(this.params.seed)
  }

  protected override makeWeights(inputShape: Shape): void {
    const { units, stateful } = this.params
    const [batch = null] = inputShape
    const features = this.knownAxis(inputShape, -1)
    if (stateful && batch === null)
      throw this.refusal('stateful-batch', ['stateful', 'input'], { shape: showShape(inputShape) })
    this.#kernel = this.createWeight('kernel', {
      shape: [features, units * 4],
      initializer: this.params.kernel_initializer,
      regularizer: this.params.kernel_regularizer,
      constraint: this.params.kernel_constraint,
    })
    this.#recurrent = this.createWeight('recurrent_kernel', {
      shape: [units, units * 4],
      initializer: this.params.recurrent_initializer,
      regularizer: this.params.recurrent_regularizer,
      constraint: this.params.recurrent_constraint,
      parameter: 'recurrent',
    })
    if (this.params.use_bias)
      this.#bias = this.createWeight('bias', {
        shape: [units * 4],
        initializer: this.#biasInitializer(),
        regularizer: this.params.bias_regularizer,
        constraint: this.params.bias_constraint,
      })
    this.inputRule = { rank: 3, axes: { 2: features } }
  }

  /** With unit_forget_bias the forget gate's quarter starts at 1. */
  #biasInitializer(): Made<Initializer> {
    const { bias_initializer: made, unit_forget_bias: unitForget, units } = this.params
    if (!unitForget) return made
    // Keras's fallback for none does not reach the parts the bias is put together from.
    if (made.serialize() === null)
      initializers.resolve(null, { layer: this.getClassName(), param: 'bias_initializer' })
    const value: Initializer = (_shape, site) => {
      const ones = add(zeros([units]), 1)
      return concat([made.value([units], site), ones, made.value([units * 2], site)])
    }
    return { ...made, value }
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const [batch = null, steps = null] = shape
    const { units } = this.params
    const output = this.params.return_sequences ? [batch, steps, units] : [batch, units]
    return this.params.return_state ? [output, [batch, units], [batch, units]] : output
  }

  override computeMask(
    _inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    const own = Array.isArray(mask) ? (mask[0] ?? null) : (mask ?? null)
    const output = this.params.return_sequences ? own : null
    return (this.params.return_state ? [output, null, null] : output) as Tensor
  }

  // ---- the computation --------------------------------------------------------------------------

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    const { units, return_sequences: sequences, return_state: states } = this.params
    const x = asFloat(inputs[0]!)
    const [batch, steps] = x.shape as [number, number, number]
    if (steps === 0) throw this.refusal('input-empty', ['input'], { axis: 1, shape: showShape(x.shape) })
    if (this.params.use_cudnn === true) throw this.refusal('cudnn-missing', ['use_cudnn'])
    const start = this.#initialState(batch, pass.options)
    const drop = this.#dropoutMasks(x, start[0], pass.training)
    if (drop.input) pass.record?.('dropout_mask', drop.input)
    if (drop.recurrent) pass.record?.('recurrent_dropout_mask', drop.recurrent)
    const masks = pass.mask ? this.#maskSteps(pass.mask, x.shape) : null
    const order = Array.from({ length: steps }, (_, i) => (this.params.go_backwards ? steps - 1 - i : i))
    const sums = this.#inputSums(drop.input ? mul(x, expandDims(drop.input, 1)) : x)
    const trace = pass.record ? newTrace() : null
    const zeroAtOnce = this.params.zero_output_for_mask && !(this.params.unroll && sequences)
    let state = start
    let output: Tensor = zeros([batch, units])
    const outputs: Tensor[] = []
    for (const step of order) {
      const next = this.#step(sums[step]!, state, drop.recurrent, trace)
      if (masks) {
        const mask = masks[step]!
        const previous = zeroAtOnce ? zerosLike(next[0]) : output
        output = choose(mask, next[0], previous)
        state = [choose(mask, next[0], state[0]), choose(mask, next[1], state[1])]
      } else {
        output = next[0]
        state = next
      }
      trace?.h.push(state[0])
      trace?.c.push(state[1])
      outputs.push(output)
    }
    if (trace) for (const [name, list] of Object.entries(trace)) pass.record!(name, stack(list, 1))
    if (this.params.stateful) this.#keepState(state)
    const last = sequences ? stack(this.#zeroed(outputs, masks), 1) : output
    return states ? [last, ...state] : last
  }

  /** Input times kernel plus bias for all steps at once: one (batch, 4 · units) tensor a step. */
  #inputSums(x: Tensor): Tensor[] {
    const [batch, steps, features] = x.shape as [number, number, number]
    const product = matMul(reshape(x, [batch * steps, features]) as Tensor2D, this.#kernel.read() as Tensor2D)
    const sums = this.#bias ? add(product, this.#bias.read()) : product
    return unstack(reshape(sums, [batch, steps, 4 * this.params.units]), 1)
  }

  #step(sums: Tensor, [h, c]: State, drop: Tensor | null, trace: Trace | null): State {
    const { units, activation: activate, recurrent_activation: gate } = this.params
    const carried = matMul((drop ? mul(h, drop) : h) as Tensor2D, this.#recurrent.read() as Tensor2D)
    const z = add(sums, carried)
    const quarter = (n: number) => slice(z, [0, n * units], [-1, units])
    const i = gate.apply(quarter(0))
    const f = gate.apply(quarter(1))
    const candidate = activate.apply(quarter(2))
    const o = gate.apply(quarter(3))
    const nextC = add(mul(f, c), mul(i, candidate))
    const nextH = mul(o, activate.apply(nextC))
    if (trace)
      for (const [name, value] of Object.entries({ i, f, candidate, o }))
        trace[name as keyof Trace].push(value)
    return [nextH, nextC]
  }

  // Unrolled, Keras sets outputs to zero afterwards, by the mask in forward order even when it reads backwards.
  #zeroed(outputs: Tensor[], masks: Tensor[] | null): Tensor[] {
    return masks && this.params.unroll && this.params.zero_output_for_mask
      ? outputs.map((output, i) => choose(masks[i]!, output, zerosLike(output)))
      : outputs
  }

  // ---- states, masks and dropout ----------------------------------------------------------------

  #initialState(batch: number, options: CallOptions): State {
    const given = options.initialState ?? options.initial_state
    const { units } = this.params
    if (given === undefined || given === null)
      return this.#kept ? [...this.#kept] : [zeros([batch, units]), zeros([batch, units])]
    const list = Array.isArray(given) ? given : [given]
    if (list.length !== 2)
      throw this.refusal('states-count', ['initial_state'], { expected: 2, actual: list.length })
    list.forEach((state, index) => {
      const fits = broadcast(state.shape, [batch, units])?.join() === [batch, units].join()
      if (!fits || (index === 0 && state.shape.at(-1) !== units))
        throw this.refusal('states-shape', ['initial_state'], {
          index: index + 1,
          value: showShape(state.shape),
          expected: showShape([batch, units]),
        })
    })
    return list.map(asFloat) as State
  }

  #keepState(state: State): void {
    this.#dropState()
    this.#kept = state.map((one) => keep(tidy(() => add(one, 0)))) as State
  }

  #dropState(): void {
    this.#kept?.forEach((state) => state.dispose())
    this.#kept = null
  }

  /** Forgets what a stateful layer carried over: the next call starts from zeros. */
  override resetStates(): void {
    this.#dropState()
  }

  protected override disposeWeights(): number {
    this.#dropState()
    return super.disposeWeights()
  }

  /** One (batch, 1) truth value tensor a step, from a mask (batch, steps) or (batch, steps, 1). */
  #maskSteps(mask: Tensor, shape: number[]): Tensor[] {
    const [batch, steps] = shape as [number, number]
    const units = mask.shape[2] ?? 1
    const fits =
      (mask.rank === 2 || mask.rank === 3) &&
      mask.shape[1] === steps &&
      (mask.shape[0] === batch || mask.shape[0] === 1) &&
      (units === 1 || units === this.params.units)
    if (!fits)
      throw this.refusal('mask-shape', ['mask'], {
        value: showShape(mask.shape),
        shape: showShape(shape),
        expected: showShape([batch, steps]),
      })
    const truth = mask.dtype === 'bool' ? mask : cast(mask, 'bool')
    return unstack(mask.rank === 2 ? expandDims(truth, 2) : truth, 1)
  }

  /** The masks of this call, the same for every step: 0 or 1 / (1 - rate). */
  #dropoutMasks(x: Tensor, h: Tensor, training: boolean): { input: Tensor | null; recurrent: Tensor | null } {
    const [batch, , features] = x.shape as [number, number, number]
    const draw = (name: 'dropout' | 'recurrent_dropout', shape: number[]): Tensor | null => {
      const rate = this.params[name]
      if (rate === 1) throw this.refusal('rate-one', [name])
      if (!training || rate === 0) return null
      const stream = this.#generator.next()
      const size = shape.reduce((product, dim) => product * dim, 1)
      return tensor(
        Float32Array.from({ length: size }, () => (stream.uniform() >= rate ? 1 / (1 - rate) : 0)),
        shape,
      )
    }
    return { input: draw('dropout', [batch, features]), recurrent: draw('recurrent_dropout', h.shape) }
  }

  // ---- configuration ----------------------------------------------------------------------------

  protected override configKeys() {
    const sequence: readonly string[] = SEQUENCE_KEYS
    const others = super.configKeys().filter((key) => !sequence.includes(key))
    return [...SEQUENCE_KEYS, ...others]
  }
}

type Trace = Record<'i' | 'f' | 'candidate' | 'o' | 'h' | 'c', Tensor[]>

const newTrace = (): Trace => ({ i: [], f: [], candidate: [], o: [], h: [], c: [] })

const choose = (mask: Tensor, yes: Tensor, no: Tensor): Tensor => where(mask, yes, no)

export interface LSTMOptions extends LayerOptions {
  /** Size of the states and of the output. Whole number above 0. */
  units: number
  /** Function of the candidate and of the cell state. Default `tanh`. */
  activation?: ActivationOption
  /** Function of the gates. Default `sigmoid`. */
  recurrentActivation?: ActivationOption
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** First values of the kernel, shape (features, 4 · units). Default `glorot_uniform`. */
  kernelInitializer?: InitializerOption
  /** First values of the recurrent kernel, shape (units, 4 · units). Default `orthogonal`. */
  recurrentInitializer?: InitializerOption
  /** First values of the bias, shape (4 · units,). Default `zeros`. */
  biasInitializer?: InitializerOption
  /** Whether the forget gate's bias starts at 1. Default true. */
  unitForgetBias?: boolean
  /** Penalty on the kernel. Default none. */
  kernelRegularizer?: RegularizerOption
  /** Penalty on the recurrent kernel. Default none. */
  recurrentRegularizer?: RegularizerOption
  /** Penalty on the bias. Default none. */
  biasRegularizer?: RegularizerOption
  /** Penalty on every output. Default none. */
  activityRegularizer?: RegularizerOption
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
  /** Output of every step instead of the last. Default false. */
  returnSequences?: boolean
  /** Also give the last states h and c. Default false. */
  returnState?: boolean
  /** Read the steps from the last to the first; sequences come out in that order. Default false. */
  goBackwards?: boolean
  /** Start each call from the states the last one ended with. Default false. */
  stateful?: boolean
  /** How Keras runs the steps; the numbers are the same. Default false. */
  unroll?: boolean
  /** Keras's choice of a GPU kernel; there is none here. Default "auto". */
  useCudnn?: 'auto' | boolean
  /** Zeros where a step is masked, instead of the output before it. Default false. */
  zeroOutputForMask?: boolean
}

/**
 * Long short-term memory.
 *
 * Input `(batch, steps, features)`; output `(batch, units)`, or `(batch, steps, units)` with
 * `returnSequences`; with `returnState` a list of output, h and c.
 * Weights: `kernel` (features, 4 · units), `recurrent_kernel` (units, 4 · units), `bias` (4 · units,),
 * their columns in the order input gate, forget gate, candidate, output gate.
 * Call options: `mask` (batch, steps), `initialState` [h, c].
 * `inspect` gives `i`, `f`, `candidate`, `o`, `c`, `h`, each (batch, steps, units) in the order the
 * steps are read; at a masked step `c` and `h` keep their values. Where dropout is drawn it also gives
 * `dropout_mask` (batch, features) and `recurrent_dropout_mask` (batch, units): 0 or 1 / (1 - rate).
 * @throws LayerError for invalid parameters, input of other than 3 dimensions or without steps, and
 * masks or states that do not fit.
 * Source: keras/src/layers/rnn/lstm.py, v3.3.3.
 */
export function lstm(options: LSTMOptions): LSTM {
  return new LSTM(toKerasConfig(options))
}
