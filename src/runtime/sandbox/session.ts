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

const loaded = new Map<string, Promise<Blob>>()

/** A file of the sandbox, fetched once, so that later runs need no network. */
function load(url: string): Promise<Blob> {
  const found = loaded.get(url)
  if (found) return found
  const file = fetch(url).then((response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return response.blob()
  })
  loaded.set(url, file)
  file.catch(() => loaded.delete(url))
  return file
}

/** The script of the plot library. */
export const loadPlot = (): Promise<string> => load(files['plot.js']).then((file) => file.text())

/** Gets the files of this worker, and the plot library, while there is a network. */
export const prefetch = (worker: SessionOptions['worker']): Promise<unknown> =>
  Promise.all([files[worker], wasmUrl, files['plot.js']].map(load))

async function loadParts(name: SessionOptions['worker']): Promise<{ worker: Blob; wasm: ArrayBuffer }> {
  const [worker, wasm] = await Promise.all([
    load(files[name]),
    load(wasmUrl).then((file) => file.arrayBuffer()),
  ])
  return { worker, wasm }
}

/** A hidden page of an origin of its own that starts workers. It runs none of the reader's code itself. */
export class Frame {
  readonly element = document.createElement('iframe')
  /** The frame's window, once it listens. */
  readonly window: Promise<Window>
  #isGone = false
  #onHello: (event: MessageEvent) => void = () => {}

  constructor() {
    this.element.setAttribute('sandbox', 'allow-scripts')
    this.element.referrerPolicy = 'no-referrer'
    this.element.src = files['sandbox.html']
    this.element.hidden = true
    this.element.title = ''
    this.element.setAttribute('aria-hidden', 'true')
    this.window = new Promise((resolve) => {
      // Anyone may post to this window; only this frame's window can be the source.
      this.#onHello = ({ source }) => {
        const { contentWindow } = this.element
        if (!contentWindow || source !== contentWindow) return
        removeEventListener('message', this.#onHello)
        resolve(contentWindow)
      }
    })
    addEventListener('message', this.#onHello)
    document.body.append(this.element)
  }

  get isGone(): boolean {
    return this.#isGone
  }

  remove(): void {
    this.#isGone = true
    removeEventListener('message', this.#onHello)
    this.element.remove()
  }
}

/** One worker in a frame, with globals of its own. Only text comes out of it. */
export class Session {
  readonly #frame: Frame
  readonly #keepsFrame: boolean
  readonly #options: SessionOptions
  readonly #handlers: SessionHandlers
  #port: MessagePort | null = null
  #state: 'starting' | 'ready' | 'over' = 'starting'
  #timers: ReturnType<typeof setInterval>[] = []
  #missed = 0

  /** `frame`: one that is to outlive the session. Without it the session has its own: an origin, and a process where the browser gives one. */
  constructor(options: SessionOptions, handlers: SessionHandlers, frame?: Frame) {
    this.#options = options
    this.#handlers = handlers
    this.#keepsFrame = frame !== undefined
    this.#frame = frame ?? new Frame()
    this.#timers.push(setTimeout(() => this.#state === 'starting' && this.end('unavailable'), PATIENCE))
    void this.#start()
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
    this.#timers.forEach(clearInterval)
    this.#port?.postMessage('end')
    this.#port?.close()
    const isSound = why === 'stopped' || why === 'flood'
    if (!this.#keepsFrame || !isSound) this.#frame.remove()
    this.#handlers.onEnd(why)
  }

  async #start(): Promise<void> {
    // Fetched while the frame loads.
    const parts = loadParts(this.#options.worker)
    parts.catch(() => this.end('unavailable'))
    const [window, { worker, wasm }] = await Promise.all([this.#frame.window, parts])
    if (this.over) return
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => this.#onFrame(data)
    const start: FrameStart = { worker, wasm, allowance: this.#options.allowance }
    // The frame's origin is opaque: no other target origin can name it.
    window.postMessage(start, '*', [port2])
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
