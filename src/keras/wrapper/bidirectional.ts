import { add, concat, div, mul, reverse } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { SymbolicTensor } from '@tensorflow/tfjs-layers'
import { LayerError, show, showShape } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { automaticName, toKerasConfig } from '../naming.ts'
import {
  layerPattern,
  makeLayer,
  nestedLayer,
  serializeLayer,
  type LayerOption,
  type SerializedLayer,
} from '../nested.ts'
import { asFloat } from '../ops.ts'
import { notInConfig, optional, orNone, type Param } from '../params.ts'
import { BaseRNN } from '../recurrent/base_rnn.ts'
import { stateSizes } from '../recurrent/cell.ts'
import { broadcast, firstShape, toList, type Shape } from '../shapes.ts'

const MERGE_MODES = ['sum', 'mul', 'concat', 'ave'] as const
type MergeMode = (typeof MERGE_MODES)[number] | null

const mergeMode = (): Param<MergeMode> => ({
  inConfig: 'always',
  fallback: { value: 'concat' },
  parse: (value, { layer, param }) => {
    if (value === null || MERGE_MODES.includes(value as (typeof MERGE_MODES)[number]))
      return value as MergeMode
    const allowed = [...MERGE_MODES, 'None'].join(', ')
    throw new LayerError('choice', layer, [param], { value: show(value), allowed })
  },
  serialize: (value) => value,
})

// Keras 3 takes first weights, but never loads them.
const unusedWeights = (): Param<unknown> => ({
  inConfig: 'absent',
  fallback: { value: null },
  parse: (value, { layer, param }) => {
    if (value && !Array.isArray(value))
      throw new LayerError('list-expected', layer, [param], { value: show(value) })
    return value
  },
  serialize: (value) => value,
})

const params = {
  layer: layerPattern(),
  merge_mode: mergeMode(),
  weights: notInConfig(unusedWeights()),
  backward_layer: optional(orNone(nestedLayer()), null),
}

/** What both layers must have, with the same value. */
const SHARED = ['stateful', 'return_sequences', 'return_state'] as const

type Symbolic = SymbolicTensor | SymbolicTensor[]

const settingsOf = (layer: Layer) => layer.params as Record<string, unknown>

/** A recurrent layer that reads the sequence both ways. See {@link bidirectional}. */
export class Bidirectional extends Layer<typeof params> {
  static override readonly className = 'Bidirectional'
  /** Reads the sequence in its order. A copy of the layer given. */
  readonly forwardLayer: Layer
  /** Reads it from the end. */
  readonly backwardLayer: Layer
  readonly #sequences: boolean
  readonly #states: boolean

  constructor(config: KerasConfig) {
    super(params, config)
    const { layer: pattern, backward_layer: backward } = this.params
    const name = (pattern.config?.['name'] as string | undefined) ?? automaticName(pattern.class_name)
    this.forwardLayer = this.track(this.#copy(pattern, 'forward_', name))
    this.#requireRecurrent(this.forwardLayer, 'layer')
    this.backwardLayer = this.track(
      backward ?? this.#copy(pattern, 'backward_', name, { go_backwards: true }),
    )
    this.#verify()
    const settings = settingsOf(this.forwardLayer)
    this.#sequences = Boolean(settings['return_sequences'])
    this.#states = Boolean(settings['return_state'])
    for (const layer of [this.forwardLayer, this.backwardLayer])
      if ('zero_output_for_mask' in layer.params)
        Object.assign(layer.params, { zero_output_for_mask: this.#sequences })
    this.inputRule = { minRank: 3 }
    this.supportsMasking = true
    this.callArguments = ['mask', 'initial_state', 'initialState']
    this._stateful = Boolean(settings['stateful'])
  }

  #copy(pattern: SerializedLayer, prefix: string, name: string, changes: KerasConfig = {}): Layer {
    const own = name.startsWith(prefix) ? name : prefix + name
    return makeLayer(pattern, { layer: this.getClassName(), param: 'layer' }, { ...changes, name: own })
  }

  #requireRecurrent(layer: Layer, param: string): void {
    const settings = settingsOf(layer)
    if (!['go_backwards', ...SHARED].every((name) => name in settings))
      throw this.refusal('recurrent-expected', [param], { value: layer.getClassName() })
  }

  #verify(): void {
    this.#requireRecurrent(this.backwardLayer, 'backward_layer')
    const [forward, backward] = [settingsOf(this.forwardLayer), settingsOf(this.backwardLayer)]
    if (forward['go_backwards'] === backward['go_backwards'])
      throw this.refusal(
        'bidirectional-direction',
        [this.params.backward_layer ? 'backward_layer' : 'layer'],
        {
          value: show(forward['go_backwards']),
        },
      )
    const setting = SHARED.find((name) => forward[name] !== backward[name])
    if (setting)
      throw this.refusal('bidirectional-differ', ['backward_layer', 'layer'], {
        setting,
        forward: show(forward[setting]),
        backward: show(backward[setting]),
      })
  }

  // ---- shapes and masks -------------------------------------------------------------------------

  protected override makeWeights(inputShape: Shape): void {
    this.computeOutputShape(inputShape)
    if (this.stateful && this.#states) throw this.refusal('bidirectional-stateful', ['layer'])
    for (const layer of [this.forwardLayer, this.backwardLayer]) if (!layer.built) layer.build(inputShape)
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const [forward, backward] = [this.forwardLayer, this.backwardLayer].map((layer) =>
      shapesOf(layer.computeOutputShape(shape)),
    ) as [Shape[], Shape[]]
    const outputs = this.#mergedShapes(forward[0]!, backward[0]!)
    const all = [...outputs, ...forward.slice(1), ...backward.slice(1)]
    return all.length === 1 ? all[0]! : all
  }

  #mergedShapes(forward: Shape, backward: Shape): Shape[] {
    const mode = this.params.merge_mode
    if (mode === null) return [forward, backward]
    const merged = mode === 'concat' ? concatenated(forward, backward) : broadcastShapes(forward, backward)
    if (!merged)
      throw this.refusal('bidirectional-merge', ['merge_mode', 'backward_layer'], {
        value: show(mode),
        forward: showShape(forward),
        backward: showShape(backward),
      })
    return [merged]
  }

  override computeMask(
    _inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    const own = Array.isArray(mask) ? (mask[0] ?? null) : (mask ?? null)
    const output = this.#sequences ? own : null
    return (this.params.merge_mode === null ? [output, output] : output) as Tensor
  }

  // ---- calling ----------------------------------------------------------------------------------

  /** Initial states of a model are inputs of the layer there: `[input, ...states]`. */
  override apply(
    inputs: Tensor | Tensor[] | Symbolic,
    kwargs: CallOptions = {},
  ): Tensor | Tensor[] | Symbolic {
    const { initialState, initial_state: initial = initialState, ...rest } = kwargs
    const all = [inputs, initial ?? []].flat(Infinity) as unknown[]
    const symbolic = all.filter((one) => one instanceof SymbolicTensor)
    if (symbolic.length === 0) return super.apply(inputs, kwargs)
    if (symbolic.length < all.length) throw this.refusal('states-symbolic', ['initial_state', 'input'])
    if (all.length > 1) this.inputCount = [1, all.length]
    return super.apply(all.length === 1 ? symbolic[0]! : symbolic, rest)
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    const x = inputs[0]!
    const [before, behind] = this.#halves(inputs, pass)
    const [forward, ...states] = this.#read(this.forwardLayer, x, before, pass, 'forward')
    const [backward, ...others] = this.#read(this.backwardLayer, x, behind, pass, 'backward')
    const turned = this.#sequences ? reverse(backward!, 1) : backward!
    const outputs = this.#merge(asFloat(forward!), turned)
    const all = this.#states ? [...outputs, ...states, ...others] : outputs
    return all.length === 1 ? all[0]! : all
  }

  #read(layer: Layer, x: Tensor, states: Tensor[] | null, pass: Pass, name: string): Tensor[] {
    const options = { training: pass.training, mask: pass.mask, ...(states ? { initialState: states } : {}) }
    const { outputs, values } = pass.record
      ? layer.inspect(x, options)
      : { outputs: toList(layer.apply(x, options) as Tensor | Tensor[]), values: {} }
    for (const [key, value] of Object.entries(values)) pass.record!(`${name}_${key}`, value)
    return outputs
  }

  #merge(forward: Tensor, backward: Tensor): Tensor[] {
    this.#mergedShapes(forward.shape, backward.shape)
    switch (this.params.merge_mode) {
      case 'concat':
        return [concat([forward, backward], -1)]
      case 'sum':
        return [add(forward, backward)]
      case 'ave':
        return [div(add(forward, backward), 2)]
      case 'mul':
        return [mul(forward, backward)]
      case null:
        return [forward, backward]
    }
  }

  /** The initial states of the forward and of the backward layer. */
  #halves(inputs: Tensor[], { options }: Pass): [Tensor[] | null, Tensor[] | null] {
    const given = inputs.length > 1 ? inputs.slice(1) : (options.initialState ?? options.initial_state)
    if (given === undefined || given === null) return [null, null]
    const list = toList(given as Tensor | Tensor[])
    const expected = this.#stateCount()
    const actual = list.flat(Infinity).length
    if (expected !== null && actual !== expected)
      throw this.refusal('states-count', ['initial_state'], { expected, actual })
    const half = Math.floor(list.length / 2)
    return [list.slice(0, half), list.slice(half)]
  }

  #stateCount(): number | null {
    const layers = [this.forwardLayer, this.backwardLayer]
    return layers.every((layer) => layer instanceof BaseRNN)
      ? layers.reduce((count, { cell }) => count + stateSizes(cell).length, 0)
      : null
  }

  /** Forgets what stateful layers carried over: the next call starts from zeros. */
  override resetStates(): void {
    for (const layer of [this.forwardLayer, this.backwardLayer]) layer.resetStates()
  }

  // ---- configuration ----------------------------------------------------------------------------

  protected override configKeys() {
    return ['merge_mode', 'layer', 'backward_layer'] as const
  }

  protected override configValue(key: string): unknown {
    if (key === 'layer') return serializeLayer(this.forwardLayer)
    return key === 'backward_layer' ? serializeLayer(this.backwardLayer) : super.configValue(key)
  }
}

const shapesOf = (shapes: Shape | Shape[]): Shape[] =>
  (Array.isArray(shapes[0]) ? shapes : [shapes]) as Shape[]

function concatenated(a: Shape, b: Shape): Shape | null {
  const front = (shape: Shape) => shape.slice(0, -1)
  if (
    a.length !== b.length ||
    !front(a).every((size, axis) => size === null || b[axis] === null || size === b[axis])
  )
    return null
  const [last, other] = [a.at(-1) ?? null, b.at(-1) ?? null]
  return [...front(a), last === null || other === null ? null : last + other]
}

// Unknown sizes are those of the input, the same in both.
function broadcastShapes(a: Shape, b: Shape): Shape | null {
  const found = broadcast(
    a.map((size) => size ?? -1),
    b.map((size) => size ?? -1),
  )
  return found?.map((size) => (size === -1 ? null : size)) ?? null
}

export interface BidirectionalOptions extends LayerOptions {
  /** A recurrent layer that reads forwards: a layer, or an object with `class_name` and `config`. It is copied. */
  layer: LayerOption
  /**
   * How the two outputs become one: `concat` along the last axis, `sum`, `mul` or `ave` (their mean) element by
   * element; null gives both. Default `concat`.
   */
  mergeMode?: MergeMode
  /** First weights. Keras 3 takes them, but does not use them; neither does this layer. */
  weights?: unknown[] | null
  /**
   * What reads backwards, with `goBackwards` true and `returnSequences`, `returnState` and `stateful` as in
   * `layer`. Default: a copy of `layer` turned round.
   */
  backwardLayer?: LayerOption | null
}

/**
 * Runs a recurrent layer over a sequence in both directions.
 *
 * Input `(batch, steps, …)`, as `layer` takes it. Output: those of the two layers, merged; with
 * `returnSequences` the backward one is turned round first, so that step belongs to step. `returnState` adds
 * the states of the forward layer, then those of the backward one; `initialState` takes them in that order.
 * With `returnSequences`, masked steps give zeros. A mask goes on with sequences. The layers are called
 * `forward_…` and `backward_…`. Weights: those of the forward layer, then those of the backward one.
 * `inspect` gives the values of both as `forward_…` and `backward_…`, each in the order it reads.
 * @throws LayerError where `layer` is not recurrent, both layers read in the same direction or differ in
 * `stateful`, `returnSequences` or `returnState`, for `stateful` together with `returnState`, initial states
 * of other number or shape, and for what the layers refuse.
 * Source: keras/src/layers/rnn/bidirectional.py, v3.3.3.
 */
export function bidirectional(options: BidirectionalOptions): Bidirectional {
  return new Bidirectional(toKerasConfig(options))
}
