/**
 * Which cell's run is under way. Tensors, timers and trainings that come up meanwhile are that run's, whatever
 * function makes them.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { CellRun } from './run.ts'

const scope = self as unknown as DedicatedWorkerGlobalScope & Record<string, unknown>

let current: CellRun | null = null

export const zone = (): CellRun | null => current

export function within<T>(run: CellRun | null, act: () => T): T {
  const before = current
  current = run
  try {
    return act()
  } finally {
    current = before
  }
}

/** For the code of `run` after an `await`. */
export function back<T>(run: CellRun | null, value: T): T {
  current = run
  // Until the code gives way again. What else goes on then, such as tfjs's own training loop, is nobody's.
  queueMicrotask(() => {
    if (current === run) current = null
  })
  return value
}

/** Makes tensors and timers known to the run under way. To be called once, before any cell runs. */
export function watchWorld(): void {
  const engine = tf.engine()
  const owners = new WeakMap<tf.Tensor, CellRun>()
  const trackTensor = engine.trackTensor.bind(engine)
  engine.trackTensor = (tensor, backend) => {
    trackTensor(tensor, backend)
    // Variables are weights, and live as long as the layer, which another cell may have made.
    if (!current || tensor instanceof tf.Variable) return
    current.tensors.add(tensor)
    owners.set(tensor, current)
  }
  const disposeTensor = engine.disposeTensor.bind(engine)
  engine.disposeTensor = (tensor) => {
    owners.get(tensor)?.tensors.delete(tensor)
    disposeTensor(tensor)
  }

  type Start = (handler: TimerHandler, delay?: number, ...values: unknown[]) => number
  const later = scope.setTimeout as Start
  const every = scope.setInterval as Start
  const watched =
    (start: Start): Start =>
    (handler, delay, ...values) => {
      const run = current
      const act = (...values: unknown[]) =>
        within(run, () => (typeof handler === 'function' ? handler(...values) : (0, eval)(handler)))
      const id = start(act, delay, ...values)
      run?.timers.add(id)
      return id
    }
  Object.assign(scope, {
    setTimeout: watched(later),
    setInterval: watched(every),
    requestAnimationFrame: (callback: FrameRequestCallback) =>
      watched(later)(() => callback(performance.now()), 16),
  })
  tf.Tensor.prototype.print = function () {
    current?.reporter.console.log(this)
  }
}
