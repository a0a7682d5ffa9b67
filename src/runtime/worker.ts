import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { execute, executeRepeated, hasRepeated } from './execute.ts'
import type { FromWorker, RunOutcome, ToWorker } from './protocol.ts'

const scope = self as unknown as DedicatedWorkerGlobalScope
const post = (message: FromWorker) => scope.postMessage(message)

async function start(wasm: string): Promise<void> {
  // The single-threaded SIMD binary for all: threads need response headers a static host does not send,
  // and a browser without SIMD refuses it and gets the cpu backend.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasm,
    'tfjs-backend-wasm-simd.wasm': wasm,
    'tfjs-backend-wasm-threaded-simd.wasm': wasm,
  })
  setThreadsCount(1)
  if (!(await tf.setBackend('wasm').catch(() => false))) await tf.setBackend('cpu')
  await tf.ready()
  post({ type: 'ready', backend: tf.getBackend() })
}

let newest = 0
const pause = () => new Promise((resolve) => setTimeout(resolve, 0))

async function run({ version, request }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  newest = version
  let outcome: RunOutcome
  try {
    outcome = execute(request)
  } catch (error) {
    post({ type: 'failed', version, message: error instanceof Error ? error.message : String(error) })
    return
  }
  const partial = outcome.ok && hasRepeated(request)
  post({ type: 'done', version, partial, outcome })
  if (!outcome.ok || !partial) return
  const work = executeRepeated(request)
  for (;;) {
    const step = work.next()
    if (step.done) {
      post({
        type: 'done',
        version,
        partial: false,
        outcome: { ok: true, passes: { ...outcome.passes, ...step.value } },
      })
      return
    }
    await pause()
    if (newest !== version) {
      work.return({})
      return
    }
  }
}

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'start') void start(data.wasm)
  else if (data.type === 'run') void run(data)
  else post({ type: 'memory', version: data.version, tensors: tf.memory().numTensors })
}
