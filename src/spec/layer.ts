import type { Fields, Params, Values } from './params.ts'
import type { NamedTensor, TensorData } from './tensor.ts'

/** One forward pass the runtime is asked for. */
export interface Pass {
  /** Another Keras configuration than the lab's, e.g. the second of two compared activations. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly inputs: readonly TensorData[]
  /** Call arguments: `training`, `mask`, `initial_state`. */
  readonly call?: Readonly<{ training?: boolean; mask?: TensorData; initial_state?: readonly TensorData[] }>
  /** Weights set by name instead of drawn. */
  readonly weights?: Readonly<Record<string, TensorData>>
  /** Also return what the layer's `inspect` names. */
  readonly inspect?: boolean
  /** Also return d(sum of output)/d(input). */
  readonly gradient?: boolean
  /** Run this often; `outputs` get a leading axis of draws. Computed after the rest, so that it never delays it. */
  readonly repeat?: number
}

/** What a state of the lab asks the runtime to compute. The pass `main` makes shape strip and counts. */
export interface Plan {
  readonly passes: Readonly<{ main: Pass } & Record<string, Pass>>
  /** Seeds the draw of weights and of unseeded noise. */
  readonly seed: number
}

/** What the runtime found for one pass. */
export interface PassResult {
  readonly outputs: readonly TensorData[]
  /** The mask the layer hands on, Keras's compute_mask; null when none. */
  readonly outputMask: TensorData | null
  readonly weights: readonly NamedTensor[]
  /** What the layer's `inspect` names. */
  readonly values: Readonly<Record<string, TensorData>>
  readonly gradient: TensorData | null
}

/** Results by pass; repeated passes may still be missing. */
export type PassResults = Readonly<{ main: PassResult } & Record<string, PassResult>>

/** Everything the reader has set: Keras parameters, the demo input, the figure's pickers, by name. */
export type State<P extends Params = Params, D extends Fields = Fields> = Values<P> & Values<D>

/** When plain tfjs gives the same numbers, and how to write the call. */
export interface PlainTfjs {
  /** `tf.layers.<factory>` */
  readonly factory: string
  /** tfjs option names that are not the camelCase of Keras's. */
  readonly rename?: Readonly<Record<string, string>>
  /** Options tfjs needs spelled out to agree with Keras's defaults, as source text. */
  readonly always?: Readonly<Record<string, string>>
  /** Parameters for whose values plain tfjs is silent, wrong or missing. */
  readonly fails?: Readonly<Record<string, (value: never) => boolean>>
}

/** A question the reader answers before the runtime does: states drawn by seed, `vary` naming what is drawn. */
export interface Question {
  readonly ask: 'output_shape' | 'param_count' | 'element'
  readonly vary: readonly string[]
  /** Values to draw from: for controls that are typed, or where most of the control's own values would be refused. */
  readonly among?: Readonly<Record<string, readonly unknown[]>>
  /** Values held while asking, where the opening ones would make it dull or too hard. */
  readonly hold?: Readonly<Record<string, unknown>>
}

/** A named scene worth teaching. Its title and meaning are in the twins' frontmatter under the same id. */
export type Preset = Readonly<Record<string, unknown>>

export interface LayerDeclaration<P extends Params = Params, D extends Fields = Fields, F = unknown> {
  /** Keras's class name; also `data-layer` of the lab. */
  readonly keras: string
  /** Every constructor parameter, in Keras's order. */
  readonly params: P
  /** The demo input's own controls, and those of the weights. */
  readonly demo: D
  /** What a state asks the runtime to compute. A method, so that declarations of any layer are of one kind. */
  plan(state: State<P, D>): Plan
  readonly presets: Readonly<Record<string, Preset>>
  readonly figure: F
  /** Two or three questions. */
  readonly predict: readonly Question[]
  /** What earlier Keras called a parameter or how its default differed, by parameter; facts of names, no sentences. */
  readonly legacy: Readonly<Record<string, { readonly keras1?: string; readonly keras2?: string }>>
  /** Controls to change when the library blames what is no control, such as `input`. */
  readonly blame?: Readonly<Record<string, readonly string[]>>
  /** null where tfjs has nothing of the kind. */
  readonly plain: PlainTfjs | null
}

/** Declares a layer; checks what types cannot. */
export function defineLayer<const P extends Params, const D extends Fields, F>(
  declaration: LayerDeclaration<P, D, F>,
): LayerDeclaration<P, D, F> {
  const { keras, params, demo, presets } = declaration
  for (const name of Object.keys(demo))
    if (name in params) throw new Error(`${keras}: demo control "${name}" has a Keras parameter's name`)
  for (const [id, preset] of Object.entries(presets))
    for (const name of Object.keys(preset))
      if (!(name in params) && !(name in demo) && !name.startsWith('view_'))
        throw new Error(`${keras}: preset "${id}" sets "${name}", which the layer does not have`)
  return declaration
}
