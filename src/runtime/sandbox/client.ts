import { readMessage, type FromWorker, type Output, type WorkerRun } from './protocol.ts'
import { loadPlot, Session, type SessionEnding } from './session.ts'

/** How a run came to its end. */
export type Ending =
  /** Its program ended, with or without an error; `tensors` and `bytes` were left undisposed and are freed. */
  { why: 'done'; ok: boolean; ms: number; tensors: number; bytes: number } | { why: SessionEnding }

export interface RunHandlers {
  /** The program starts: until then the sandbox was on its way. */
  onStart(): void
  /** An output with a label takes the place of an earlier one of that label. */
  onOutput(output: Output, label: string | null): void
  /** From here on outputs are dropped. */
  onCut(): void
  /** Once, and nothing after it. */
  onEnd(ending: Ending): void
}

export interface Run {
  stop(): void
}

/** What a run may send: well beyond what it sends unless it was tampered with. */
const ALLOWANCE = { messages: 2000, characters: 12_000_000, seconds: Infinity }

export const asksForPlot = (source: string): boolean => source.includes('@observablehq/plot')

/** A session that is good for one run: each run gets a world of its own. */
class OneRun {
  readonly #session: Session
  #state: 'starting' | 'ready' | 'running' | 'over' = 'starting'
  #source: string | null = null
  #handlers: RunHandlers | null = null

  constructor() {
    this.#session = new Session(
      { worker: 'worker.js', allowance: ALLOWANCE },
      {
        onText: (text) => {
          const message = readMessage(text)
          if (message) this.#onWorker(message)
        },
        onEnd: (why) => this.#end({ why }),
      },
    )
  }

  get over(): boolean {
    return this.#session.over
  }

  run(source: string, handlers: RunHandlers): void {
    this.#source = source
    this.#handlers = handlers
    if (this.#state === 'ready') void this.#begin()
    else if (this.#state === 'over') handlers.onEnd({ why: 'unavailable' })
  }

  stop(): void {
    this.#session.end('stopped')
  }

  #end(ending: Ending): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#session.end('stopped')
    this.#handlers?.onEnd(ending)
  }

  #onWorker(message: FromWorker): void {
    if (message.type === 'ready') {
      if (this.#state !== 'starting') return
      this.#state = 'ready'
      this.#session.ready()
      if (this.#source !== null) void this.#begin()
    } else if (this.#state !== 'running') return
    else if (message.type === 'output') this.#handlers?.onOutput(message.output, message.label)
    else if (message.type === 'cut') this.#handlers?.onCut()
    else this.#end({ ...message, why: 'done' })
  }

  async #begin(): Promise<void> {
    const source = this.#source ?? ''
    this.#state = 'running'
    let plot: string | null = null
    try {
      if (asksForPlot(source)) plot = await loadPlot()
    } catch {
      this.#end({ why: 'unavailable' })
    }
    if (this.over) return
    this.#handlers?.onStart()
    const message: WorkerRun = { source, plot }
    this.#session.post(message)
    this.#session.watch()
  }
}

let spare: OneRun | null = null

/** Gets a sandbox ready, so that the next run starts at once. Runs nothing. */
export function warm(): void {
  if (!spare || spare.over) spare = new OneRun()
}

/** Runs a program in a sandbox of its own. */
export function run(source: string, handlers: RunHandlers): Run {
  warm()
  const one = spare!
  spare = null
  one.run(source, {
    ...handlers,
    onEnd(ending) {
      handlers.onEnd(ending)
      // Not in the same breath: what the run gave is painted first.
      if (ending.why !== 'unavailable') setTimeout(warm, 200)
    },
  })
  return { stop: () => one.stop() }
}
