import type { Tensor } from '@tensorflow/tfjs-core'
import type { Control, FromKernel, KernelOutput } from '../protocol.ts'
import { Reporter, send } from '../../sandbox/worker/report.ts'
import { Input, withValue } from './inputs.ts'

export const tell: (message: FromKernel) => void = send

/** The name by which a cell's lines are found in a stack. */
export const scriptOf = (cell: string): string => `layerbook-cell-${cell}.ts`

/** Inputs of a cell as its reader left them: what they were made as, and what they were set to. */
export type Kept = Map<number, { made: string; value: Control['value'] }>

/** One run of one cell, and all that came up in it. */
export class CellRun {
  readonly cell: string
  readonly number: number
  readonly reporter: Reporter
  readonly tensors = new Set<Tensor>()
  readonly timers = new Set<number>()
  readonly inputs: Input[] = []
  /** What goes on, trainings, each with what ends it. */
  readonly activities = new Set<() => Promise<unknown>>()
  /** Rejects once another run has taken this one's place, and what went on is over. */
  readonly overtaken: Promise<never>
  #overtake!: (reason: Error) => void
  readonly #kept: Kept
  readonly #inputSlots: number[] = []
  readonly #labels = new Map<string, number>()
  #slots = 0

  constructor(cell: string, number: number, kept: Kept) {
    this.cell = cell
    this.number = number
    this.#kept = kept
    this.overtaken = new Promise((_, reject) => (this.#overtake = reject))
    this.overtaken.catch(() => {})
    this.reporter = new Reporter({
      script: scriptOf(cell),
      wrap: (output, label) => this.#message(this.#slotOf(label), label, output),
      cut: { type: 'cut', cell, run: number } satisfies FromKernel,
    })
  }

  /** A place among the cell's outputs, for something that changes. */
  place(): (output: KernelOutput) => void {
    const slot = this.#slots++
    return (output) => tell(this.#message(slot, null, output))
  }

  input<T>(label: string, control: Control, read: (control: Control) => T): Input<T> {
    const index = this.inputs.length
    const made = JSON.stringify(control)
    const kept = this.#kept.get(index)
    // A reader's setting outlives a new run, but not a change of what the input is.
    const set = kept?.made === made ? withValue(control, kept.value) : null
    if (!set) this.#kept.set(index, { made, value: control.value })
    const input = new Input(label, set ?? control, read)
    this.inputs.push(input)
    this.#inputSlots.push(this.#slots++)
    this.#showInput(index, label)
    return input
  }

  /**
   * Sets an input as its reader did.
   * @returns null where there is no such input, or it may not have the value.
   */
  set(index: number, value: unknown): Input | null {
    const input = this.inputs[index]
    const control = input && withValue(input.control, value)
    const kept = this.#kept.get(index)
    if (!control || !kept) return null
    kept.value = control.value
    input.control = control
    return input
  }

  /** Inputs without a label get the name of their variable. */
  nameInputs(defined: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(defined)) {
      const index = value instanceof Input ? this.inputs.indexOf(value) : -1
      if (index >= 0 && this.inputs[index]!.label === '') this.#showInput(index, name)
    }
  }

  /** Another run has taken its place, and is over: frees what it made, and ends what it started. */
  discard(): void {
    void this.cancel()
    for (const tensor of this.tensors) if (!tensor.isDisposed && !tensor.kept) tensor.dispose()
    this.tensors.clear()
  }

  /** Ends what still goes on, and shows nothing any more. What it waits for will not come. */
  async cancel(): Promise<void> {
    this.reporter.mute()
    for (const timer of this.timers) clearTimeout(timer)
    await Promise.allSettled([...this.activities].map((end) => end()))
    this.#overtake(new Error('overtaken'))
  }

  #showInput(index: number, label: string): void {
    const { control } = this.inputs[index]!
    tell(this.#message(this.#inputSlots[index]!, null, { kind: 'input', input: index, label, control }))
  }

  #slotOf(label: string | null): number {
    if (label === null) return this.#slots++
    const slot = this.#labels.get(label) ?? this.#slots++
    this.#labels.set(label, slot)
    return slot
  }

  #message(slot: number, label: string | null, output: KernelOutput): FromKernel {
    return { type: 'output', cell: this.cell, run: this.number, slot, label, output }
  }
}
