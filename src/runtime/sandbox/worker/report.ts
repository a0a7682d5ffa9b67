import * as tf from '@tensorflow/tfjs-core'
import { LIMITS, type Failure, type FromWorker, type Level, type Output } from '../protocol.ts'
import { SourceError } from '../transpile.ts'
import { plotParts } from './plot.ts'
import { post } from './realm.ts'
import { looksTabular, toNode, toTable } from './values.ts'

/** The name by which a program's own lines are found in a stack. */
export const SCRIPT = 'layerbook-cell.ts'

// Kept, so that a program which replaces them harms only what it shows itself.
const { stringify } = JSON
const { now } = performance

let outputs = 0
let characters = 0
let isCut = false

function send(message: FromWorker): void {
  post(stringify(message))
}

export const ready = (backend: string): void => send({ type: 'ready', backend })

function emit(output: Output): void {
  if (isCut) return
  const text = stringify({ type: 'output', output } satisfies FromWorker)
  outputs += 1
  characters += text.length
  if (outputs > LIMITS.outputs || characters > LIMITS.characters) {
    isCut = true
    send({ type: 'cut' })
    return
  }
  post(text)
}

/** Shows a value as what it is: a plot, a table, or the value itself. */
export function show(value: unknown): void {
  if (isCut) return
  const parts = plotParts(value)
  if (parts) emit({ kind: 'plot', parts })
  else emit((looksTabular(value) && toTable(value)) || { kind: 'value', value: toNode(value) })
}

let started = now.call(performance)
let failed = false

export function begin(): void {
  started = now.call(performance)
}

export function fail(error: unknown): void {
  failed = true
  // The reason for the end is told even after endless output.
  if (isCut) send({ type: 'output', output: failure(error) })
  else emit(failure(error))
}

export function done(): void {
  const { numTensors, numBytes } = tf.memory()
  send({
    type: 'done',
    ok: !failed,
    ms: now.call(performance) - started,
    tensors: numTensors,
    bytes: numBytes,
  })
}

function failure(error: unknown): Failure {
  if (!(error instanceof Error)) {
    const message = typeof error === 'string' ? error : (toText(error) ?? String(error))
    return {
      kind: 'error',
      name: 'throw',
      message: message.slice(0, LIMITS.string),
      line: null,
      column: null,
      code: null,
      values: {},
    }
  }
  const isSource = error instanceof SourceError
  return {
    kind: 'error',
    name: String(error.name).slice(0, 200),
    message: String(error.message).slice(0, LIMITS.string),
    line: isSource ? error.line : lineIn(error.stack),
    column: isSource ? error.column : null,
    ...ownWords(error),
  }
}

const toText = (value: unknown): string | null => {
  try {
    return stringify(value) ?? null
  } catch {
    return null
  }
}

/** What lets the page say it in the reader's language: a code and the values for its string. */
function ownWords(error: Error): Pick<Failure, 'code' | 'values'> {
  const { code, values, layer } = error as Error & { code?: unknown; values?: unknown; layer?: unknown }
  if (typeof code !== 'string') return { code: null, values: {} }
  const given = Object.entries({ ...(values ?? {}), ...(layer === undefined ? {} : { layer }) })
  return {
    code: code.slice(0, 200),
    values: Object.fromEntries(
      given
        .slice(0, 50)
        .map(([key, value]) => [key, Number.isFinite(value) ? Number(value) : String(value).slice(0, 2000)]),
    ),
  }
}

/** The innermost line of the program itself. */
function lineIn(stack: string | undefined): number | null {
  const line = new RegExp(`${SCRIPT.replaceAll('.', '\\.')}:(\\d+)`).exec(String(stack))?.[1]
  return line === undefined ? null : Number(line)
}

/** Replaces the console and `tensor.print()` by ones that the cell shows. */
export function takeConsole(): void {
  let indent = 0
  const counts = new Map<string, number>()
  const timers = new Map<string, number>()
  const write = (level: Level, values: readonly unknown[]): void => {
    if (isCut) return
    emit({ kind: 'console', level, values: format(values).map(toNode), indent })
  }
  const at =
    (level: Level) =>
    (...values: unknown[]) =>
      write(level, values)
  const group = (...values: unknown[]) => {
    if (values.length) write('log', values)
    indent = Math.min(indent + 1, 8)
  }
  Object.assign(console, {
    log: at('log'),
    dir: (value: unknown) => write('log', [value]),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    trace: at('debug'),
    table: (data: unknown) => {
      const table = isCut ? null : toTable(data)
      if (table) emit(table)
      else write('log', [data])
    },
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) write('error', values.length ? values : ['Assertion failed'])
    },
    group,
    groupCollapsed: group,
    groupEnd: () => (indent = Math.max(0, indent - 1)),
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1)
      write('log', [`${label}: ${counts.get(label)}`])
    },
    countReset: (label = 'default') => counts.delete(label),
    time: (label = 'default') => timers.set(label, performance.now()),
    timeLog: (label = 'default') => write('log', [elapsed(label)]),
    timeEnd: (label = 'default') => {
      write('log', [elapsed(label)])
      timers.delete(label)
    },
  })
  const elapsed = (label: string) =>
    `${label}: ${(performance.now() - (timers.get(label) ?? performance.now())).toFixed(1)} ms`

  tf.Tensor.prototype.print = function () {
    write('log', [this])
  }
}

/** `%s`, `%d`, `%i`, `%f`, `%o`, `%O`, `%c` in the first value, as consoles have them. */
function format(values: readonly unknown[]): unknown[] {
  const [template, ...rest] = values
  if (typeof template !== 'string' || rest.length === 0 || !template.includes('%')) return [...values]
  const text = template.replace(/%([sdifoOc%])/g, (hole, kind: string) => {
    if (kind === '%') return '%'
    if (rest.length === 0) return hole
    const value = rest.shift()
    if (kind === 'c') return ''
    if (kind === 'd' || kind === 'f') return String(Number(value))
    if (kind === 'i') return String(Math.trunc(Number(value)))
    return typeof value === 'object' ? (toText(value) ?? String(value)) : String(value)
  })
  return [text, ...rest]
}
