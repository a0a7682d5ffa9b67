import { Runtime } from '@observablehq/runtime'

const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.onmessage = () => waiting.shift()?.()

/**
 * The runtime waits for a frame before it computes, as a page does that draws. Nothing is drawn here, and a slider's
 * reader waits for each of these frames: the next task will do. What was set meanwhile is computed in one go.
 */
Runtime.prototype._computeSoon = function () {
  return new Promise<void>((resolve) => {
    waiting.push(resolve)
    port2.postMessage(null)
  }).then(() => this._computeNow())
}
