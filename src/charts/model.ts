/**
 * What charts can show. Models are plain data with every text already in the reader's language; a chart
 * knows its own model and nothing of layers.
 */

/** What a thing is, and so its colour everywhere in the book. */
export type Role = 'input' | 'weights' | 'output' | 'state' | 'mask' | 'padding' | 'neutral'

/** How cell values become colours. `max` is the value (or magnitude) of full colour. */
export type Scale =
  | { readonly kind: 'diverging'; readonly max: number }
  | { readonly kind: 'sequential'; readonly max: number }
  /** Whole numbers as distinguishable hues, cycling: for source indices and ids. */
  | { readonly kind: 'category'; readonly count: number }

export const CELL = { plain: 0, padding: 1, dropped: 2, masked: 3 } as const

/** A matrix of cells. Index of a cell: `row * cols + col`. */
export interface GridModel {
  readonly chart: 'grid'
  readonly rows: number
  readonly cols: number
  readonly values: ArrayLike<number>
  readonly scale: Scale
  /** CELL of each cell; all plain when absent. Padding is hatched, dropped greyed, masked struck through. */
  readonly cells?: ArrayLike<number>
  /** Text of each cell instead of its value. */
  readonly texts?: readonly string[]
  /** Decimals shown; `null` shows no numbers. */
  readonly decimals: number | null
  readonly rowLabels?: readonly string[]
  readonly colLabels?: readonly string[]
  /** A wider gap stands before each of these rows / columns: blocks of a flattened axis. */
  readonly rowGaps?: readonly number[]
  readonly colGaps?: readonly number[]
}

export interface Series {
  readonly name: string
  readonly role: Role
  readonly dashed?: boolean
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
}

/** Curves over a common x, with dots on them. */
export interface CurveModel {
  readonly chart: 'curve'
  readonly series: readonly Series[]
  readonly dots: readonly { readonly x: number; readonly y: number; readonly role: Role }[]
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly xLabel: string
  readonly yLabel: string
}

/** Bars over named or numeric bins, with an expected curve or level to compare with. */
export interface BarsModel {
  readonly chart: 'bars'
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly role: Role; readonly values: ArrayLike<number> }[]
  /** Expected height of each bar, drawn as a line over the bars. */
  readonly expected?: { readonly name: string; readonly values: ArrayLike<number> }
  readonly xLabel: string
  readonly yLabel: string
}

/** Rows of nodes, bottom row first, joined by edges: which earlier positions a later one was made from. */
export interface StackModel {
  readonly chart: 'stack'
  readonly rows: readonly { readonly label: string; readonly role: Role; readonly count: number }[]
  /** `[row of the upper node, its position, position in the row below]`; lit when on the path of the focus. */
  readonly edges: readonly (readonly [row: number, to: number, from: number])[]
  /** The top row's position whose origins are lit. */
  readonly focus: number
}

export type ChartModel = GridModel | CurveModel | BarsModel | StackModel

/** How a cell is singled out. */
export type MarkKind = 'focus' | 'from' | 'winner' | 'weak'

/** What is laid over a chart while an element is explained. */
export interface Overlay {
  readonly marks: readonly { readonly index: number; readonly as: MarkKind }[]
  /** Outline of a block of cells, in cells; may reach past the grid's edge. */
  readonly box?: { readonly row: number; readonly col: number; readonly rows: number; readonly cols: number }
}

export interface ChartProps<M extends ChartModel> {
  readonly model: M
  readonly role: Role
  /** Accessible name. */
  readonly label: string
  readonly overlay?: Overlay
  /** Present when elements can be picked; `null` when the pointer leaves. `hold` when clicked or chosen by key. */
  readonly onPick?: (index: number | null, hold: boolean) => void
  /** The element picked now, where arrow keys start. */
  readonly picked?: number
}
