import { whenIdle } from './realm.ts'
import * as tf from '@tensorflow/tfjs-core'
import type { FromWorker, WorkerRun, WorkerStart } from '../protocol.ts'
import { transpile, type CellScope } from '../transpile.ts'
import { startBackend } from './backend.ts'
import { load, moduleNames, providePlot, use } from './modules.ts'
import { Reporter, send } from './report.ts'

const scope = self as unknown as DedicatedWorkerGlobalScope & { display?: Reporter['show'] }

const SCRIPT = 'layerbook-cell.ts'

// Bound here: the program gets a global scope in which any of these may be replaced.
const evaluate = eval
const now = performance.now.bind(performance)

const tell: (message: FromWorker) => void = send
const reporter = new Reporter({
  script: SCRIPT,
  wrap: (output, label): FromWorker => ({ type: 'output', output, label }),
  cut: { type: 'cut' } satisfies FromWorker,
})

async function run({ source, plot }: WorkerRun): Promise<void> {
  const started = now()
  try {
    if (plot !== null)
      providePlot(evaluate(`(() => {${plot};return layerbookPlot.Plot})()`) as Record<string, unknown>)
    const program = evaluate(`${transpile(source, moduleNames)}\n//# sourceURL=${SCRIPT}`) as (
      scope: CellScope,
    ) => Promise<void>
    let last: unknown
    await program({ use, load, value: (result) => (last = result) })
    const value: unknown = await last
    if (value !== undefined) reporter.show(value)
  } catch (error) {
    reporter.fail(error)
  }
  whenIdle(() => {
    const { numTensors: tensors, numBytes: bytes } = tf.memory()
    tell({ type: 'done', ok: !reporter.failed, ms: now() - started, tensors, bytes })
  })
}

scope.addEventListener('error', (event) => {
  event.preventDefault()
  reporter.fail(event.error ?? event.message)
})
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  reporter.fail(event.reason)
})
scope.addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart>) => {
    scope.addEventListener('message', ({ data }: MessageEvent<WorkerRun>) => void run(data), { once: true })
    scope.display = reporter.show
    Object.assign(console, reporter.console)
    tf.Tensor.prototype.print = function () {
      reporter.console.log(this)
    }
    void startBackend(data.wasm).then((backend) => tell({ type: 'ready', backend }))
  },
  { once: true },
)
