import type { Overlay } from '../charts/model.ts'
import { numberText } from '../charts/scale.ts'
import type { Explanation, FigureContext, Pick, Term } from './figure.ts'
import { idText, sceneOf, type LookupState, type Scene } from './lookup_scene.ts'
import { bracketed, equals } from './parts.ts'

const marksOf = (rows: readonly number[], columns: number, as: 'from' | 'focus' | 'weak'): Overlay['marks'] =>
  rows.flatMap((row) => Array.from({ length: columns }, (_, col) => ({ index: row * columns + col, as })))

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

function explainOutput(
  scene: Scene,
  { t }: FigureContext<LookupState>,
  position: number,
  column: number,
): Explanation {
  const { ids, output, table, factors, mask, columns } = scene
  const row = scene.row(position)
  const rank = factors?.a.shape[1] ?? 0
  const products = Array.from({ length: rank }, (_, r) => ({
    a: factors!.a.data[row * rank + r]!,
    b: factors!.b.data[r * columns + column]!,
  }))
  const sign = equals([table.data[row * columns + column]!, ...products.flatMap(({ a, b }) => [a, b])], 3)
  const value: Term[] = [
    `${t('figure.output')}[${scene.place(position)}, ${column}]${sign}`,
    { value: numberText(table.data[row * columns + column]!, 3), role: 'weights' },
    ...products.flatMap(({ a, b }): Term[] => [
      ' + ',
      { value: bracketed(a, 3), role: 'weights', name: 'A' },
      '×',
      { value: bracketed(b, 3), role: 'weights', name: 'B' },
    ]),
    ...(rank > 0
      ? [sign, { value: numberText(output.data[position * columns + column]!, 3), role: 'output' as const }]
      : []),
  ]
  const id = { marks: [{ index: position, as: 'focus' as const }] }
  const others = Array.from({ length: ids.data.length }, (_, p) => p).filter(
    (p) => p !== position && scene.row(p) === row,
  )
  return {
    overlays: {
      ids: id,
      ...(mask && { mask: id }),
      embeddings: { marks: marksOf([row], columns, 'from') },
      ...(factors && {
        a: { marks: marksOf([row], rank, 'from') },
        b: {
          marks: Array.from({ length: rank }, (_, r) => ({
            index: r * columns + column,
            as: 'from' as const,
          })),
        },
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
      ...(mask
        ? [' · mask = ', { value: mask.data[position] ? 'True' : 'False', role: 'mask' as const }]
        : []),
    ],
  }
}

/** A row of the table and every place that looked it up. */
function explainRow(scene: Scene, { t }: FigureContext<LookupState>, row: number): Explanation {
  const { ids, columns } = scene
  const positions = Array.from({ length: ids.data.length }, (_, position) => position).filter(
    (position) => scene.row(position) === row,
  )
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
        ? {
            value: positions.map((p) => `${t('figure.output')}[${scene.place(p)}]`).join(', '),
            role: 'output',
          }
        : t('figure.row_unused'),
    ],
  }
}

export function explain(context: FigureContext<LookupState>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { ids, table, columns } = scene
  if (pick.panel === 'embeddings')
    return pick.index < table.data.length
      ? explainRow(scene, context, Math.floor(pick.index / columns))
      : null
  const column = Math.min(context.view('view_col'), columns - 1)
  const [position, col] =
    pick.panel === 'output' ? [Math.floor(pick.index / columns), pick.index % columns] : [pick.index, column]
  return position < ids.data.length && columns > 0 ? explainOutput(scene, context, position, col) : null
}

export function keep(context: FigureContext<LookupState>, pick: Pick): Record<string, number> | null {
  const { columns } = sceneOf(context)
  if (pick.panel === 'ids') return { view_step: pick.index }
  if (pick.panel !== 'output') return null
  return { view_step: Math.floor(pick.index / columns), view_col: pick.index % columns }
}
