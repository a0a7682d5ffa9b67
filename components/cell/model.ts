import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Ending, Run, RunHandlers } from '../../src/runtime/sandbox/client.ts'
import type { Failure, Output } from '../../src/runtime/sandbox/protocol.ts'
import type { TextStore } from './text.ts'

/** Time after which a run offers by itself to be stopped, in ms. */
export const SLOW = 10_000

/** Outputs that are drawn in one go. */
const BATCH = 40

export type Status =
  | { state: 'idle' }
  /** The sandbox is on its way. */
  | { state: 'starting' }
  | { state: 'running'; slow: boolean }
  | { state: 'ended'; ending: Ending }

export interface Cell {
  /** The book's text. */
  readonly code: string
  readonly text: ReadonlySignal<string>
  readonly status: ReadonlySignal<Status>
  readonly busy: ReadonlySignal<boolean>
  readonly changed: ReadonlySignal<boolean>
  /** False where the browser keeps no text. */
  readonly kept: ReadonlySignal<boolean>
  readonly outputs: ReadonlySignal<readonly Output[]>
  /** What the program calls an output, if it does. */
  labelOf(output: Output): string | null
  readonly cut: ReadonlySignal<boolean>
  /** The text that the outputs are of. */
  readonly ran: ReadonlySignal<string | null>
  /** The first error that has a line, while the text is the one that ran. */
  readonly marked: ReadonlySignal<Failure | null>
  /** Brings back the reader's text, if there is one. Not before the cell is live: the build's page shows the book's. */
  recall(): void
  edit(text: string): void
  run(): void
  stop(): void
  /** Back to the book's text, without outputs. */
  reset(): void
}

export interface Sandbox {
  run(source: string, handlers: RunHandlers): Run
}

/** A cell's state; `loadSandbox` is called when it first runs. */
export function createCell(code: string, store: TextStore, loadSandbox: () => Promise<Sandbox>): Cell {
  const text = signal(code)
  const status = signal<Status>({ state: 'idle' })
  const kept = signal(true)
  const outputs = signal<readonly Output[]>([])
  const cut = signal(false)
  const ran = signal<string | null>(null)
  const busy = computed(() => status.value.state === 'starting' || status.value.state === 'running')

  // Runs are told apart by number: what a run that was stopped still sends is dropped.
  let current = 0
  let running: Run | null = null
  let slow: ReturnType<typeof setTimeout> | undefined
  let pending: Output[] = []
  const labels = new Map<Output, string>()

  /** Puts an output in the place of the one that had its label; false where there is none. */
  const replace = (output: Output, label: string): boolean => {
    const [before] = [...labels].find(([, one]) => one === label) ?? []
    labels.set(output, label)
    if (!before) return false
    labels.delete(before)
    const swap = (list: readonly Output[]) => list.map((one) => (one === before ? output : one))
    pending = swap(pending)
    if (outputs.value.includes(before)) outputs.value = swap(outputs.value)
    return true
  }

  const flush = (most = Infinity) => {
    if (pending.length === 0) return
    outputs.value = [...outputs.value, ...pending.slice(0, most)]
    pending = pending.slice(most)
  }

  const end = (ending: Ending) => {
    current += 1
    running = null
    clearTimeout(slow)
    batch(() => {
      flush()
      status.value = { state: 'ended', ending }
    })
  }

  const handlers = (version: number): RunHandlers => {
    const ifCurrent =
      <A extends unknown[]>(act: (...values: A) => void) =>
      (...values: A) => {
        if (version === current) act(...values)
      }
    return {
      onStart: ifCurrent(() => {
        status.value = { state: 'running', slow: false }
        slow = setTimeout(
          ifCurrent(() => (status.value = { state: 'running', slow: true })),
          SLOW,
        )
      }),
      onOutput: ifCurrent((output: Output, label: string | null) => {
        if (label !== null && replace(output, label)) return
        // Outputs that come together are drawn together, and a flood of them in parts.
        const draw = ifCurrent(() => {
          flush(BATCH)
          if (pending.length > 0) setTimeout(draw, 16)
        })
        if (pending.length === 0) setTimeout(draw, 16)
        pending.push(output)
      }),
      onCut: ifCurrent(() => (cut.value = true)),
      onEnd: ifCurrent(end),
    }
  }

  const cell: Cell = {
    code,
    text,
    status,
    busy,
    kept,
    outputs,
    cut,
    ran,
    labelOf: (output) => labels.get(output) ?? null,
    changed: computed(() => text.value !== code),
    marked: computed(() => {
      if (ran.value !== text.value) return null
      return (
        outputs.value.find((output): output is Failure => output.kind === 'error' && output.line !== null) ??
        null
      )
    }),
    recall() {
      text.value = store.read() ?? code
      store.watch((found) => (text.value = found ?? code))
    },
    edit(next) {
      if (next === text.value) return
      text.value = next
      kept.value = store.write(next === code ? null : next)
    },
    run() {
      cell.stop()
      const version = ++current
      const source = text.value
      pending = []
      labels.clear()
      batch(() => {
        outputs.value = []
        cut.value = false
        ran.value = source
        status.value = { state: 'starting' }
      })
      loadSandbox().then(
        (sandbox) => {
          if (version === current) running = sandbox.run(source, handlers(version))
        },
        () => {
          if (version === current) end({ why: 'unavailable' })
        },
      )
    },
    stop() {
      if (!busy.value) return
      const stopped = running
      end({ why: 'stopped' })
      stopped?.stop()
    },
    reset() {
      cell.stop()
      batch(() => {
        cell.edit(code)
        outputs.value = []
        cut.value = false
        ran.value = null
        status.value = { state: 'idle' }
      })
    },
  }
  return cell
}
