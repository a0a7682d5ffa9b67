import type { Output, ValueNode } from './protocol.ts'

/** A number or a truth value as it stands in printed text, Python's or JavaScript's. */
const NUMBER =
  /(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?(?![\w])|(?<![\w.])[-+]?(?:nan|inf(?:inity)?)\b|\b(?:true|false)\b/gi

/** The numbers in a text, in order; true is 1, false is 0. */
export function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(NUMBER), ([found]) => {
    const token = found.toLowerCase()
    if (token === 'true') return 1
    if (token === 'false') return 0
    if (token.endsWith('nan')) return NaN
    if (token.includes('inf')) return token.startsWith('-') ? -Infinity : Infinity
    return Number(token)
  })
}

/** The numbers that a run printed, in order; of tensors, their elements. */
export function numbersOf(outputs: readonly Output[]): number[] {
  return outputs.flatMap((output) => {
    if (output.kind === 'console') return output.values.flatMap(numbersOfNode)
    if (output.kind === 'value') return numbersOfNode(output.value)
    if (output.kind === 'table') return output.rows.flatMap((row) => row.slice(1).flatMap(numbersOfNode))
    return []
  })
}

function numbersOfNode(node: ValueNode): number[] {
  switch (node.kind) {
    case 'string':
    case 'plain':
      return numbersIn(node.text)
    case 'tensor':
      return node.tensor.data.map(Number)
    case 'list':
      return node.items.flatMap(numbersOfNode)
    case 'record':
      return node.entries.flatMap(([, value]) => numbersOfNode(value))
    case 'more':
      return []
  }
}

/** Whether two printings agree: as many numbers, each within `tolerance` of its size (at least 1). */
export function sameNumbers(a: readonly number[], b: readonly number[], tolerance = 1e-5): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => {
      const y = b[i]!
      if (!Number.isFinite(x) || !Number.isFinite(y)) return Object.is(x, y)
      return Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x), Math.abs(y))
    })
  )
}
