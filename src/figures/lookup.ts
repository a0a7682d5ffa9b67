import { CELL, type GridModel, type Overlay } from '../charts/model.ts'
import { numberText, scaleOf } from '../charts/scale.ts'
import { shapeText, sizeOf, type NamedTensor, type TensorData } from '../spec/index.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Panel, Pick, Sign, Term } from './figure.ts'
import { ARROW, blockStarts, bracketed, grid, PLUS, TIMES, weight } from './parts.ts'

interface State {
  readonly input_dim: number
  readonly mask_zero: boolean
}

/** Everything of one lookup that its panels are drawn from. */
interface Scene {
  readonly ids: TensorData
  readonly output: TensorData
  readonly table: NamedTensor
  readonly factors: { readonly a: NamedTensor; readonly b: NamedTensor } | null
  readonly mask: TensorData | null
  readonly columns: number
  /** The table row of the id at a flat position: negative ids count from the end. */
  row(position: number): number
  /** `0, 3`: the place of a flat position in the ids. */
  place(position: number): string
}

function sceneOf({ plan, passes }: FigureContext<State>): Scene {
  const ids = plan.passes.main.inputs[0]!
  const table = weight(passes.main, 'embeddings')!
  const [a, b] = ['a', 'b'].map((factor) => weight(passes.main, `lora_embeddings_${factor}`))
  const [rows = 0, columns = 0] = table.shape
  const length = ids.shape.at(-1)!
  return {
    ids,
    output: passes.main.outputs[0]!,
    table,
    factors: a && b ? { a, b } : null,
    mask: passes.main.outputMask,
    columns,
    row: (position) => (ids.data[position]! < 0 ? ids.data[position]! + rows : ids.data[position]!),
    place: (position) => `${Math.floor(position / length)}, ${position % length}`,
  }
}

/** A minus as in the rest of the figure. */
const idText = (id: number) => numberText(id, 0)

/** Side of a cell: rows of ids, mask and output keep one measure, so that each row reads across. */
const sideOf = (rows: number) => (rows <= 10 ? 34 : 27)

const marksOf = (rows: readonly number[], columns: number, as: 'from' | 'focus' | 'weak'): Overlay['marks'] =>
  rows.flatMap((row) => Array.from({ length: columns }, (_, col) => ({ index: row * columns + col, as })))

function draw(context: FigureContext<State>): FigureModel {
  const { state, passes, view, t } = context
  const scene = sceneOf(context)
  const { ids, output, table, factors, mask, columns } = scene
  const count = sizeOf(ids.shape)
  const [tableRows = 0] = table.shape
  const used = new Set(Array.from({ length: count }, (_, position) => scene.row(position)))
  const gaps = blockStarts(count, ids.shape.at(-1)!)
  const side = sideOf(count)
  const values = scaleOf(Array.from(table.data).concat(Array.from(output.data)), 0.01)
  const decimals = values.kind === 'diverging' && values.max < 1 ? 3 : 2
  const places = Array.from({ length: count }, (_, position) => scene.place(position))
  const padding = (row: number) => state.mask_zero && row === 0
  const perRow = (model: GridModel): GridModel => ({ ...model, cell: side, rowGaps: gaps })
  const panels: (Panel | Sign)[] = [
    {
      id: 'ids',
      title: t('figure.ids'),
      caption: shapeText(ids.shape),
      role: 'input',
      pick: true,
      chart: perRow(
        grid(count, 1, ids.data, {
          scale: { kind: 'category', count: tableRows },
          texts: Array.from(ids.data, idText),
          rowLabels: places,
        }),
      ),
    },
  ]
  if (mask)
    panels.push({
      id: 'mask',
      title: t('figure.mask'),
      caption: shapeText(mask.shape),
      role: 'mask',
      chart: perRow(
        grid(count, 1, mask.data, {
          scale: { kind: 'role', max: 1 },
          texts: Array.from(mask.data, (kept) => (kept ? '✓' : '')),
          cells: Uint8Array.from(mask.data, (kept) => (kept ? CELL.plain : CELL.masked)),
        }),
      ),
    })
  panels.push(ARROW, {
    id: 'embeddings',
    title: 'embeddings',
    caption: shapeText(table.shape),
    role: 'weights',
    pick: true,
    chart: grid(tableRows, columns, table.data, {
      scale: values,
      decimals,
      // Rows that no id asks for.
      cells: Uint8Array.from({ length: tableRows * columns }, (_, i) => (used.has(Math.floor(i / columns)) ? CELL.plain : CELL.dropped)),
      rowLabels: Array.from({ length: tableRows }, (_, row) => (padding(row) ? t('figure.padding_row') : String(row))),
    }),
  })
  if (factors)
    for (const [name, { shape, data }] of Object.entries(factors))
      panels.push(name === 'a' ? PLUS : TIMES, {
        id: name,
        title: t(`figure.lora_${name}`),
        caption: shapeText(shape),
        role: 'weights',
        chart: grid(shape[0]!, shape[1]!, data, { decimals: 3 }),
      })
  panels.push(ARROW, {
    id: 'output',
    title: t('figure.output'),
    caption: shapeText(output.shape),
    role: 'output',
    pick: true,
    chart: perRow(grid(count, columns, output.data, { scale: values, decimals, rowLabels: Array.from(ids.data, idText) })),
  })
  const note = noteOf(scene, context)
  const column = Math.min(view('view_col'), Math.max(0, columns - 1))
  return {
    panels,
    pickers: [],
    player: {
      panel: 'output',
      count: columns > 0 ? count : 0,
      indices: Array.from({ length: count }, (_, position) => position * columns + column),
      start: repeatedAt(scene) ?? 0,
    },
    formulas: [
      {
        label: t('formula.output_shape'),
        terms: [
          `${shapeText(ids.shape)} → (${ids.shape.join(', ')}, `,
          { value: String(columns), role: 'output', name: 'output_dim' },
          ')',
        ],
      },
      {
        label: t('formula.param_count'),
        terms: [
          { value: String(tableRows), role: 'weights', name: 'input_dim' },
          ' × ',
          { value: String(columns), role: 'output', name: 'output_dim' },
          ...loraTerms(scene),
          ` = ${passes.main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)}`,
        ],
      },
    ],
    facts: [{ label: t('fact.rows_used'), value: `${used.size} / ${tableRows}` }],
    ...(note && { note }),
  }
}

const loraTerms = ({ factors, table: { shape } }: Scene): Term[] =>
  factors
    ? [
        ' + ',
        { value: String(factors.a.shape[1]), role: 'weights', name: 'lora_rank' },
        ' × (',
        { value: String(shape[0]), role: 'weights', name: 'input_dim' },
        ' + ',
        { value: String(shape[1]), role: 'output', name: 'output_dim' },
        ')',
      ]
    : []

/** The second place of the first id that comes twice. */
function repeatedAt(scene: Scene): number | null {
  const seen = new Set<number>()
  for (let position = 0; position < scene.ids.data.length; position++) {
    const row = scene.row(position)
    if (seen.has(row)) return position
    seen.add(row)
  }
  return null
}

/** What to see in this state. */
function noteOf(scene: Scene, { t }: FigureContext<State>): string | undefined {
  const { ids, factors } = scene
  if (factors) return t(Array.from(factors.b.data).some((x) => x !== 0) ? 'figure.note_lora' : 'figure.note_lora_zero')
  const negative = Array.from(ids.data).findIndex((id) => id < 0)
  if (negative >= 0) return t('figure.note_negative', { id: idText(ids.data[negative]!), row: scene.row(negative) })
  if (scene.mask) return t('figure.note_mask')
  const repeated = repeatedAt(scene)
  return repeated === null ? undefined : t('figure.note_repeated', { id: idText(ids.data[repeated]!) })
}

/** `ids[0, 3] = 1 → embeddings[1]`: from an id to its row of the table. */
function toRow(scene: Scene, position: number): Term[] {
  const id = scene.ids.data[position]!
  const row = scene.row(position)
  return [
    `ids[${scene.place(position)}] = `,
    { value: idText(id), role: 'input' },
    ...(id < 0 ? [` (${idText(id)} + ${scene.table.shape[0]} = ${row})`] : []),
    '  →  ',
    { value: `embeddings[${row}]`, role: 'weights' },
  ]
}

function explainOutput(scene: Scene, { t }: FigureContext<State>, position: number, column: number): Explanation {
  const { ids, output, table, factors, mask, columns } = scene
  const row = scene.row(position)
  const rank = factors?.a.shape[1] ?? 0
  const products = Array.from({ length: rank }, (_, r) => ({
    a: factors!.a.data[row * rank + r]!,
    b: factors!.b.data[r * columns + column]!,
  }))
  const value: Term[] = [
    `${t('figure.output')}[${scene.place(position)}, ${column}] = `,
    { value: numberText(table.data[row * columns + column]!, 3), role: 'weights' },
    ...products.flatMap(({ a, b }): Term[] => [
      ' + ',
      { value: bracketed(a, 3), role: 'weights', name: 'A' },
      '×',
      { value: bracketed(b, 3), role: 'weights', name: 'B' },
    ]),
    ...(rank > 0 ? [' = ', { value: numberText(output.data[position * columns + column]!, 3), role: 'output' as const }] : []),
  ]
  const id = { marks: [{ index: position, as: 'focus' as const }] }
  const others = Array.from({ length: ids.data.length }, (_, p) => p).filter((p) => p !== position && scene.row(p) === row)
  return {
    overlays: {
      ids: id,
      ...(mask && { mask: id }),
      embeddings: { marks: marksOf([row], columns, 'from') },
      ...(factors && {
        a: { marks: marksOf([row], rank, 'from') },
        b: { marks: Array.from({ length: rank }, (_, r) => ({ index: r * columns + column, as: 'from' as const })) },
      }),
      output: {
        marks: [
          ...marksOf(others, columns, 'weak'),
          ...marksOf([position], columns, 'from').filter(({ index }) => index % columns !== column),
          { index: position * columns + column, as: 'focus' },
        ],
      },
    },
    sum: [
      ...toRow(scene, position),
      '  →  ',
      ...value,
      ...(mask ? [' · mask = ', { value: mask.data[position] ? 'True' : 'False', role: 'mask' as const }] : []),
    ],
  }
}

/** A row of the table and every place that looked it up. */
function explainRow(scene: Scene, { t }: FigureContext<State>, row: number): Explanation {
  const { ids, columns } = scene
  const positions = Array.from({ length: ids.data.length }, (_, position) => position).filter((position) => scene.row(position) === row)
  return {
    overlays: {
      ids: { marks: positions.map((index) => ({ index, as: 'focus' })) },
      embeddings: { marks: marksOf([row], columns, 'focus') },
      output: { marks: marksOf(positions, columns, 'from') },
    },
    sum: [
      { value: `embeddings[${row}]`, role: 'weights' },
      '  →  ',
      positions.length > 0
        ? { value: positions.map((p) => `${t('figure.output')}[${scene.place(p)}]`).join(', '), role: 'output' }
        : t('figure.row_unused'),
    ],
  }
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { ids, table, columns } = scene
  if (pick.panel === 'embeddings')
    return pick.index < table.data.length ? explainRow(scene, context, Math.floor(pick.index / columns)) : null
  const column = Math.min(context.view('view_col'), columns - 1)
  const [position, col] =
    pick.panel === 'output' ? [Math.floor(pick.index / columns), pick.index % columns] : [pick.index, column]
  return position < ids.data.length && columns > 0 ? explainOutput(scene, context, position, col) : null
}

function keep(context: FigureContext<State>, pick: Pick): Record<string, number> | null {
  const { columns } = sceneOf(context)
  if (pick.panel === 'ids') return { view_step: pick.index }
  if (pick.panel !== 'output') return null
  return { view_step: Math.floor(pick.index / columns), view_col: pick.index % columns }
}

/** Ids that pick rows of a table; the rows in order are the output. */
export const lookup: Figure<State> = { draw, explain, keep }
