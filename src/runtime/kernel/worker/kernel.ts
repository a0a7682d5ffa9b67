import * as tf from '@tensorflow/tfjs-core'
import { History } from '@tensorflow/tfjs-layers'
import { Runtime, RuntimeError, type Variable } from '@observablehq/runtime'
import { PlacedError, SourceError } from '../../sandbox/source.ts'
import { load, moduleNames, use } from '../../sandbox/worker/modules.ts'
import { graphOf, upstreamOf, type Graph, type GraphCell, type Problem } from '../graph.ts'
import { KERNEL_LIMITS, type CodeCell, type KernelCellState } from '../protocol.ts'
import { readCell, type CellProgram, type KernelScope } from '../transpile.ts'
import { Input, inputsOf } from './inputs.ts'
import { CellRun, scriptOf, tell, type Kept } from './run.ts'
import { back, within, zone } from './zone.ts'

type Defined = Readonly<Record<string, unknown>>
type Program = (scope: KernelScope<CellRun | null>, ...values: unknown[]) => Promise<Defined>

/** A value on its way from cell to cell: the dataflow runtime takes promises and generators apart, boxes it leaves. */
interface Box {
  readonly value: unknown
}

/** A cell that cannot run as the notebook stands. */
class BlockedError extends PlacedError {
  constructor(problem: Problem | { code: 'upstream'; name: string; cells: string }) {
    const { code, ...values } = problem
    super(
      code,
      `${code}: ${Object.values(values).join(', ')}`,
      { line: 'line' in problem ? problem.line : null },
      values,
    )
    this.name = 'blocked'
  }
}

interface Cell {
  readonly id: string
  readonly variable: Variable
  readonly kept: Kept
  place: number
  source: string
  program: CellProgram | null
  /** Why there is no program. */
  failure: SourceError | null
  /** What the dataflow runtime was last told of it. */
  told: string
  run: CellRun | null
  runs: number
  /** What the last run that ended gave. */
  defined: Defined
  started: number
  ms: number
  state: KernelCellState
}

const builtins = ['display', 'console', 'slider', 'number', 'select', 'toggle', 'text', 'button'] as const

// Bound here: cells get a global scope in which any of these may be replaced.
const evaluate = eval
const now = performance.now.bind(performance)

/** The cells of one notebook as far as they have run, and how they depend on each other. */
export class Kernel {
  readonly #runtime = new Runtime()
  readonly #module = this.#runtime.module()
  readonly #cells = new Map<string, Cell>()
  /** The variable of each name that a cell gives to others. */
  readonly #names = new Map<string, { variable: Variable; owner: string }>()
  /** Programs by source, so that a notebook is not read anew at each run. */
  #read = new Map<string, CellProgram | SourceError>()
  #graph: Graph = graphOf([])
  #latest: CellRun | null = null

  /** The run that an error belongs to, by the cell's script in its stack, else the latest run. */
  runOf(error: unknown): CellRun | null {
    const stack = error instanceof Error ? String(error.stack) : ''
    const id = /layerbook-cell-([\w-]+)\.ts/.exec(stack)?.[1]
    return (id === undefined ? null : this.#cells.get(id)?.run) ?? zone() ?? this.#latest
  }

  run(all: readonly CodeCell[], wanted: readonly string[]): void {
    const given = new Map(all.map((cell) => [cell.id, cell]))
    for (const id of this.#cells.keys()) if (!given.has(id)) this.#delete(id)
    this.#readAll(all)
    const has = (id: string) => this.#cells.has(id)
    const isWanted = new Set(wanted)
    // What ran already counts as it ran; what has not, as it stands.
    const candidates = all.map(({ id, place, source }): GraphCell => {
      const text = isWanted.has(id) || !has(id) ? source : this.#cells.get(id)!.source
      return { id, place, program: this.#programOf(text) }
    })
    const started = upstreamOf(candidates, wanted)
    for (const { id, place, source } of all) {
      const cell = this.#cells.get(id)
      if (cell) cell.place = place
      if (isWanted.has(id) || (!cell && started.has(id))) this.#take(id, place, source)
    }
    const order = new Map(all.map(({ id }, i) => [id, i]))
    const sorted = [...this.#cells].sort(([a], [b]) => order.get(a)! - order.get(b)!)
    this.#cells.clear()
    for (const [id, cell] of sorted) this.#cells.set(id, cell)
    this.#connect(isWanted)
  }

  remove(id: string): void {
    this.#delete(id)
    this.#connect(new Set())
  }

  setInput(id: string, index: number, value: unknown): void {
    const cell = this.#cells.get(id)
    const input = cell?.run?.set(index, value)
    if (!cell || !input) return
    for (const [name, value] of Object.entries(cell.defined)) if (value === input) this.#give(name, id)
  }

  #readAll(all: readonly CodeCell[]): void {
    const sources = new Set([...all, ...this.#cells.values()].map(({ source }) => source))
    const read = (source: string): CellProgram | SourceError => {
      try {
        return readCell(source, moduleNames)
      } catch (error) {
        if (error instanceof SourceError) return error
        throw error
      }
    }
    this.#read = new Map([...sources].map((source) => [source, this.#read.get(source) ?? read(source)]))
  }

  #programOf(source: string): CellProgram | null {
    const found = this.#read.get(source)
    return found === undefined || found instanceof SourceError ? null : found
  }

  #take(id: string, place: number, source: string): void {
    const cell = this.#cells.get(id) ?? this.#newCell(id)
    const read = this.#read.get(source)
    Object.assign(cell, {
      place,
      source,
      program: this.#programOf(source),
      failure: read instanceof SourceError ? read : null,
    })
    this.#cells.set(id, cell)
  }

  #newCell(id: string): Cell {
    const observer = {
      pending: () => {
        cell.runs += 1
        void cell.run?.cancel()
        this.#setState(cell, 'waiting')
      },
      fulfilled: () => this.#setState(cell, 'done'),
      rejected: (error: unknown) => this.#onRejected(cell, error),
    }
    const cell: Cell = {
      id,
      variable: this.#module.variable(observer),
      kept: new Map(),
      place: 0,
      source: '',
      program: null,
      failure: null,
      told: '',
      run: null,
      runs: 0,
      defined: {},
      started: 0,
      ms: 0,
      state: 'waiting',
    }
    return cell
  }

  #delete(id: string): void {
    const cell = this.#cells.get(id)
    if (!cell) return
    cell.variable.delete()
    cell.run?.discard()
    this.#cells.delete(id)
  }

  /** Tells the dataflow runtime what has changed, and to run the wanted cells whatever has. */
  #connect(wanted: ReadonlySet<string>): void {
    this.#graph = graphOf([...this.#cells.values()])
    const { nodes, owners } = this.#graph
    for (const [name, { variable }] of this.#names) {
      if (owners.has(name)) continue
      variable.delete()
      this.#names.delete(name)
    }
    for (const [name, owner] of owners) if (this.#names.get(name)?.owner !== owner) this.#give(name, owner)
    for (const cell of this.#cells.values()) {
      const { uses, problem } = nodes.get(cell.id)!
      const told = JSON.stringify([uses, problem])
      if (!wanted.has(cell.id) && told === cell.told) continue
      cell.told = told
      if (problem)
        cell.variable.define(cellKey(cell.id), [], () => {
          throw new BlockedError(problem)
        })
      else
        cell.variable.define(cellKey(cell.id), uses.map(nameKey), (...boxes: Box[]) =>
          this.#execute(
            cell,
            uses,
            boxes.map(({ value }) => value),
          ),
        )
    }
  }

  /** Makes a name known, or has those that use it take its value again. */
  #give(name: string, owner: string): void {
    const variable = this.#names.get(name)?.variable ?? this.#module.variable()
    this.#names.set(name, { variable, owner })
    variable.define(nameKey(name), [cellKey(owner)], (defined: Defined): Box => {
      const value = defined[name]
      return { value: value instanceof Input ? value.value : value }
    })
  }

  async #execute(cell: Cell, uses: readonly string[], values: readonly unknown[]): Promise<Defined> {
    const before = cell.run
    const run = this.#begin(cell)
    this.#setState(cell, 'running')
    try {
      if (!cell.program) throw cell.failure
      const own: Record<(typeof builtins)[number], unknown> = {
        display: run.reporter.show,
        console: run.reporter.console,
        ...inputsOf(run),
      }
      const free = builtins.filter((name) => !uses.includes(name))
      const program = evaluate(
        `${cell.program.text([...free, ...uses])}\n//# sourceURL=${scriptOf(cell.id)}`,
      ) as Program
      let last: unknown
      const scope: KernelScope<CellRun | null> = {
        use,
        load,
        value: (result) => (last = result),
        zone,
        back,
      }
      const given = free.map((name) => own[name])
      const work = within(run, () => program(scope, ...given, ...values))
      const ended = work.then(async (defined) => ({ defined, value: await last }))
      const { defined, value } = await Promise.race([ended, run.overtaken])
      // What a training gave is shown as it went.
      if (value !== undefined && !(value instanceof History)) within(run, () => run.reporter.show(value))
      run.nameInputs(defined)
      cell.defined = defined
      return defined
    } catch (error) {
      run.reporter.fail(error)
      throw error
    } finally {
      cell.ms = now() - cell.started
      // Only here, because those that use its values may still be at work on them.
      before?.discard()
    }
  }

  #begin(cell: Cell): CellRun {
    cell.run = new CellRun(cell.id, cell.runs, cell.kept)
    cell.started = now()
    cell.ms = 0
    this.#latest = cell.run
    return cell.run
  }

  // A cell that did not come to run has nothing of its own to show yet.
  #onRejected(cell: Cell, error: unknown): void {
    const from = error instanceof RuntimeError ? error.input : undefined
    if (from === undefined && !(error instanceof BlockedError)) return this.#setState(cell, 'failed')
    const before = cell.run
    const name = from === undefined ? '' : from.slice(nameKey('').length)
    const owner = this.#cells.get(this.#graph.owners.get(name) ?? '')
    const blocked =
      from === undefined
        ? error
        : new BlockedError({ code: 'upstream', name, cells: String(owner?.place ?? '') })
    this.#begin(cell).reporter.fail(blocked)
    before?.discard()
    this.#setState(cell, 'blocked')
  }

  #setState(cell: Cell, state: KernelCellState): void {
    cell.state = state
    const { defines = [], uses = [] } = this.#graph.nodes.get(cell.id) ?? {}
    const isOver = state !== 'waiting' && state !== 'running'
    tell({
      type: 'state',
      cell: cell.id,
      run: cell.runs,
      state,
      ms: isOver ? cell.ms : 0,
      defines: defines.slice(0, KERNEL_LIMITS.names),
      uses: uses.slice(0, KERNEL_LIMITS.names),
    })
    if (isOver) this.#tellIdle()
  }

  #tellIdle(): void {
    const isBusy = [...this.#cells.values()].some(({ state }) => state === 'waiting' || state === 'running')
    if (isBusy) return
    const { numTensors: tensors, numBytes: bytes } = tf.memory()
    tell({ type: 'idle', tensors, bytes })
  }
}

const nameKey = (name: string): string => `name ${name}`
const cellKey = (id: string): string => `cell ${id}`
