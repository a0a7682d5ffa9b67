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
  /** From nothing to the colour of the chart's role: masks, gates, shares. `max` is the value of full colour. */
  | { readonly kind: 'role'; readonly max: number }
  /** Places in an order of `count`, from 0: neighbours look alike, and the way from first to last is visible. */
  | { readonly kind: 'order'; readonly count: number }
  /** Whole numbers as distinguishable hues, cycling: for source indices and ids. */
  | { readonly kind: 'category'; readonly count: number }

export const CELL = { plain: 0, padding: 1, dropped: 2, masked: 3, absent: 4 } as const

/** `count` rows or columns from `start` that belong together. */
export interface Group {
  readonly start: number
  readonly count: number
  readonly text: string
}

/** A matrix of cells. Index of a cell: `row * cols + col`. */
export interface GridModel {
  readonly chart: 'grid'
  readonly rows: number
  readonly cols: number
  readonly values: ArrayLike<number>
  readonly scale: Scale
  /** CELL of each cell; all plain when absent. Padding is hatched, dropped greyed, masked struck through, absent not drawn. */
  readonly cells?: ArrayLike<number>
  /** Text of each cell instead of its value. */
  readonly texts?: readonly string[]
  /** Decimals shown; `null` shows no numbers. */
  readonly decimals: number | null
  /** Side of a cell in px, where several grids must keep one measure; else the grid chooses. */
  readonly cell?: number
  readonly rowLabels?: readonly string[]
  /** Whole numbers whose category colours lie under the row labels; NaN for none. */
  readonly rowHues?: ArrayLike<number>
  readonly colLabels?: readonly string[]
  /** Brackets that name blocks of rows / columns. */
  readonly rowGroups?: readonly Group[]
  readonly colGroups?: readonly Group[]
  /** A wider gap stands before each of these rows / columns: blocks of a flattened axis. Named twice, twice as wide. */
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

/** A point of a curve that can be picked. */
export interface Dot {
  readonly x: number
  readonly y: number
  readonly role: Role
  /** The curve's slope there; a picked dot shows it as a tangent. */
  readonly slope?: number
  /** Drawn only while it is marked, and not picked itself. */
  readonly quiet?: boolean
}

/**
 * Curves over a common x, with dots on them; a dot's index is its place in `dots`. What lies outside the
 * domains is cut off, a dot there is an arrowhead at the edge; NaN breaks a curve.
 */
export interface CurveModel {
  readonly chart: 'curve'
  readonly series: readonly Series[]
  readonly dots: readonly Dot[]
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
  readonly xLabel: string
  /** '' leaves it out. */
  readonly yLabel: string
  /** Twice as wide: for signals. */
  readonly wide?: boolean
}

/** Bars over named or numeric bins, with an expected curve or level to compare with. A bin's index is its place. */
export interface BarsModel {
  readonly chart: 'bars'
  readonly labels: readonly string[]
  readonly series: readonly {
    readonly name: string
    readonly role: Role
    readonly values: ArrayLike<number>
  }[]
  /** Expected height of each bar, drawn as a dashed line over the bars. */
  readonly expected?: { readonly name: string; readonly values: ArrayLike<number> }
  /** The bin that holds what the rest of the figure shows, marked below the axis. */
  readonly here?: { readonly name: string; readonly index: number }
  /** Decimals of the numbers over the bars; without, or where they would not fit, there are none. */
  readonly decimals?: number
  /** Domain of the heights, where it must not follow the values. */
  readonly y?: readonly [number, number]
  readonly xLabel: string
  /** '' leaves it out. */
  readonly yLabel: string
  readonly wide?: boolean
}

/** One row of a stack. A node's place on the common axis is `start + i · pitch`, in cells. */
export interface StackRow {
  readonly label: string
  readonly role: Role
  /** Nodes of the row, those of its padding among them. */
  readonly count: number
  readonly start: number
  readonly pitch: number
  /** CELL of each node; all plain when absent. */
  readonly cells?: ArrayLike<number>
  /** A column of cells stands at each node, one for each lane; a dot when absent. */
  readonly lanes?: readonly { readonly label: string; readonly values: ArrayLike<number> }[]
  readonly scale?: Scale
  /** Decimals shown in the lanes' cells; `null` shows no numbers. */
  readonly decimals?: number | null
}

/**
 * Rows of nodes, bottom row first, joined by edges: which earlier positions a later one was made from.
 * Index of a node: those of the rows below come first, then `lane * count + i` within its row.
 */
export interface StackModel {
  readonly chart: 'stack'
  readonly rows: readonly StackRow[]
  /** `[row of the upper node, its position in that row, position in the row below]`. */
  readonly edges: readonly (readonly [row: number, to: number, from: number])[]
}

/** A block of rows of a track chart, with a scale and a role of its own. */
export interface Track {
  readonly label: string
  readonly role: Role
  readonly rows: number
  /** Row-major, `rows * cols`. */
  readonly values: ArrayLike<number>
  readonly scale: Scale
  /** CELL of each cell; all plain when absent. */
  readonly cells?: ArrayLike<number>
  readonly rowLabels?: readonly string[]
}

/**
 * Tracks under one another on a common axis of columns: values over time, or the same columns of several
 * weights. Index of a cell: `row * cols + col`, rows counted through all tracks from the top.
 */
export interface TracksModel {
  readonly chart: 'tracks'
  readonly cols: number
  readonly tracks: readonly Track[]
  /** Decimals shown; `null` shows no numbers. */
  readonly decimals: number | null
  readonly colLabels?: readonly string[]
  /** What the columns count; stands before their labels. */
  readonly axis?: string
  /** Heads over blocks of columns, a wider gap between them; their `cols` sum to all columns. */
  readonly blocks?: readonly { readonly label: string; readonly cols: number }[]
}

export type ChartModel = GridModel | CurveModel | BarsModel | StackModel | TracksModel

/** How a cell is singled out. */
export type MarkKind = 'focus' | 'from' | 'winner' | 'weak'

/** A block of cells; may reach past the grid's edge. */
export interface Box {
  readonly row: number
  readonly col: number
  readonly rows: number
  readonly cols: number
}

/** What is laid over a chart while an element is explained. In a stack the paths below `focus` are lit. */
export interface Overlay {
  readonly marks: readonly { readonly index: number; readonly as: MarkKind }[]
  /** Outline of a block of cells. */
  readonly box?: Box
  /** Fainter outlines, e.g. of the windows beside it. */
  readonly ghosts?: readonly Box[]
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
