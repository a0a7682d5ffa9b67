import type { ChartModel, Overlay, Role } from '../charts/model.ts'
import type { PassResults, Plan } from '../spec/index.ts'

/** `t('figure.input')` is a text of content/i18n in the reader's language. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

export interface FigureContext<S = Readonly<Record<string, unknown>>> {
  /** Keras parameters and demo controls, by name. */
  readonly state: S
  readonly plan: Plan
  readonly passes: PassResults
  /** A picker's value; `fallback` when the reader has not set it. */
  readonly view: (name: string, fallback?: number) => number
  readonly t: Translate
}

/** A run of text, a number in a role's colour, or a fraction, floor, ceiling or exponent of others. */
export type Term =
  | string
  | { readonly value: string; readonly role: Role; readonly name?: string }
  | { readonly frac: readonly [readonly Term[], readonly Term[]] }
  | { readonly floor: readonly Term[] }
  | { readonly ceil: readonly Term[] }
  | { readonly sup: readonly Term[] }

export interface Formula {
  readonly label: string
  readonly terms: readonly Term[]
}

export interface Panel {
  readonly id: string
  readonly title: string
  readonly role: Role
  readonly chart: ChartModel
  /** Small line under the title, e.g. the slice shown. */
  readonly caption?: string
  /** Elements can be hovered, focused and chosen. */
  readonly pick?: boolean
  /** Takes a whole row of the figure. */
  readonly wide?: boolean
  /** Stands under the equations: what a step does not change. */
  readonly below?: boolean
}

/** × + = → between panels. */
export interface Sign {
  readonly sign: string
}

/** Chooses a slice of the figure; `name` starts with `view_` and is a control and a URL key like any other. */
export interface Picker {
  readonly name: string
  readonly label: string
  readonly count: number
  /** Text of each choice; 0-based numbers when absent. */
  readonly options?: readonly string[]
}

/** Step and play: moves the picked element of a panel through `count` places. */
export interface Player {
  readonly panel: string
  readonly count: number
  /** Element index of each step; the step itself when absent. */
  readonly indices?: readonly number[]
  readonly start?: number
}

export interface FigureModel {
  readonly panels: readonly (Panel | Sign)[]
  readonly pickers: readonly Picker[]
  readonly player: Player | null
  readonly formulas: readonly Formula[]
  /** Multiply-accumulates of one forward pass; receptive field in input elements. Whatever the layer has. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  /** One line of what to see in this state. */
  readonly note?: string
}

export interface Pick {
  readonly panel: string
  readonly index: number
}

/** What made the picked element: cells lit in each panel, and its sum. */
export interface Explanation {
  readonly overlays: Readonly<Record<string, Overlay>>
  readonly sum: readonly Term[]
  /** What takes several equations, one under another. */
  readonly lines?: readonly Formula[]
  /** The picked element's place in other panels, where their arrow keys start. */
  readonly places?: Readonly<Record<string, number>>
}

/** A figure: pure functions of state and result. */
export interface Figure<S = Readonly<Record<string, unknown>>> {
  draw(context: FigureContext<S>): FigureModel
  explain?(context: FigureContext<S>, pick: Pick): Explanation | null
  /** The view settings that keep a clicked element picked; null where the pick itself is kept. */
  keep?(context: FigureContext<S>, pick: Pick): Readonly<Record<string, number>> | null
}
