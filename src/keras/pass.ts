import type { Tensor } from '@tensorflow/tfjs-core'
import type { SymbolicTensor } from '@tensorflow/tfjs-layers'

/** Arguments of one call. */
export interface CallOptions {
  /** Training or inference. Default false. */
  training?: boolean
  /** One entry a sample and step: true (or not 0) where the step counts. Default: the mask the input carries. */
  mask?: Tensor | (Tensor | null)[] | null
  /** First states of a recurrent layer. `initial_state` is the same. */
  initialState?: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[]
  initial_state?: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[]
  [argument: string]: unknown
}

/** Keeps an intermediate value under a name. */
export type Recorder = (name: string, value: Tensor) => void

/** What `forward` may need beside the inputs. Masks are looked up when they are asked for: most layers never do. */
export class Pass {
  readonly training: boolean
  readonly options: CallOptions
  /** Set when somebody wants to see intermediate values. */
  readonly record: Recorder | null
  readonly #inputs: readonly Tensor[]

  constructor(inputs: readonly Tensor[], options: CallOptions, record: Recorder | null) {
    this.training = options.training ?? false
    this.options = options
    this.record = record
    this.#inputs = inputs
  }

  /** The mask of the first input. */
  get mask(): Tensor | null {
    return this.#maskAt(0)
  }

  /** The mask of every input; null for those without one. */
  get masks(): readonly (Tensor | null)[] {
    return this.#inputs.map((_, i) => this.#maskAt(i))
  }

  #maskAt(i: number): Tensor | null {
    const given = this.options.mask
    if (!given) return this.#inputs[i]?.kerasMask ?? null
    return (Array.isArray(given) ? given[i] : i === 0 ? given : null) ?? null
  }

  /** The same pass with another place for intermediate values. */
  recordedBy(record: Recorder | null): Pass {
    return new Pass(this.#inputs, this.options, record)
  }
}
