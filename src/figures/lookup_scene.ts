import { numberText } from '../charts/scale.ts'
import type { NamedTensor, TensorData } from '../spec/index.ts'
import type { FigureContext } from './figure.ts'
import { weight } from './parts.ts'

export interface LookupState {
  readonly mask_zero: boolean
}

/** Everything of one lookup that its panels are drawn from. */
export interface Scene {
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
  /** One sentence only. */
  readonly alone: boolean
}

export function sceneOf({ plan, passes }: FigureContext<LookupState>): Scene {
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
    alone: ids.shape[0] === 1,
  }
}

/** A minus as in the rest of the figure. */
export const idText = (id: number) => numberText(id, 0)
