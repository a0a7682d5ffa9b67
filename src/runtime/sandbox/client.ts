import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { files } from 'virtual:layerbook-sandbox'
import {
  readMessage,
  type FrameStart,
  type FromFrame,
  type FromWorker,
  type Output,
  type ToFrame,
} from './protocol.ts'

/** How a run came to its end. */
export type Ending =
  /** Its program ended, with or without an error; `tensors` and `bytes` were left undisposed and are freed. */
  | { why: 'done'; ok: boolean; ms: number; tensors: number; bytes: number }
  | { why: 'stopped' }
  /** Its process is gone: memory, nearly always. */
  | { why: 'died' }
  /** It sent more than any program that keeps to the console can send. */
  | { why: 'flood' }
  /** The sandbox cannot be had: offline, or scripts are not allowed. */
  | { why: 'unavailable' }

export interface RunHandlers {
  /** The program starts: until then the sandbox was on its way. */
  onStart(): void
  onOutput(output: Output): void
  /** From here on outputs are dropped. */
  onCut(): void
  /** Once, and nothing after it. */
  onEnd(ending: Ending): void
}

export interface Run {
  stop(): void
}

/** Time that the sandbox may take to get ready, in ms. */
const PATIENCE = 30_000
const BEAT = 1000
/** Pings without an answer after which the process is taken for dead. Its frame runs none of the reader's code. */
const MISSED = 4

interface Parts {
  worker: Blob
  wasm: ArrayBuffer
}

let parts: Promise<Parts> | null = null

const get = async (url: string): Promise<Response> => {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response
}

function loadParts(): Promise<Parts> {
  parts ??= Promise.all([
    get(files['worker.js']).then((response) => response.blob()),
    get(wasmUrl).then((response) => response.arrayBuffer()),
  ]).then(([worker, wasm]) => ({ worker, wasm }))
  parts.catch(() => (parts = null))
  return parts
}

const asksForPlot = (source: string): boolean => source.includes('@observablehq/plot')

/**
 * One frame with one worker, good for one run: each run gets an origin, a process where the browser gives one,
 * and globals of its own.
 */
class Session {
  readonly #frame = document.createElement('iframe')
  #port: MessagePort | null = null
  #state: 'starting' | 'ready' | 'running' | 'over' = 'starting'
  #source: string | null = null
  #handlers: RunHandlers | null = null
  #timers: ReturnType<typeof setInterval>[] = []
  #missed = 0

  constructor() {
    this.#frame.setAttribute('sandbox', 'allow-scripts')
    this.#frame.referrerPolicy = 'no-referrer'
    this.#frame.src = files['sandbox.html']
    this.#frame.hidden = true
    this.#frame.title = ''
    this.#frame.setAttribute('aria-hidden', 'true')
    addEventListener('message', this.#onHello)
    // Fetched while the frame loads; where it fails, the frame's greeting finds out.
    loadParts().catch(() => {})
    document.body.append(this.#frame)
    this.#timers.push(
      setTimeout(() => this.#state === 'starting' && this.end({ why: 'unavailable' }), PATIENCE),
    )
  }

  get over(): boolean {
    return this.#state === 'over'
  }

  run(source: string, handlers: RunHandlers): void {
    this.#source = source
    this.#handlers = handlers
    if (this.#state === 'ready') void this.#begin()
    else if (this.#state === 'over') handlers.onEnd({ why: 'unavailable' })
  }

  /** Ends the worker at once, whatever it does. */
  end(ending: Ending): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    removeEventListener('message', this.#onHello)
    this.#timers.forEach(clearInterval)
    this.#port?.close()
    this.#frame.remove()
    this.#handlers?.onEnd(ending)
  }

  // Anyone may post to this window; only this frame's window can be the source.
  readonly #onHello = async ({ source }: MessageEvent): Promise<void> => {
    const frame = this.#frame.contentWindow
    if (!frame || source !== frame) return
    removeEventListener('message', this.#onHello)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => this.#onFrame(data)
    try {
      const { worker, wasm } = await loadParts()
      if (this.over) return
      const start: FrameStart = { worker, wasm }
      // The frame's origin is opaque: no other target origin can name it.
      frame.postMessage(start, '*', [port2])
    } catch {
      this.end({ why: 'unavailable' })
    }
  }

  #onFrame(message: FromFrame): void {
    if (this.over) return
    if (typeof message === 'string') {
      const read = readMessage(message)
      if (read) this.#onWorker(read)
    } else if (message.frame === 'pong') this.#missed = 0
    else
      this.end({
        why: message.frame === 'flood' ? 'flood' : this.#state === 'running' ? 'died' : 'unavailable',
      })
  }

  #onWorker(message: FromWorker): void {
    if (message.type === 'ready') {
      if (this.#state !== 'starting') return
      this.#state = 'ready'
      if (this.#source !== null) void this.#begin()
    } else if (this.#state !== 'running') return
    else if (message.type === 'output') this.#handlers?.onOutput(message.output)
    else if (message.type === 'cut') this.#handlers?.onCut()
    else this.end({ ...message, why: 'done' })
  }

  async #begin(): Promise<void> {
    const source = this.#source ?? ''
    this.#state = 'running'
    let plot: string | null = null
    try {
      if (asksForPlot(source)) plot = await get(files['plot.js']).then((response) => response.text())
    } catch {
      this.end({ why: 'unavailable' })
    }
    if (this.over) return
    this.#handlers?.onStart()
    this.#post({ source, plot })
    this.#timers.push(setInterval(() => this.#beat(), BEAT))
  }

  #beat(): void {
    // A page in the background, or one that was asleep, is no sign of anything.
    if (document.visibilityState === 'hidden') this.#missed = 0
    if (this.#missed >= MISSED) return this.end({ why: 'died' })
    this.#missed += 1
    this.#post('ping')
  }

  #post(message: ToFrame): void {
    this.#port?.postMessage(message)
  }
}

let spare: Session | null = null

/** Gets a sandbox ready, so that the next run starts at once. Runs nothing. */
export function warm(): void {
  if (!spare || spare.over) spare = new Session()
}

/** Runs a program in a sandbox of its own. */
export function run(source: string, handlers: RunHandlers): Run {
  warm()
  const session = spare!
  spare = null
  session.run(source, {
    ...handlers,
    onEnd(ending) {
      handlers.onEnd(ending)
      // Not in the same breath: what the run gave is painted first.
      if (ending.why !== 'unavailable') setTimeout(warm, 200)
    },
  })
  return { stop: () => session.end({ why: 'stopped' }) }
}
