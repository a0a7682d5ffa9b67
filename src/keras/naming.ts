import { snakeCase } from './objects.ts'

const used = new Map<string, number>()

/** Keras's automatic layer names: `conv2d`, `conv2d_1`, … */
export function automaticName(className: string): string {
  const base = snakeCase(className)
  const count = used.get(base) ?? 0
  used.set(base, count + 1)
  return count === 0 ? base : `${base}_${count}`
}

/** `kernelSize` → `kernel_size`. */
export const toSnakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A factory's options as a Keras configuration. Unset options are left out, so that defaults apply. */
export function toKerasConfig(options: object): Record<string, unknown> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [toSnakeCase(name), value]))
}

/** What Keras 1 and 2 called some parameters (keras/legacy/interfaces.py at tag 2.3.1). */
const OLD_NAMES: Record<string, readonly string[]> = {
  output_dim: ['units', 'filters'],
  nb_filter: ['filters'],
  filter_length: ['kernel_size'],
  nb_row: ['kernel_size'],
  nb_col: ['kernel_size'],
  subsample: ['strides'],
  subsample_length: ['strides'],
  stride: ['strides'],
  pool_length: ['pool_size'],
  border_mode: ['padding'],
  dim_ordering: ['data_format'],
  atrous_rate: ['dilation_rate'],
  init: ['kernel_initializer', 'embeddings_initializer'],
  inner_init: ['recurrent_initializer'],
  inner_activation: ['recurrent_activation'],
  forget_bias_init: ['unit_forget_bias'],
  bias: ['use_bias'],
  p: ['rate'],
  dropout_w: ['dropout'],
  dropout_u: ['recurrent_dropout'],
  w_regularizer: ['kernel_regularizer', 'embeddings_regularizer'],
  u_regularizer: ['recurrent_regularizer'],
  b_regularizer: ['bias_regularizer'],
  w_constraint: ['kernel_constraint', 'embeddings_constraint'],
  u_constraint: ['recurrent_constraint'],
  b_constraint: ['bias_constraint'],
}

/** The parameter a wrong name most likely means, or null. */
export function suggestName(name: string, known: readonly string[]): string | null {
  const renamed = OLD_NAMES[name.toLowerCase()]?.find((candidate) => known.includes(candidate))
  if (renamed) return renamed
  const snake = toSnakeCase(name)
  const longer = known.filter(
    (candidate) => candidate.startsWith(`${snake}_`) || candidate.endsWith(`_${snake}`),
  )
  if (longer.length === 1) return longer[0]!
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(snake, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 4)) ? best.candidate : null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
