import { CELL, type GridModel } from '../charts/model.ts'
import { scaleOf } from '../charts/scale.ts'
import { shapeText, sizeOf } from '../spec/index.ts'
import type { Figure, FigureContext, FigureModel, Panel, Sign, Term } from './figure.ts'
import { explain, keep } from './lookup_pick.ts'
import { idText, sceneOf, type LookupState, type Scene } from './lookup_scene.ts'
import { ARROW, blockStarts, grid, PLUS, TIMES } from './parts.ts'

/** Side of a cell: rows of ids, mask and output keep one measure, so that each row reads across. */
const sideOf = (rows: number) => (rows <= 10 ? 34 : 27)

function draw(context: FigureContext<LookupState>): FigureModel {
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
  const places = Array.from({ length: count }, (_, position) =>
    scene.alone ? String(position) : scene.place(position),
  )
  const padding = (row: number) => state.mask_zero && row === 0
  // Negative ids have the colour of the row they take.
  const hues = Array.from({ length: count }, (_, position) => scene.row(position))
  const perRow = (model: GridModel): GridModel => ({ ...model, cell: side, rowGaps: gaps })
  const panels: (Panel | Sign)[] = [
    {
      id: 'ids',
      title: t('figure.ids'),
      caption: shapeText(ids.shape),
      role: 'input',
      pick: true,
      chart: perRow(
        grid(count, 1, hues, {
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
      cells: Uint8Array.from({ length: tableRows * columns }, (_, i) =>
        used.has(Math.floor(i / columns)) ? CELL.plain : CELL.dropped,
      ),
      rowLabels: Array.from({ length: tableRows }, (_, row) =>
        padding(row) ? t('figure.padding_row') : String(row),
      ),
      rowHues: Array.from({ length: tableRows }, (_, row) => (used.has(row) ? row : Number.NaN)),
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
    chart: perRow(
      grid(count, columns, output.data, {
        scale: values,
        decimals,
        rowLabels: Array.from(ids.data, idText),
        rowHues: hues,
      }),
    ),
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
function noteOf(scene: Scene, { t }: FigureContext<LookupState>): string | undefined {
  const { ids, factors } = scene
  if (factors)
    return t(Array.from(factors.b.data).some((x) => x !== 0) ? 'figure.note_lora' : 'figure.note_lora_zero')
  const negative = Array.from(ids.data).findIndex((id) => id < 0)
  if (negative >= 0)
    return t('figure.note_negative', { id: idText(ids.data[negative]!), row: scene.row(negative) })
  if (scene.mask) return t('figure.note_mask')
  const repeated = repeatedAt(scene)
  return repeated === null ? undefined : t('figure.note_repeated', { id: idText(ids.data[repeated]!) })
}

/** Ids that pick rows of a table; the rows in order are the output. */
export const lookup: Figure<LookupState> = { draw, explain, keep }
