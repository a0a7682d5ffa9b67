import { asksForPlot } from '../sandbox/client.ts'
import { Frame, loadPlot, prefetch, Session, type SessionEnding } from '../sandbox/session.ts'
import { readKernelMessage, type CodeCell, type FromKernel, type ToKernel } from './protocol.ts'

/** Why a kernel is gone, and all its values with it. */
export type KernelEnding = SessionEnding

export interface KernelHandlers {
  onMessage(message: FromKernel): void
  /** Once, and nothing after it. */
  onEnd(ending: KernelEnding): void
}

/** A sandboxed worker that keeps the variables of one notebook. */
export interface Kernel {
  /**
   * Runs the wanted cells, the cells they use that have not run yet, and those that ran before and use them.
   * `cells` are all code cells of the notebook in the order of the page.
   */
  run(cells: readonly CodeCell[], wanted: readonly string[]): void
  remove(cell: string): void
  setInput(cell: string, input: number, value: number | boolean | string): void
  training(training: number, action: 'pause' | 'resume' | 'finish'): void
  /** Ends it at once, whatever it does. */
  stop(): void
}

/** What a kernel may send: well beyond what sliders and trainings send unless it was tampered with. */
const ALLOWANCE = { messages: 5000, characters: 40_000_000, seconds: 5 }

/** Kept from kernel to kernel, so that a new one starts without a network too. */
let frame: Frame | null = null

function readyFrame(): Frame {
  if (!frame || frame.isGone) frame = new Frame()
  return frame
}

/** Gets all that kernels need while there is a network. Runs nothing. */
export async function prefetchKernel(): Promise<void> {
  readyFrame()
  await prefetch('kernel.js')
}

/** Starts a kernel. Nothing runs in it before `run`. */
export function startKernel(handlers: KernelHandlers): Kernel {
  let askedForPlot = false
  let start: () => void
  // What is asked for before the kernel is there, or while the plot library is on its way, waits in order.
  let turn = new Promise<void>((resolve) => (start = resolve))

  const session = new Session(
    { worker: 'kernel.js', allowance: ALLOWANCE },
    {
      onText(text) {
        const message = readKernelMessage(text)
        if (!message) return
        if (message.type === 'ready') {
          session.ready()
          session.watch()
          start()
        }
        handlers.onMessage(message)
      },
      onEnd: handlers.onEnd,
    },
    readyFrame(),
  )
  const post = (message: ToKernel): void => {
    turn = turn.then(() => session.post(message))
  }
  const bringPlot = (): void => {
    askedForPlot = true
    turn = turn.then(loadPlot).then(
      (script) => session.post({ type: 'plot', script } satisfies ToKernel),
      () => session.end('unavailable'),
    )
  }

  return {
    run(cells, wanted) {
      if (!askedForPlot && cells.some(({ source }) => asksForPlot(source))) bringPlot()
      post({ type: 'run', cells: [...cells], wanted: [...wanted] })
    },
    remove: (cell) => post({ type: 'remove', cell }),
    setInput: (cell, input, value) => post({ type: 'input', cell, input, value }),
    training: (training, action) => post({ type: 'training', training, action }),
    stop: () => session.end('stopped'),
  }
}
