import { numberText } from '../charts/scale.ts'
import type { Term } from './figure.ts'

/** The row an element stands in, for functions that look at all of it. */
export interface Row {
  readonly values: readonly number[]
  readonly index: number
}

/** `f` is `x` as a factor: in brackets where it is negative. */
type Write = (x: Term, f: Term, row: Row | undefined) => readonly Term[]

const frac = (over: readonly Term[], under: readonly Term[]): Term => ({ frac: [over, under] })
const power = (...exponent: Term[]): Term[] => ['e', { sup: exponent }]
const logistic = (f: Term): Term => frac(['1'], ['1 + ', ...power('−', f)])

/** Most terms of a row written out. */
const MOST = 5

/** e^x₀ + e^x₁ + …, or the sign of a sum when no row is given. */
function rowSum(row: Row | undefined): Term[] {
  if (!row) return ['Σ ', ...power({ value: 'x', role: 'input' })]
  const shown = row.values.length > MOST ? row.values.slice(0, MOST - 1) : row.values
  const terms = shown.flatMap((v, i): Term[] => [
    ...(i > 0 ? [' + '] : []),
    ...power({ value: numberText(v), role: 'input' }),
  ])
  return shown.length < row.values.length ? [...terms, ' + …'] : terms
}

const FORMULAS: Readonly<Record<string, Write>> = {
  linear: (x) => [x],
  relu: (x) => ['max(', x, ', 0)'],
  relu6: (x) => ['min(max(', x, ', 0), 6)'],
  leaky_relu: (x, f) => ['max(', x, ', 0.2·', f, ')'],
  elu: (x) => ['max(', x, ', 0) + min(', ...power(x), ' − 1, 0)'],
  selu: (x) => ['1.0507·(max(', x, ', 0) + 1.6733·min(', ...power(x), ' − 1, 0))'],
  gelu: (x, f) => ['½·', f, '·(1 + erf(', x, '/√2))'],
  silu: (_x, f) => [f, '·', logistic(f)],
  mish: (x, f) => [f, '·tanh(ln(1 + ', ...power(x), '))'],
  sigmoid: (_x, f) => [logistic(f)],
  hard_sigmoid: (x) => [frac(['min(max(', x, ' + 3, 0), 6)'], ['6'])],
  hard_silu: (x, f) => [f, '·', frac(['min(max(', x, ' + 3, 0), 6)'], ['6'])],
  tanh: (x, f) => [frac([...power(x), ' − ', ...power('−', f)], [...power(x), ' + ', ...power('−', f)])],
  softplus: (x) => ['ln(1 + ', ...power(x), ')'],
  softsign: (x) => [frac([x], ['1 + |', x, '|'])],
  exponential: (x) => power(x),
  softmax: (x, _f, row) => [frac(power(x), rowSum(row))],
  log_softmax: (x, _f, row) => [x, ' − ln(', ...rowSum(row), ')'],
}

const ALIASES: Readonly<Record<string, string>> = { swish: 'silu', hard_swish: 'hard_silu' }

const write = (name: string): Write => {
  const found = FORMULAS[ALIASES[name] ?? name]
  if (!found) throw new Error(`no formula for the activation "${name}"`)
  return found
}

/** What an activation computes, in letters. */
export function formulaOf(name: string): readonly Term[] {
  const x: Term = { value: 'x', role: 'input' }
  return write(name)(x, x, undefined)
}

/** What it computes for one element of a row, in numbers. */
export function worked(name: string, row: Row): readonly Term[] {
  const value = row.values[row.index]!
  const text = numberText(value)
  const x: Term = { value: text, role: 'input' }
  return write(name)(x, value < 0 ? { value: `(${text})`, role: 'input' } : x, row)
}

/** Whether an output depends on its whole row, so that there is no curve of one x. */
export const mixesRow = (name: string | null): boolean => name === 'softmax' || name === 'log_softmax'
