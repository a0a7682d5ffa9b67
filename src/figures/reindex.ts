import type { GridModel, Overlay } from '../charts/model.ts'
import { numberText } from '../charts/scale.ts'
import { placeOf, shapeText, sizeOf, type TensorData } from '../spec/index.ts'
import type {
  Explanation,
  Figure,
  FigureContext,
  FigureModel,
  Formula,
  Panel,
  Pick,
  Sign,
  Term,
  Translate,
} from './figure.ts'
import { nest, type Nest } from './nest.ts'
import { ARROW } from './parts.ts'

/**
 * Layers that move elements without changing them. `plan` asks for a pass `trace` whose input counts its
 * elements from 1: its output then tells each element's source, and 0 an element that has none.
 */
export interface ReindexOptions<S> {
  readonly formulas: (scene: Scene, context: FigureContext<S>) => readonly Formula[]
  readonly note: (scene: Scene, context: FigureContext<S>) => string
  /** Another way to arrange the same elements, shown beside for contrast: sources by flat index, or null. */
  readonly contrast?: (scene: Scene) => {
    readonly shape: readonly number[]
    readonly sources: ArrayLike<number>
    readonly title: string
  } | null
}

export interface Scene {
  readonly input: TensorData
  readonly output: TensorData
  /** Flat index in the input of each output element; -1 where it comes from nowhere. */
  readonly sources: Int32Array
  /** Elements of one sample of the input. */
  readonly sampleSize: number
}

/** Most cells and columns at which numbers are printed. */
const MOST_CELLS = 200
const MOST_COLS = 26

function sceneOf({ plan, passes }: FigureContext): Scene {
  const input = plan.passes.main.inputs[0]!
  const traced = passes['trace']!.outputs[0]!
  return {
    input,
    output: passes.main.outputs[0]!,
    sources: Int32Array.from(traced.data, (place) => place - 1),
    sampleSize: sizeOf(input.shape.slice(1)),
  }
}

/** A tensor without its batch axis where the batch is a single sample. */
const drawn = (shape: readonly number[]) => (shape[0] === 1 ? shape.slice(1) : shape)

/** `[1, :, :]`: the slice at an index of one axis, or `sample 1` along the batch. */
function slice(shape: readonly number[], axis: number, index: number, t: Translate): string {
  const batched = shape[0] !== 1
  if (batched && axis === 0) return t('figure.sample', { index })
  return `[${shape
    .slice(1)
    .map((_, i) => (i === axis - Number(batched) ? index : ':'))
    .join(', ')}]`
}

/** Elements coloured by their source, with their values printed while there are few enough to read. */
function chartOf(
  at: Nest,
  sources: ArrayLike<number>,
  values: ArrayLike<number> | null,
  sampleSize: number,
): GridModel {
  const count = at.rows * at.cols
  const readable = values !== null && count <= MOST_CELLS && at.cols <= MOST_COLS
  const colours = Float32Array.from({ length: count }, (_, cell) => sources[at.flats[cell]!]! % sampleSize)
  const { rowLabels, colLabels, rowGroups, colGroups, rows, cols, rowGaps, colGaps } = at
  return {
    chart: 'grid',
    rows,
    cols,
    values: colours,
    scale: { kind: 'order', count: sampleSize },
    decimals: null,
    rowGaps: rowGaps ?? [],
    colGaps: colGaps ?? [],
    ...(readable && {
      texts: Array.from({ length: count }, (_, cell) => numberText(values[at.flats[cell]!]!)),
      ...(rowLabels && { rowLabels }),
      ...(colLabels && { colLabels }),
      ...(rowGroups && { rowGroups }),
      ...(colGroups && { colGroups }),
    }),
  }
}

const nestOf = (shape: readonly number[], t: Translate): Nest =>
  nest(drawn(shape), (axis, index) => slice(shape, axis, index, t))

/** `1×12 + 2×3 + 1`: a place of the sample times its strides. */
function flatSum(sample: readonly number[], place: readonly number[]): string {
  const terms = place.map((p, i) => {
    const stride = sizeOf(sample.slice(i + 1))
    return i === place.length - 1 ? String(p) : `${p}×${stride}`
  })
  return terms.join(' + ') || '0'
}

function sumOf({ input, output, sources, sampleSize }: Scene, flat: number, t: Translate): Term[] {
  const source = sources[flat]!
  const to = placeOf(output.shape, flat)
  const y: Term = { value: `y[${to.join(', ')}]`, role: 'output' }
  const value = numberText(output.data[flat]!)
  if (source < 0) return [y, ` = ${value}`]
  const from = placeOf(input.shape, source)
  const terms: Term[] = [y, ' = ', { value: `x[${from.join(', ')}]`, role: 'input' }, ` = ${value}`]
  // Only where the order is kept do both places count to the same number.
  const same = source === flat && sizeOf(output.shape) === sizeOf(input.shape)
  if (same)
    terms.push(
      `  ·  ${t('figure.flat_index')} `,
      { value: flatSum(output.shape.slice(1), to.slice(1)), role: 'output' },
      ` = ${source % sampleSize} = `,
      { value: flatSum(input.shape.slice(1), from.slice(1)), role: 'input' },
    )
  return terms
}

function reindex<S = FigureContext['state']>(options: ReindexOptions<S>): Figure<S> {
  function draw(context: FigureContext<S>): FigureModel {
    const { t } = context
    const scene = sceneOf(context as FigureContext)
    const { input, output, sources, sampleSize } = scene
    const own = Int32Array.from({ length: input.data.length }, (_, i) => i)
    const target = nestOf(output.shape, t)
    const panels: (Panel | Sign)[] = [
      {
        id: 'input',
        title: t('figure.input'),
        role: 'input',
        caption: shapeText(input.shape),
        chart: chartOf(nestOf(input.shape, t), own, input.data, sampleSize),
        pick: true,
      },
      ARROW,
      {
        id: 'output',
        title: t('figure.output'),
        role: 'output',
        caption: shapeText(output.shape),
        chart: chartOf(target, sources, output.data, sampleSize),
        pick: true,
      },
    ]
    const other = options.contrast?.(scene)
    if (other) {
      const values = Float32Array.from(other.sources, (source) => input.data[source]!)
      panels.push(
        { sign: '≠' },
        {
          id: 'contrast',
          title: other.title,
          role: 'neutral',
          caption: shapeText(other.shape),
          chart: chartOf(nestOf(other.shape, t), other.sources, values, sampleSize),
        },
      )
    }
    return {
      panels,
      pickers: [],
      player: {
        panel: 'output',
        count: output.data.length,
        indices: Array.from(target.cells),
        start: Math.floor(output.data.length * 0.6),
      },
      formulas: options.formulas(scene, context),
      facts: [{ label: t('fact.elements'), value: String(sampleSize) }],
      note: options.note(scene, context),
    }
  }

  function explain(context: FigureContext<S>, pick: Pick): Explanation | null {
    const { t } = context
    const scene = sceneOf(context as FigureContext)
    const { input, output, sources } = scene
    const [before, after] = [nestOf(input.shape, t), nestOf(output.shape, t)]
    const mark = (at: Nest, flats: readonly number[], as: 'focus' | 'from'): Overlay => ({
      marks: flats.map((flat) => ({ index: at.cells[flat]!, as })),
    })
    const other = options.contrast?.(scene)
    const elsewhere = (source: number): Record<string, Overlay> =>
      other
        ? { contrast: mark(nestOf(other.shape, t), [Array.from(other.sources).indexOf(source)], 'from') }
        : {}
    if (pick.panel === 'output') {
      const flat = after.flats[pick.index]
      if (flat === undefined) return null
      const source = sources[flat]!
      return {
        overlays: {
          output: mark(after, [flat], 'focus'),
          ...(source >= 0 && { input: mark(before, [source], 'from'), ...elsewhere(source) }),
        },
        sum: sumOf(scene, flat, t),
      }
    }
    const source = pick.panel === 'input' ? before.flats[pick.index] : undefined
    if (source === undefined) return null
    const flats = Array.from(sources.keys()).filter((flat) => sources[flat] === source)
    return {
      overlays: {
        input: mark(before, [source], 'focus'),
        output: mark(after, flats, 'from'),
        ...elsewhere(source),
      },
      sum: flats[0] === undefined ? [] : sumOf(scene, flats[0], t),
    }
  }
  return { draw, explain }
}

interface ReshapeState {
  readonly target_shape: readonly number[]
}

/** A product as it is read: `3 × 4`, or 1 for no factor. */
const product = (dims: readonly number[]) => dims.join(' × ') || '1'

function solved({ input, output, sampleSize }: Scene, { state, t }: FigureContext<ReshapeState>): Formula[] {
  const [batch = 1, ...before] = input.shape
  const after = output.shape.slice(1)
  const known = state.target_shape.filter((size) => size !== -1)
  const kept: Term = { value: String(batch), role: 'neutral', name: t('formula.batch') }
  const dims = (shape: readonly number[], role: 'input' | 'output'): Term[] =>
    shape.flatMap((size): Term[] => [', ', { value: String(size), role }])
  const shapes: Formula = {
    label: t('formula.output_shape'),
    terms: ['(', kept, ...dims(before, 'input'), ') → (', kept, ...dims(after, 'output'), ')'],
  }
  const total: Term = { value: product(before), role: 'input' }
  if (known.length === state.target_shape.length)
    return [
      shapes,
      {
        label: t('formula.size_kept'),
        terms: [total, ` = ${sampleSize} = `, { value: product(known), role: 'output' }],
      },
    ]
  return [
    shapes,
    {
      label: t('formula.solve'),
      terms: [
        { frac: [[total], [{ value: product(known), role: 'output', name: t('formula.known') }]] },
        ' = ',
        { frac: [[String(sampleSize)], [String(sizeOf(known))]] },
        ' = ',
        { value: String(sampleSize / sizeOf(known)), role: 'output' },
      ],
    },
  ]
}

/** What Permute would give where the target is the input's shape back to front. */
const transposed: ReindexOptions<ReshapeState>['contrast'] = ({ input, output }) => {
  const [batch = 1, ...sample] = input.shape
  const reversed = [...sample].reverse()
  const target = output.shape.slice(1)
  if (sample.length < 2 || reversed.join() === sample.join() || reversed.join() !== target.join()) return null
  const strides = sample.map((_, i) => sizeOf(sample.slice(i + 1))).reverse()
  const sources = Array.from({ length: batch * sizeOf(sample) }, (_, flat) => {
    const [b = 0, ...place] = placeOf([batch, ...target], flat)
    return place.reduce((at, p, i) => at + p * strides[i]!, b * sizeOf(sample))
  })
  return {
    shape: [batch, ...target],
    sources,
    title: `Permute((${sample.map((_, i) => sample.length - i).join(', ')}))`,
  }
}

/** Reshape: the order stays, -1 is solved in view. */
export const reshaping: Figure<ReshapeState> = reindex<ReshapeState>({
  formulas: solved,
  contrast: transposed,
  note: (scene, { t }) => {
    if (transposed(scene)) return t('figure.no_transpose')
    return t(scene.input.shape[0] === 1 ? 'figure.reading_order' : 'figure.samples_apart')
  },
})
