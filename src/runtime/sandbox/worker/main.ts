import { whenIdle } from './realm.ts'
import { startBackend } from './backend.ts'
import { load, moduleNames, providePlot, use } from './modules.ts'
import { begin, done, fail, ready, SCRIPT, show, takeConsole } from './report.ts'
import type { WorkerRun, WorkerStart } from '../protocol.ts'
import { transpile, type CellScope } from '../transpile.ts'

const scope = self as unknown as DedicatedWorkerGlobalScope & { display?: typeof show }

// Bound here: the program gets a global scope in which any of these may be replaced.
const evaluate = eval

async function run({ source, plot }: WorkerRun): Promise<void> {
  begin()
  try {
    if (plot !== null)
      providePlot(evaluate(`(() => {${plot};return layerbookPlot.Plot})()`) as Record<string, unknown>)
    const program = evaluate(`${transpile(source, moduleNames)}\n//# sourceURL=${SCRIPT}`) as (
      scope: CellScope,
    ) => Promise<void>
    let last: unknown
    await program({ use, load, value: (result) => (last = result) })
    const value: unknown = await last
    if (value !== undefined) show(value)
  } catch (error) {
    fail(error)
  }
  whenIdle(done)
}

scope.addEventListener('error', (event) => {
  event.preventDefault()
  fail(event.error ?? event.message)
})
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  fail(event.reason)
})
scope.addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart>) => {
    scope.addEventListener('message', ({ data }: MessageEvent<WorkerRun>) => void run(data), { once: true })
    scope.display = show
    takeConsole()
    void startBackend(data.wasm).then(ready)
  },
  { once: true },
)
