import { expandDims, reshape, unstack, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { Schema } from '../construct.ts'
import { showShape } from '../errors.ts'
import { Layer, type CallOptions, type KerasConfig, type Pass } from '../layer.ts'
import { asFloat } from '../ops.ts'
import type { Parsed } from '../params.ts'
import { firstShape, toList, type Shape } from '../shapes.ts'
import { fitsState } from './states.ts'

/** The size of one state, or of each of several; lists of lists for cells made of cells. */
export type StateSize = number | readonly StateSize[]

/** Shapes of one step, batch included; unknown sizes are null. */
export interface StepShapes {
  readonly output: Shape
  readonly states: readonly Shape[]
}

/** Takes a value from inside a step, under a name. */
export type StepRecord = (name: string, value: Tensor) => void

/** A cell in one pass over a sequence. What it draws or prepares holds for all steps of the pass. */
export interface CellRun {
  /**
   * From the whole sequence (batch, steps, …), what `step` takes at each step. The place for all that
   * depends on the input alone: it is computed for all steps at once.
   */
  inputs(sequence: Tensor): Tensor[]
  /** One step: `[output, ...states]`. `record` is set when somebody wants to see the values inside. */
  step(input: Tensor, states: Tensor[], record: StepRecord | null): Tensor[]
}

/**
 * What an RNN runs at every step: any layer with a `stateSize` that, called on `[input, ...states]`, gives
 * `[output, ...newStates]`. All else has a default:
 * - `outputSize`: the size of the first state;
 * - `getInitialState(batch)`: zeros (batch, size) for each state;
 * - `stepShapes(inputShape)`: (batch, outputSize) and (batch, size) for each state;
 * - `stateNames`: what `inspect` calls the states; `state_0`, `state_1`, …;
 * - `run(pass)`: the layer's `call`, step by step.
 */
export type CellLayer = Layer & {
  readonly stateSize: StateSize
  readonly outputSize?: number | null
  readonly stateNames?: readonly string[]
  getInitialState?(batch: number): Tensor | Tensor[]
  stepShapes?(input: Shape): StepShapes
  run?(pass: Pass, single?: boolean): CellRun
}

/** Whether a value is a layer that can run at every step. */
export function isCell(value: unknown): value is CellLayer {
  const size = value instanceof Layer ? (value as Partial<CellLayer>).stateSize : null
  return typeof size === 'number' || Array.isArray(size)
}

const flatSizes = (size: StateSize): number[] => (typeof size === 'number' ? [size] : size.flatMap(flatSizes))

/** The sizes of all states, in order. */
export const stateSizes = (cell: CellLayer): number[] => flatSizes(cell.stateSize)

export const outputSizeOf = (cell: CellLayer): number => cell.outputSize ?? stateSizes(cell)[0]!

export const stateNamesOf = (cell: CellLayer): readonly string[] =>
  cell.stateNames ?? stateSizes(cell).map((_, i) => `state_${i}`)

/** The shapes of output and states for the input shape of one step. */
export function stepShapesOf(cell: CellLayer, input: Shape): StepShapes {
  if (cell.stepShapes) return cell.stepShapes(input)
  const [batch = null] = input
  return { output: [batch, outputSizeOf(cell)], states: stateSizes(cell).map((size) => [batch, size]) }
}

/** The states a sequence starts from where none are given. */
export function initialStateOf(cell: CellLayer, batch: number): Tensor[] {
  if (cell.getInitialState) return toList(cell.getInitialState(batch))
  return stateSizes(cell).map((size) => zeros([batch, size]))
}

/** The steps of a sequence (batch, steps, …). */
export function eachStep(sequence: Tensor): Tensor[] {
  const [batch, steps, ...rest] = sequence.shape as [number, number, ...number[]]
  // tfjs has no gradient for unstacking a single one.
  return steps === 1 ? [reshape(sequence, [batch, ...rest])] : unstack(sequence, 1)
}

/** Starts a pass over a sequence, or a single step. */
export function runOf(cell: CellLayer, pass: Pass, single = false): CellRun {
  const { training } = pass
  return (
    cell.run?.(pass, single) ?? {
      inputs: eachStep,
      step: (input, states) => toList(cell.call([input, ...states], { training })),
    }
  )
}

/**
 * A cell that also works alone: `cell.apply(x, {states: [h, c]})`, or `cell.apply([x, h, c])`, gives
 * `[output, ...newStates]`.
 *
 * A subclass gives `stateSize`, `outputSize`, `stateNames` and `run`, and `stepShapes` and
 * `getInitialState` where its states are not (batch, size).
 */
export abstract class RecurrentCell<P extends Schema = Schema> extends Layer<P> {
  abstract readonly stateSize: StateSize
  abstract readonly outputSize: number
  abstract readonly stateNames: readonly string[]
  protected override readonly inputCount = [1, Infinity] as const

  constructor(schema: P, config: KerasConfig, parsed?: Parsed<P>) {
    super(schema, config, parsed)
    this.callArguments = ['states']
  }

  /** Starts a pass over a sequence, or a single step of the cell alone. */
  abstract run(pass: Pass, single?: boolean): CellRun

  stepShapes(input: Shape): StepShapes {
    this.checkShape(input)
    const [batch = null] = input
    const states = flatSizes(this.stateSize).map((size) => [batch, size])
    return { output: [batch, this.outputSize], states }
  }

  /** Zeros for each state. */
  getInitialState(batch: number): Tensor[] {
    return flatSizes(this.stateSize).map((size) => zeros([batch, size]))
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape[] {
    const { output, states } = this.stepShapes(firstShape(inputShape))
    return [output, ...states]
  }

  /** Symbolic states are inputs like the first. */
  override apply(
    inputs: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[],
    kwargs: CallOptions = {},
  ): Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[] {
    const { states, ...rest } = kwargs
    const list = [states ?? []].flat(Infinity) as (Tensor | SymbolicTensor)[]
    if (!list.some((state) => state instanceof SymbolicTensor)) return super.apply(inputs, kwargs)
    const all = [...toList(inputs as SymbolicTensor[]), ...(list as SymbolicTensor[])]
    return super.apply(all, rest)
  }

  protected override forward(inputs: Tensor[], pass: Pass): Tensor[] {
    const x = asFloat(inputs[0]!)
    const given = pass.options['states'] as Tensor | Tensor[] | undefined
    const states = (given ? [given].flat(Infinity) : inputs.slice(1)) as Tensor[]
    const expected = this.stepShapes(x.shape).states
    if (states.length !== expected.length)
      throw this.refusal('cell-states-count', ['states'], {
        expected: expected.length,
        actual: states.length,
      })
    states.forEach((state, i) => {
      if (!fitsState(state.shape, expected[i]!, i))
        throw this.refusal('cell-states-shape', ['states'], {
          index: i + 1,
          value: showShape(state.shape),
          expected: showShape(expected[i]!),
        })
    })
    const run = this.run(pass, true)
    return run.step(run.inputs(expandDims(x, 1))[0]!, states.map(asFloat), pass.record)
  }
}
