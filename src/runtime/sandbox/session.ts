import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { files } from 'virtual:layerbook-sandbox'
import type { FrameStart, FromFrame } from './protocol.ts'

/** Why a session is over. */
export type SessionEnding =
  | 'stopped'
  /** Its process is gone: memory, nearly always. */
  | 'died'
  /** It sent more than any program that keeps to the console can send. */
  | 'flood'
  /** The sandbox cannot be had: offline, or scripts are not allowed. */
  | 'unavailable'

export interface SessionHandlers {
  /** A message of the worker, unread: what it is worth is for the receiver to find out. */
  onText(text: string): void
  /** Once, and nothing after it. */
  onEnd(why: SessionEnding): void
}

export interface SessionOptions {
  worker: 'worker.js' | 'kernel.js'
  /** What the worker may send before it is ended. */
  allowance: FrameStart['allowance']
}

/** Time that the sandbox may take to get ready, in ms. */
const PATIENCE = 30_000
const BEAT = 1000
/** Pings without an answer after which the process is taken for dead. Its frame runs none of the reader's code. */
const MISSED = 4

const loading = new Map<string, Promise<Response>>()

/** A file of the sandbox, fetched once, so that later runs need no network. */
function load(url: string): Promise<Response> {
  const found = loading.get(url) ?? fetch(url)
  loading.set(url, found)
  const checked = found.then((response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return response.clone()
  })
  checked.catch(() => loading.delete(url))
  return checked
}

/** The script of the plot library. */
export const loadPlot = (): Promise<string> => load(files['plot.js']).then((response) => response.text())

/** Gets everything that a session of this worker needs, and the plot library, while there is a network. */
export const prefetch = (worker: SessionOptions['worker']): Promise<unknown> =>
  Promise.all([files[worker], wasmUrl, files['plot.js'], files['sandbox.html']].map(load))

/**
 * One frame with one worker: an origin, a process where the browser gives one, and globals of its own. Only text
 * comes out of it.
 */
export class Session {
  readonly #frame = document.createElement('iframe')
  readonly #options: SessionOptions
  readonly #handlers: SessionHandlers
  #port: MessagePort | null = null
  #state: 'starting' | 'ready' | 'over' = 'starting'
  #timers: ReturnType<typeof setInterval>[] = []
  #missed = 0

  constructor(options: SessionOptions, handlers: SessionHandlers) {
    this.#options = options
    this.#handlers = handlers
    this.#frame.setAttribute('sandbox', 'allow-scripts')
    this.#frame.referrerPolicy = 'no-referrer'
    this.#frame.src = files['sandbox.html']
    this.#frame.hidden = true
    this.#frame.title = ''
    this.#frame.setAttribute('aria-hidden', 'true')
    addEventListener('message', this.#onHello)
    // Fetched while the frame loads; where it fails, the frame's greeting finds out.
    this.#parts().catch(() => {})
    document.body.append(this.#frame)
    this.#timers.push(setTimeout(() => this.#state === 'starting' && this.end('unavailable'), PATIENCE))
  }

  get over(): boolean {
    return this.#state === 'over'
  }

  /** To be called once the worker has said that it is ready. */
  ready(): void {
    if (this.#state === 'starting') this.#state = 'ready'
  }

  /** From here on the session ends where its process is gone. */
  watch(): void {
    this.#timers.push(setInterval(() => this.#beat(), BEAT))
  }

  post(message: object): void {
    this.#port?.postMessage(message)
  }

  /** Ends the worker at once, whatever it does. */
  end(why: SessionEnding): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    removeEventListener('message', this.#onHello)
    this.#timers.forEach(clearInterval)
    this.#port?.close()
    this.#frame.remove()
    this.#handlers.onEnd(why)
  }

  #parts() {
    return Promise.all([
      load(files[this.#options.worker]).then((response) => response.blob()),
      load(wasmUrl).then((response) => response.arrayBuffer()),
    ])
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
      const [worker, wasm] = await this.#parts()
      if (this.over) return
      const start: FrameStart = { worker, wasm, allowance: this.#options.allowance }
      // The frame's origin is opaque: no other target origin can name it.
      frame.postMessage(start, '*', [port2])
    } catch {
      this.end('unavailable')
    }
  }

  #onFrame(message: FromFrame): void {
    if (this.over) return
    if (typeof message === 'string') this.#handlers.onText(message)
    else if (message.frame === 'pong') this.#missed = 0
    else this.end(message.frame === 'flood' ? 'flood' : this.#state === 'ready' ? 'died' : 'unavailable')
  }

  #beat(): void {
    // A page in the background, or one that was asleep, is no sign of anything.
    if (document.visibilityState === 'hidden') this.#missed = 0
    if (this.#missed >= MISSED) return this.end('died')
    this.#missed += 1
    this.#port?.postMessage('ping')
  }
}
