import { LIMITS, type Failure, type Level, type Output } from '../protocol.ts'
import { PlacedError } from '../source.ts'
import { plotParts } from './plot.ts'
import { post } from './realm.ts'
import { structureOf } from './structure.ts'
import { looksTabular, toNode, toTable } from './values.ts'

// Kept, so that a program which replaces them harms only what it shows itself.
const { stringify } = JSON

/** Sends a message to the page. */
export const send = (message: object): void => post(stringify(message))

interface ReporterOptions {
  /** The name by which a program's own lines are found in a stack. */
  script: string
  /** The message that carries an output. */
  wrap(output: Output, label: string | null): object
  /** The message that says that further outputs are dropped. */
  cut: object
}

/** What one program shows, within the limits of a run. */
export class Reporter {
  readonly #options: ReporterOptions
  #outputs = 0
  #characters = 0
  #isCut = false
  #failed = false
  #isMute = false
  /** A console of the program's own. */
  readonly console: Console

  constructor(options: ReporterOptions) {
    this.#options = options
    this.console = consoleOf({
      isCut: () => this.#isCut,
      emit: (output) => this.#emit(output),
    })
  }

  /** Shows nothing any more. */
  mute(): void {
    this.#isCut = true
    this.#isMute = true
  }

  get failed(): boolean {
    return this.#failed
  }

  /** Shows a value as what it is: a plot, a table, a model, a layer, or the value itself. */
  readonly show = (value: unknown, label?: unknown): void => {
    if (this.#isCut) return
    this.#emit(outputOf(value), label === undefined ? null : String(label).slice(0, 200))
  }

  readonly fail = (error: unknown): void => {
    this.#failed = true
    if (this.#isMute) return
    const told = failure(error, this.#options.script)
    // The reason for the end is told even after endless output.
    if (this.#isCut) send(this.#options.wrap(told, null))
    else this.#emit(told)
  }

  #emit(output: Output, label: string | null = null): void {
    if (this.#isCut) return
    const text = stringify(this.#options.wrap(output, label))
    this.#outputs += 1
    this.#characters += text.length
    if (this.#outputs > LIMITS.outputs || this.#characters > LIMITS.characters) {
      this.#isCut = true
      send(this.#options.cut)
      return
    }
    post(text)
  }
}

function outputOf(value: unknown): Output {
  const parts = plotParts(value)
  if (parts) return { kind: 'plot', parts }
  return (
    structureOf(value) ?? ((looksTabular(value) && toTable(value)) || { kind: 'value', value: toNode(value) })
  )
}

function failure(error: unknown, script: string): Failure {
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
  const isPlaced = error instanceof PlacedError
  return {
    kind: 'error',
    name: String(error.name).slice(0, 200),
    message: String(error.message).slice(0, LIMITS.string),
    line: isPlaced ? error.line : lineIn(error.stack, script),
    column: isPlaced ? error.column : null,
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
function lineIn(stack: string | undefined, script: string): number | null {
  const line = new RegExp(`${script.replaceAll('.', '\\.')}:(\\d+)`).exec(String(stack))?.[1]
  return line === undefined ? null : Number(line)
}

interface ConsoleSink {
  isCut(): boolean
  emit(output: Output): void
}

function consoleOf({ isCut, emit }: ConsoleSink): Console {
  let indent = 0
  const counts = new Map<string, number>()
  const timers = new Map<string, number>()
  const write = (level: Level, values: readonly unknown[]): void => {
    if (isCut()) return
    emit({ kind: 'console', level, values: format(values).map(toNode), indent })
  }
  const elapsed = (label: string) =>
    `${label}: ${(performance.now() - (timers.get(label) ?? performance.now())).toFixed(1)} ms`
  const at =
    (level: Level) =>
    (...values: unknown[]) =>
      write(level, values)
  const group = (...values: unknown[]) => {
    if (values.length) write('log', values)
    indent = Math.min(indent + 1, 8)
  }
  return Object.assign({} as Console, {
    log: at('log'),
    dir: (value: unknown) => write('log', [value]),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    trace: at('debug'),
    table: (data: unknown) => {
      const table = isCut() ? null : toTable(data)
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
