import { axes, bool, choice, described, dims, float, int, numbers, optional, type Kind } from './kinds.ts'

/** A value the reader can set: a constructor parameter, a demo input's size, a picker of the figure. */
export interface Field<T> {
  readonly kind: Kind<T>
  /** The value the lab opens with. */
  readonly start: T
  /** The control is shown only in such states. */
  readonly when?: (state: Readonly<Record<string, unknown>>) => boolean
}

/** A constructor parameter of the Keras class. */
export interface Param<T> extends Field<T> {
  /** Keras requires it; there is no default. */
  readonly required: boolean
  /** Keras's default; for a required parameter the lab's opening value. */
  readonly default: T
  /** Whether the lab has a control for it: it changes a shape or a value. */
  readonly lab: boolean
}

export type Fields = Readonly<Record<string, Field<unknown>>>
export type Params = Readonly<Record<string, Param<unknown>>>
export type Values<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

interface Options<T> {
  /** The lab's opening value where Keras's default would show nothing worth seeing. */
  readonly start?: T
  /** false: only in the table, for a parameter that changes neither shape nor value. */
  readonly lab?: boolean
}

/** A parameter that must be given. */
export const required = <T>(kind: Kind<T>, start: T): Param<T> => ({
  kind,
  start,
  default: start,
  required: true,
  lab: true,
})

/** A parameter with Keras's default. */
export const param = <T>(kind: Kind<T>, value: T, options: Options<T> = {}): Param<T> => ({
  kind,
  default: value,
  start: options.start ?? value,
  required: false,
  lab: options.lab ?? true,
})

/** Keras never sees a demo control, so nobody else would say that its value is out of bounds. */
function bounded<T>(kind: Kind<T>): Kind<T> {
  const { control } = kind
  if (control.as !== 'slider' && control.as !== 'axes') return kind
  const { min, max } = control
  return {
    ...kind,
    parse: (text) => {
      const parsed = kind.parse(text)
      if (!parsed.ok || parsed.value === null) return parsed
      const inside = [parsed.value].flat().every((v) => (v as number) >= min && (v as number) <= max)
      return inside ? parsed : { ok: false, issue: { code: 'range', values: { given: text, min, max } } }
    },
  }
}

/** A control of the demo input or of the weights; values beyond a slider's bounds are not taken. */
export const field = <T>(kind: Kind<T>, start: T, when?: Field<T>['when']): Field<T> => ({
  kind: bounded(kind),
  start,
  ...(when && { when }),
})

export const ACTIVATIONS = [
  'relu',
  'relu6',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'mish',
  'sigmoid',
  'hard_sigmoid',
  'hard_silu',
  'tanh',
  'softplus',
  'softsign',
  'exponential',
  'softmax',
  'log_softmax',
  'linear',
  // Second names of silu and hard_silu.
  'swish',
  'hard_swish',
] as const

const NOT_IN_TFJS: readonly string[] = [
  'hard_sigmoid',
  'hard_silu',
  'hard_swish',
  'leaky_relu',
  'exponential',
]

/** Activations that plain tfjs lacks, or computes as Keras 2 did (hard_sigmoid). */
export const failsInPlainTfjs = (activation: string | null): boolean =>
  activation !== null && NOT_IN_TFJS.includes(activation)

const INITIALIZERS = [
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'orthogonal',
  'random_uniform',
  'random_normal',
  'truncated_normal',
  'zeros',
  'ones',
] as const

/** Initializers whose truncated normal plain tfjs draws about an eighth too narrow. */
export const narrowInPlainTfjs = (initializer: string): boolean =>
  /^(glorot|he|lecun)_normal$/.test(initializer)

const activation = optional(choice(ACTIVATIONS))

/** The parameters many layers share, each spelled once. */
export const common = {
  activation: (value: (typeof ACTIVATIONS)[number] | null = null) => param(activation, value),
  useBias: () => param(bool(), true),
  initializer: (value: (typeof INITIALIZERS)[number]) => param(choice(INITIALIZERS), value),
  regularizer: () => param(described('str | Regularizer | None'), null as unknown, { lab: false }),
  constraint: () => param(described('str | Constraint | None'), null as unknown, { lab: false }),
  dataFormat: () => param(optional(choice(['channels_last', 'channels_first'])), null),
  seed: (lab: boolean) => param(optional(int({ min: 0, max: 99 })), null, { lab }),
  loraRank: () => param(optional(int({ min: 1, max: 8 })), null),
}

export const kinds = { axes, bool, choice, described, dims, float, int, numbers, optional }
