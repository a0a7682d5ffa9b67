import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { FromWorker, RunOutcome, RunRequest, ToWorker } from './protocol.ts'

/** Longest a run may take before the worker is taken for stuck and replaced, in ms. */
const PATIENCE = 15_000

export interface Answer {
  readonly version: number
  /** false: repeated passes follow in a second answer. */
  readonly complete: boolean
  readonly outcome: RunOutcome
}

export interface RuntimeClient {
  /** Asks for a run; only the newest request's answers reach `onAnswer`. Returns its version. */
  run(request: RunRequest): number
  /** Tensors alive in the worker. */
  tensors(): Promise<number>
  stop(): void
}

export interface Handlers {
  onReady(backend: string): void
  onAnswer(answer: Answer): void
  /** The library broke on a request: a fault of the book, not of the reader. */
  onFailure(message: string): void
}

/** A worker that runs layers. At most one request waits while one runs; a newer one replaces it. */
export function startRuntime({ onReady, onAnswer, onFailure }: Handlers): RuntimeClient {
  let worker: Worker
  let ready = false
  let version = 0
  let running: number | null = null
  let waiting: RunRequest | null = null
  let watchdog: ReturnType<typeof setTimeout> | undefined
  const memory = new Map<number, (tensors: number) => void>()

  const post = (message: ToWorker) => worker.postMessage(message)

  const next = () => {
    if (!ready || running !== null || waiting === null) return
    const request = waiting
    waiting = null
    running = version
    watchdog = setTimeout(restart, PATIENCE)
    post({ type: 'run', version, request })
  }

  const settle = (settled: number) => {
    if (running !== settled) return
    running = null
    clearTimeout(watchdog)
    next()
  }

  const onMessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type === 'ready') {
      ready = true
      onReady(data.backend)
      next()
    } else if (data.type === 'memory') {
      memory.get(data.version)?.(data.tensors)
      memory.delete(data.version)
    } else {
      if (data.version === version) {
        if (data.type === 'failed') onFailure(data.message)
        else onAnswer({ version, complete: !data.partial, outcome: data.outcome })
      }
      settle(data.version)
    }
  }

  function launch() {
    ready = false
    running = null
    worker = new Worker(new URL('./worker.ts', import.meta.url), {
      type: 'module',
      name: 'layerbook-runtime',
    })
    worker.onmessage = onMessage
    worker.onerror = (event) => onFailure(event.message)
    post({ type: 'start', wasm: new URL(wasmUrl, location.href).href })
  }

  function restart() {
    worker.terminate()
    onFailure('the computation took too long')
    launch()
  }

  launch()
  return {
    run(request) {
      version += 1
      waiting = request
      next()
      return version
    },
    tensors() {
      const id = Math.random()
      return new Promise((resolve) => {
        memory.set(id, resolve)
        post({ type: 'memory', version: id })
      })
    },
    stop() {
      clearTimeout(watchdog)
      worker.terminate()
    },
  }
}
