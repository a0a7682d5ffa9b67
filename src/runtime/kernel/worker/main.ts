import '../../sandbox/worker/realm.ts'
import './soon.ts'
import type { WorkerStart } from '../../sandbox/protocol.ts'
import { startBackend } from '../../sandbox/worker/backend.ts'
import { providePlot } from '../../sandbox/worker/modules.ts'
import type { ToKernel } from '../protocol.ts'
import { Kernel } from './kernel.ts'
import { tell } from './run.ts'
import { act, watchTraining } from './training.ts'
import { watchWorld } from './zone.ts'

const scope = self as unknown as DedicatedWorkerGlobalScope

// Bound here: cells get a global scope in which any of these may be replaced.
const evaluate = eval

function receive(kernel: Kernel, message: ToKernel): void {
  switch (message.type) {
    case 'plot':
      return providePlot(
        evaluate(`(() => {${message.script};return layerbookPlot.Plot})()`) as Record<string, unknown>,
      )
    case 'run':
      return kernel.run(message.cells, message.wanted)
    case 'remove':
      return kernel.remove(message.cell)
    case 'input':
      return kernel.setInput(message.cell, message.input, message.value)
    case 'training':
      return act(message.training, message.action)
  }
}

scope.addEventListener(
  'message',
  ({ data }: MessageEvent<WorkerStart>) => {
    const kernel = new Kernel()
    scope.addEventListener('error', (event) => {
      event.preventDefault()
      const error: unknown = event.error ?? event.message
      kernel.runOf(error)?.reporter.fail(error)
    })
    scope.addEventListener('unhandledrejection', (event) => {
      event.preventDefault()
      kernel.runOf(event.reason)?.reporter.fail(event.reason)
    })
    void startBackend(data.wasm).then((backend) => {
      watchWorld()
      watchTraining()
      scope.addEventListener('message', ({ data }: MessageEvent<ToKernel>) => receive(kernel, data))
      tell({ type: 'ready', backend })
    })
  },
  { once: true },
)
