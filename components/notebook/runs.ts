import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Kernel, KernelEnding, KernelHandlers } from '../../src/runtime/kernel/client.ts'
import type { FromKernel, KernelCellState, KernelOutput } from '../../src/runtime/kernel/protocol.ts'
import type { Document } from './model.ts'

/** stopped: its run was cut off. never: it has not been run. */
export type RunState = KernelCellState | 'stopped' | 'never'

export interface Shown {
  readonly slot: number
  readonly label: string | null
  readonly output: KernelOutput
  /** The run it is of; one of an older run stands until the newer one shows its own, or ends. */
  readonly run: number
}

/** What is known of one code cell's runs. */
export interface CellRun {
  readonly state: ReadonlySignal<RunState>
  /** How long the last run took, in ms. */
  readonly ms: ReadonlySignal<number>
  /** When the run that is on began, by `performance.now()`. */
  readonly began: ReadonlySignal<number>
  readonly run: ReadonlySignal<number>
  /** By slot. */
  readonly outputs: ReadonlySignal<readonly Shown[]>
  readonly cut: ReadonlySignal<boolean>
  readonly defines: ReadonlySignal<readonly string[]>
  readonly uses: ReadonlySignal<readonly string[]>
  /** The source that ran. */
  readonly ran: ReadonlySignal<string | null>
  /** Whether the kernel it ran in is still there, and its values with it. */
  readonly live: ReadonlySignal<boolean>
}

type Own<T> = { -readonly [K in keyof T]: T[K] extends ReadonlySignal<infer V> ? Signal<V> : T[K] }
type OwnRun = Own<CellRun>

export type KernelStatus =
  | { state: 'none' }
  | { state: 'starting' }
  | { state: 'busy' | 'idle'; tensors: number; bytes: number }
  | { state: 'ended'; why: KernelEnding }

export interface Runs {
  readonly status: ReadonlySignal<KernelStatus>
  /** Whether a run is on its way, that of the kernel itself included. */
  readonly busy: ReadonlySignal<boolean>
  readonly backend: ReadonlySignal<string | null>
  /** Which cells define a name, by id. */
  readonly definers: ReadonlySignal<ReadonlyMap<string, string>>
  of(cell: string): CellRun
  run(wanted: readonly string[]): void
  setInput(cell: string, input: number, value: number | boolean | string): void
  training(training: number, action: 'pause' | 'resume' | 'finish'): void
  /** Ends the kernel at once; its values are lost, what is shown stays. */
  stop(): void
  /** Forgets everything, for another notebook. */
  reset(): void
}

interface KernelModule {
  startKernel(handlers: KernelHandlers): Kernel
}

const isOn = (state: RunState): boolean => state === 'waiting' || state === 'running'

const makeRun = (): OwnRun => ({
  state: signal<RunState>('never'),
  ms: signal(0),
  began: signal(0),
  run: signal(0),
  outputs: signal<readonly Shown[]>([]),
  cut: signal(false),
  defines: signal<readonly string[]>([]),
  uses: signal<readonly string[]>([]),
  ran: signal<string | null>(null),
  live: signal(false),
})

/** Messages that are taken in at once; where more come within a frame, they wait for the next one. */
const AT_ONCE = 40
const FRAME = 16

/** The runs of a notebook's cells; `load` is called when the first one is asked for. */
export function createRuns(notebook: Document, load: () => Promise<KernelModule>): Runs {
  const known = new Map<string, OwnRun>()
  const created = signal(0)
  const status = signal<KernelStatus>({ state: 'none' })
  const backend = signal<string | null>(null)

  // Kernels are told apart by number: what comes from one that is gone is dropped.
  let generation = 0
  let kernel: Kernel | null = null
  let sent = new Map<string, string>()

  const of = (cell: string): OwnRun => {
    const found = known.get(cell) ?? makeRun()
    if (!known.has(cell)) {
      known.set(cell, found)
      untracked(() => (created.value += 1))
    }
    return found
  }

  const codeCells = () =>
    notebook.cells
      .peek()
      .flatMap(({ id, kind, source }, i) =>
        kind.peek() === 'code' ? [{ id, place: i + 1, source: source.peek() }] : [],
      )

  /** A message of a newer run begins it; of an older one nothing is wanted. */
  const begins = (run: OwnRun, number: number): boolean => {
    if (number < run.run.peek()) return false
    if (number > run.run.peek()) {
      run.run.value = number
      run.cut.value = false
    }
    return true
  }

  const settle = (run: OwnRun) => {
    const current = run.run.peek()
    const kept = run.outputs.peek().filter((shown) => shown.run === current)
    if (kept.length < run.outputs.peek().length) run.outputs.value = kept
  }

  const take = (message: FromKernel) => {
    if (message.type === 'ready') {
      backend.value = message.backend
      if (status.peek().state === 'starting') status.value = { state: 'busy', tensors: 0, bytes: 0 }
      return
    }
    if (message.type === 'idle') {
      status.value = { state: 'idle', tensors: message.tensors, bytes: message.bytes }
      return
    }
    if (!notebook.find(message.cell)) return
    const run = of(message.cell)
    if (message.type === 'state') {
      if (!begins(run, message.run)) return
      if (message.state === 'running') {
        run.began.value = performance.now()
        run.ran.value = sent.get(message.cell) ?? run.ran.peek()
      }
      if (isOn(message.state)) {
        const memory = status.peek()
        if (memory.state === 'idle') status.value = { ...memory, state: 'busy' }
      } else {
        run.ms.value = message.ms
        run.ran.value = sent.get(message.cell) ?? run.ran.peek()
        settle(run)
      }
      run.state.value = message.state
      run.live.value = true
      run.defines.value = message.defines
      run.uses.value = message.uses
    } else if (message.run === run.run.peek() || begins(run, message.run)) {
      if (message.type === 'cut') run.cut.value = true
      else {
        const { slot, label, output } = message
        run.outputs.value = [
          ...run.outputs.peek().filter((shown) => shown.slot !== slot),
          { slot, label, output, run: message.run },
        ].sort((a, b) => a.slot - b.slot)
      }
    }
  }

  // What comes together is drawn together, and a flood of messages frame by frame.
  let queue: FromKernel[] = []
  let scheduled = false
  let taken = 0
  let frame = 0
  const flush = () => {
    scheduled = false
    const messages = queue
    queue = []
    const now = performance.now()
    if (now - frame > FRAME) {
      frame = now
      taken = 0
    }
    taken += messages.length
    batch(() => messages.forEach(take))
  }
  const receive = (message: FromKernel) => {
    queue.push(message)
    if (scheduled) return
    scheduled = true
    setTimeout(flush, taken > AT_ONCE && performance.now() - frame < FRAME ? FRAME : 0)
  }

  const end = (why: KernelEnding) => {
    generation += 1
    kernel = null
    sent = new Map()
    pending.clear()
    flush()
    batch(() => {
      for (const run of known.values()) {
        if (isOn(run.state.peek())) run.state.value = 'stopped'
        run.live.value = false
        // The next kernel counts from the beginning.
        run.outputs.value = run.outputs.peek().map((shown) => ({ ...shown, run: 0 }))
        run.run.value = 0
      }
      status.value = { state: 'ended', why }
    })
  }

  const withKernel = async (act: (kernel: Kernel) => void) => {
    if (kernel) return act(kernel)
    const own = ++generation
    status.value = { state: 'starting' }
    try {
      const { startKernel } = await load()
      if (own !== generation) return
      kernel = startKernel({
        onMessage: (message) => own === generation && receive(message),
        onEnd: (why) => own === generation && end(why),
      })
      act(kernel)
    } catch {
      if (own === generation) end('unavailable')
    }
  }

  // Of a control that moves, the newest value is sent, once a frame.
  const pending = new Map<string, () => void>()
  let resting = true
  const sendInputs = () => {
    resting = pending.size === 0
    if (resting) return
    for (const send of pending.values()) send()
    pending.clear()
    requestAnimationFrame(sendInputs)
  }

  // A cell that is gone, or is no code any more, takes its variables with it.
  let there = new Set<string>()
  effect(() => {
    const code = new Set(notebook.cells.value.filter(({ kind }) => kind.value === 'code').map(({ id }) => id))
    for (const id of there) {
      if (code.has(id)) continue
      const run = known.get(id)
      if (run?.live.peek()) kernel?.remove(id)
      if (run) run.live.value = false
      sent.delete(id)
    }
    there = code
  })

  return {
    status,
    backend,
    busy: computed(() => status.value.state === 'starting' || status.value.state === 'busy'),
    definers: computed(() => {
      void created.value
      const found = new Map<string, string>()
      for (const { id } of notebook.cells.value)
        for (const name of known.get(id)?.defines.value ?? []) if (!found.has(name)) found.set(name, id)
      return found
    }),
    of,
    run(wanted) {
      const cells = codeCells()
      const ids = new Set(wanted)
      const chosen = cells.filter(({ id }) => ids.has(id)).map(({ id }) => id)
      if (chosen.length === 0) return
      const memory = status.peek()
      batch(() => {
        if (memory.state === 'idle') status.value = { ...memory, state: 'busy' }
        for (const id of chosen) of(id).state.value = 'waiting'
      })
      void withKernel((kernel) => {
        for (const { id, source } of cells) if (ids.has(id) || !sent.has(id)) sent.set(id, source)
        kernel.run(cells, chosen)
      })
    },
    setInput(cell, input, value) {
      if (!kernel) return
      pending.set(`${cell}/${input}`, () => kernel?.setInput(cell, input, value))
      if (resting) {
        resting = false
        sendInputs()
      }
    },
    training: (training, action) => kernel?.training(training, action),
    stop() {
      const { state } = status.peek()
      if (state === 'none' || state === 'ended') return
      const stopped = kernel
      end('stopped')
      stopped?.stop()
    },
    reset() {
      const stopped = kernel
      end('stopped')
      stopped?.stop()
      known.clear()
      there.clear()
      created.value += 1
      status.value = { state: 'none' }
      backend.value = null
    },
  }
}
