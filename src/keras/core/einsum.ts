import { broadcastTo, gather, matMul, reshape, sum, tensor1d, transpose, zeros } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from '../shapes.ts'

// tfjs's own einsum knows no ellipsis, no repeated label and no outer axes beside summed ones on every
// backend, so products are brought to matMul here.

/** The letters of a term, those of its ellipsis counted from the right: `…x` of 3 axes is `*1 *0 x`. */
function labelsOf(term: string, rank: number): string[] | null {
  const parts = term.split('...')
  if (parts.length > 2 || !parts.every((part) => /^[a-zA-Z]*$/.test(part))) return null
  const letters = parts.map((part) => [...part]) as [string[], string[]?]
  const elided = rank - letters.flat().length
  if (elided < 0 || (parts.length === 1 && elided > 0)) return null
  const hidden = Array.from({ length: elided }, (_, i) => `*${elided - 1 - i}`)
  return [...letters[0], ...hidden, ...(letters[1] ?? [])]
}

interface Operand {
  readonly x: Tensor
  readonly labels: readonly string[]
}

const isIdentity = (order: readonly number[]) => order.every((axis, i) => axis === i)

function arranged({ x, labels }: Operand, wanted: readonly string[]): Tensor {
  const order = wanted.map((label) => labels.indexOf(label))
  return isIdentity(order) ? x : transpose(x, order)
}

/** Keeps the entries at which axes of the same label have the same index. */
function diagonals(operand: Operand): Operand | null {
  const { x, labels } = operand
  const second = labels.findIndex((label, axis) => labels.indexOf(label) < axis)
  if (second < 0) return operand
  const first = labels.indexOf(labels[second]!)
  const size = x.shape[first]!
  if (x.shape[second] !== size) return null
  const rest = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second)
  const restShape = rest.map((axis) => x.shape[axis]!)
  const flat = reshape(transpose(x, [...rest, first, second]), [sizeOf(restShape), size * size])
  const steps = tensor1d(
    Array.from({ length: size }, (_, i) => i * (size + 1)),
    'int32',
  )
  return diagonals({
    x: reshape(gather(flat, steps, 1), [...restShape, size]),
    labels: [...rest.map((axis) => labels[axis]!), labels[first]!],
  })
}

/** Adds up along the axes whose label is in no other term. */
function summed({ x, labels }: Operand, others: readonly string[]): Operand {
  const lost = labels.map((_, axis) => axis).filter((axis) => !others.includes(labels[axis]!))
  return lost.length === 0
    ? { x, labels }
    : { x: sum(x, lost), labels: labels.filter((label) => others.includes(label)) }
}

/**
 * The sum of products that an equation such as `abc,cd->abd` names, for two operands. An ellipsis stands
 * for any number of axes; a batch axis of size 1 is repeated. Null where the equation does not fit the shapes.
 */
export function einsum(equation: string, a: Tensor, b: Tensor): Tensor | null {
  const terms = /^([^,>-]*),([^,>-]*)->([^,>-]*)$/.exec(equation)
  if (!terms) return null
  const [, termA, termB, termOut] = terms as unknown as [string, string, string, string]
  const [labelsA, labelsB] = [labelsOf(termA, a.rank), labelsOf(termB, b.rank)]
  if (!labelsA || !labelsB) return null
  const hidden = Math.max(...[labelsA, labelsB].map((list) => list.filter((l) => l.startsWith('*')).length))
  const outRank = termOut.includes('...') ? termOut.length - 3 + hidden : termOut.length
  const out = labelsOf(termOut, outRank)
  if (!out || new Set(out).size < out.length) return null
  if (!out.every((label) => labelsA.includes(label) || labelsB.includes(label))) return null
  const [wholeA, wholeB] = [diagonals({ x: a, labels: labelsA }), diagonals({ x: b, labels: labelsB })]
  if (!wholeA || !wholeB) return null
  return product(summed(wholeA, [...wholeB.labels, ...out]), summed(wholeB, [...wholeA.labels, ...out]), out)
}

function product(a: Operand, b: Operand, out: readonly string[]): Tensor | null {
  const size = (label: string, operand: Operand) => operand.x.shape[operand.labels.indexOf(label)]!
  const shared = a.labels.filter((label) => b.labels.includes(label))
  const batch = shared.filter((label) => out.includes(label))
  const inner = shared.filter((label) => !out.includes(label))
  const [rows, columns] = [a, b].map(({ labels }) => labels.filter((label) => !shared.includes(label)))
  if (!rows || !columns || inner.some((label) => size(label, a) !== size(label, b))) return null
  const pairs = batch.map((label) => [size(label, a), size(label, b)] as const)
  if (pairs.some(([x, y]) => x !== y && x !== 1 && y !== 1)) return null
  const batchShape = pairs.map(([x, y]) => (x === 1 ? y : x))
  const rowShape = rows.map((label) => size(label, a))
  const columnShape = columns.map((label) => size(label, b))
  const innerSize = sizeOf(inner.map((label) => size(label, a)))
  const labels = [...batch, ...rows, ...columns]
  const shape = [...batchShape, ...rowShape, ...columnShape]
  const order = out.map((label) => labels.indexOf(label))
  // matMul cannot work on tensors without entries.
  if (sizeOf(shape) * innerSize === 0) return zeros(order.map((axis) => shape[axis]!))
  const stacked = (x: Tensor, matrix: number[]) => {
    const own = x.shape.slice(0, batch.length)
    const whole = isSame(own, batchShape)
      ? x
      : broadcastTo(x, [...batchShape, ...x.shape.slice(batch.length)])
    return reshape(whole, batch.length > 0 ? [sizeOf(batchShape), ...matrix] : matrix)
  }
  const left = stacked(arranged(a, [...batch, ...rows, ...inner]), [sizeOf(rowShape), innerSize])
  const right = stacked(arranged(b, [...batch, ...inner, ...columns]), [innerSize, sizeOf(columnShape)])
  const result = reshape(matMul(left, right), shape)
  return isIdentity(order) ? result : transpose(result, order)
}

const isSame = (a: readonly number[], b: readonly number[]) => a.every((dim, axis) => dim === b[axis])
