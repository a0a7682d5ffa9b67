import { cast, expandDims, stack, unstack, zerosLike } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { SymbolicTensor } from '@tensorflow/tfjs-layers'
import { showShape } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig, type LayerOptions, type Pass } from '../layer.ts'
import { asFloat } from '../ops.ts'
import { boolean } from '../params.ts'
import { firstShape, toList, type Shape } from '../shapes.ts'
import {
  initialStateOf,
  runOf,
  stateNamesOf,
  stateSizes,
  stepShapesOf,
  type CellLayer,
  type StepShapes,
} from './cell.ts'
import { CarriedStates, choose, fitsState, fullState } from './states.ts'

/** What every recurrent layer takes beside the parameters of its cell. */
export const sequenceParams = {
  return_sequences: boolean(false),
  return_state: boolean(false),
  go_backwards: boolean(false),
  stateful: boolean(false),
  unroll: boolean(false),
  zero_output_for_mask: boolean(false),
}

export interface SequenceOptions extends LayerOptions {
  /** Output of every step instead of the last. Default false. */
  returnSequences?: boolean
  /** Also give the last states. Default false. */
  returnState?: boolean
  /** Read the steps from the last to the first; sequences come out in that order. Default false. */
  goBackwards?: boolean
  /** Start each call from the states the last one ended with. Default false. */
  stateful?: boolean
  /** How Keras runs the steps; it needs a fixed number of them. Default false. */
  unroll?: boolean
  /** Zeros where a step is masked, instead of the output before it. Default false. */
  zeroOutputForMask?: boolean
}

type Symbolic = SymbolicTensor | SymbolicTensor[]

/**
 * A layer that runs a cell over the steps of a sequence, (batch, steps, …).
 *
 * A subclass hands its schema (which holds `sequenceParams`) and configuration to the base's constructor,
 * then makes its cell: `this.cell = this.track(new LSTMCell(this.cellConfig('lstm_cell'), this.params))`, and
 * sets `inputRule` where it takes input of one rank. Everything about one step is the cell's: see `CellLayer`.
 *
 * Source: keras/src/layers/rnn/rnn.py, v3.3.3.
 */
export abstract class BaseRNN extends Layer<typeof sequenceParams> {
  /** What runs at every step. */
  abstract readonly cell: CellLayer
  readonly #carried = new CarriedStates()
  #batch: number | null = null

  constructor(schema: typeof sequenceParams, config: KerasConfig) {
    super(schema, config)
    this.inputRule = { minRank: 3 }
    this.supportsMasking = true
    this.callArguments = ['mask', 'initial_state', 'initialState']
    this._stateful = this.params.stateful
  }

  /** The configuration of a cell whose parameters are the layer's own. */
  protected cellConfig(name: string): KerasConfig {
    return { name, dtype: this.policy, trainable: this.trainable }
  }

  protected override makeWeights(inputShape: Shape): void {
    const [batch = null, , ...rest] = inputShape
    if (this.params.stateful) {
      if (batch === null)
        throw this.refusal('stateful-batch', ['stateful', 'input'], { shape: showShape(inputShape) })
      this.#batch = batch
    }
    if (!this.cell.built) this.cell.build([batch, ...rest])
  }

  protected stepShapes([batch = null, , ...rest]: Shape): StepShapes {
    return stepShapesOf(this.cell, [batch, ...rest])
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape | Shape[] {
    const shape = firstShape(inputShape)
    this.checkShape(shape)
    const [batch = null, steps = null] = shape
    const { output, states } = this.stepShapes(shape)
    const last = this.params.return_sequences ? [batch, steps, ...output.slice(1)] : output
    return this.params.return_state ? [last, ...states] : last
  }

  override computeMask(
    _inputs: Tensor | Tensor[],
    mask?: Tensor | (Tensor | null)[] | null,
  ): Tensor | Tensor[] {
    const own = Array.isArray(mask) ? (mask[0] ?? null) : (mask ?? null)
    const output = this.params.return_sequences ? own : null
    const none = stateSizes(this.cell).map(() => null)
    return (this.params.return_state ? [output, ...none] : output) as Tensor
  }

  protected override checkShape(shape: Shape): void {
    super.checkShape(shape)
    const [batch = null] = shape
    // A batch of one is repeated for every sample that has a state.
    if (this.#batch !== null && batch !== null && batch !== this.#batch && batch !== 1)
      throw this.refusal('input-axis', ['input', 'stateful'], {
        axis: 0,
        expected: this.#batch,
        actual: batch,
        shape: showShape(shape),
      })
  }

  protected override checkShapes(shapes: readonly Shape[]): void {
    const [input, ...states] = shapes
    this.checkShape(input!)
    if (states.length > 0) this.#checkStates(states, this.stepShapes(input!).states)
  }

  // ---- calling ----------------------------------------------------------------------------------

  /** Initial states of a model are inputs of the layer there: `[input, ...states]`. */
  override apply(
    inputs: Tensor | Tensor[] | Symbolic,
    kwargs: CallOptions = {},
  ): Tensor | Tensor[] | Symbolic {
    const { initialState, initial_state: initial = initialState, ...rest } = kwargs
    const list = toList<unknown>(inputs as unknown[])
    const states = toList((initial ?? []) as unknown[]).flat(Infinity)
    const symbolic = [...list, ...states].filter((one) => one instanceof SymbolicTensor)
    if (symbolic.length === 0) return super.apply(inputs, kwargs)
    const all = [...list, ...states] as SymbolicTensor[]
    if (symbolic.length < all.length) throw this.refusal('states-symbolic', ['initial_state', 'input'])
    if (states.length > 0) this.#checkCount(states.length)
    const count = 1 + stateSizes(this.cell).length
    if (all.length === count) this.inputCount = [1, count]
    return super.apply(all.length === 1 ? all[0]! : all, rest)
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor | Tensor[] {
    const { return_sequences: sequences, unroll, zero_output_for_mask: zeroed } = this.params
    const x = asFloat(inputs[0]!)
    const steps = x.shape[1]!
    if (steps === 0) throw this.refusal('input-empty', ['input'], { axis: 1, shape: showShape(x.shape) })
    const shapes = this.stepShapes(x.shape)
    const run = runOf(this.cell, pass)
    const masks = pass.mask ? this.#maskSteps(pass.mask, x.shape, shapes) : null
    let states = this.#initialStates(inputs, pass.options, shapes.states)
    const entries = run.inputs(x)
    const trace = pass.record ? new Map<string, Tensor[]>() : null
    const record = trace && ((name: string, value: Tensor) => void listIn(trace, name).push(value))
    const zeroAtOnce = zeroed && !(unroll && sequences)
    let output: Tensor | null = null
    const outputs: Tensor[] = []
    for (const step of this.#order(steps)) {
      const [nextOutput, ...next] = run.step(entries[step]!, states, record) as [Tensor, ...Tensor[]]
      const mask = masks?.[step]
      if (mask) {
        const before: Tensor = zeroAtOnce || !output ? zerosLike(nextOutput) : output
        output = choose(mask, nextOutput, before)
        states = next.map((state, i) => choose(mask, state, states[i]!))
      } else {
        output = nextOutput
        states = next
      }
      if (record) stateNamesOf(this.cell).forEach((name, i) => record(name, states[i]!))
      if (sequences) outputs.push(output)
    }
    trace?.forEach((list, name) => pass.record!(name, stack(list, 1)))
    if (this.params.stateful) this.#carried.write(states)
    const last = sequences ? stack(this.#zeroed(outputs, masks), 1) : output!
    return this.params.return_state ? [last, ...states] : last
  }

  #order(steps: number): number[] {
    return Array.from({ length: steps }, (_, i) => (this.params.go_backwards ? steps - 1 - i : i))
  }

  // Unrolled, Keras sets outputs to zero afterwards, by the mask in forward order even when it reads backwards.
  #zeroed(outputs: Tensor[], masks: Tensor[] | null): Tensor[] {
    return masks && this.params.unroll && this.params.zero_output_for_mask
      ? outputs.map((output, i) => choose(masks[i]!, output, zerosLike(output)))
      : outputs
  }

  // ---- states and masks -------------------------------------------------------------------------

  #initialStates(inputs: Tensor[], options: CallOptions, shapes: readonly Shape[]): Tensor[] {
    const given = options.initialState ?? options.initial_state
    const list = inputs.length > 1 ? inputs.slice(1) : (given as Tensor | Tensor[] | undefined)
    if (list === undefined || list === null)
      return this.#carried.read(shapes) ?? initialStateOf(this.cell, this.#batch ?? inputs[0]!.shape[0]!)
    const states = toList(list).flat(Infinity) as Tensor[]
    this.#checkStates(
      states.map((state) => state.shape),
      shapes,
    )
    return states.map((state, i) => fullState(asFloat(state), shapes[i] as number[]))
  }

  #checkCount(actual: number): void {
    const expected = stateSizes(this.cell).length
    if (actual !== expected) throw this.refusal('states-count', ['initial_state'], { expected, actual })
  }

  #checkStates(given: readonly Shape[], expected: readonly Shape[]): void {
    this.#checkCount(given.length)
    given.forEach((shape, i) => {
      if (!fitsState(shape, expected[i]!, i))
        throw this.refusal('states-shape', ['initial_state'], {
          index: i + 1,
          value: showShape(shape),
          expected: showShape(expected[i]!),
        })
    })
  }

  /** Forgets what a stateful layer carried over: the next call starts from zeros. */
  override resetStates(): void {
    this.#carried.reset()
  }

  protected override disposeWeights(): number {
    this.#carried.dispose()
    return super.disposeWeights()
  }

  /** One truth value tensor a step, (batch, 1) or (batch, size), from a mask (batch, steps[, size]). */
  #maskSteps(mask: Tensor, shape: number[], { output, states }: StepShapes): Tensor[] {
    const [batch, steps] = shape as [number, number]
    const size = mask.shape[2] ?? 1
    const fits =
      (mask.rank === 2 || mask.rank === 3) &&
      mask.shape[1] === steps &&
      (mask.shape[0] === batch || mask.shape[0] === 1) &&
      (size === 1 || (!this.params.unroll && [output, ...states].every((one) => one[1] === size)))
    if (!fits)
      throw this.refusal('mask-shape', ['mask'], {
        value: showShape(mask.shape),
        shape: showShape(shape),
        expected: showShape([batch, steps]),
      })
    const truth = mask.dtype === 'bool' ? mask : cast(mask, 'bool')
    return unstack(mask.rank === 2 ? expandDims(truth, 2) : truth, 1)
  }

  // ---- configuration ----------------------------------------------------------------------------

  protected override configKeys(): readonly string[] {
    const first = Object.keys(sequenceParams)
    return [...first, ...super.configKeys().filter((key) => !first.includes(key))]
  }
}

function listIn(lists: Map<string, Tensor[]>, name: string): Tensor[] {
  const list = lists.get(name) ?? []
  lists.set(name, list)
  return list
}
