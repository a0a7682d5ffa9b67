/**
 * The worker's globals as readers' code finds them. Must be the first import: tfjs keeps some of these
 * functions when it loads.
 */
const scope = self as unknown as DedicatedWorkerGlobalScope & Record<string, unknown>

/** To the frame. Kept here, so that code which replaces the global one cuts off only itself. */
export const post: (text: string) => void = scope.postMessage.bind(scope)

// Readers' code has no use for these: `close` would end a run without a word.
delete (scope as Partial<typeof scope>).close
delete (scope as Partial<typeof scope>).postMessage

const { setTimeout: later, setInterval: every, clearTimeout: drop } = scope
const waiting = new Set<number>()
let onIdle: (() => void) | null = null

function settle(id: number): void {
  if (waiting.delete(id) && waiting.size === 0) later(idle, 0)
}

function idle(): void {
  if (waiting.size === 0) onIdle?.()
}

/** Calls back once nothing is left to wait for: promises that were ready have run, and no timer is set. */
export function whenIdle(callback: () => void): void {
  onIdle = callback
  // Twice, because a promise that settles in the first turn may set a timer.
  later(() => later(idle, 0), 0)
}

function setOnce(handler: TimerHandler, delay?: number, ...values: unknown[]): number {
  const id = later.call(
    scope,
    () => {
      try {
        if (typeof handler === 'function') handler(...values)
        else (0, eval)(handler)
      } finally {
        settle(id)
      }
    },
    delay,
  )
  waiting.add(id)
  return id
}

function clear(id?: number): void {
  drop.call(scope, id)
  if (id !== undefined) settle(id)
}

Object.assign(scope, {
  setTimeout: setOnce,
  setInterval(handler: TimerHandler, delay?: number, ...values: unknown[]) {
    const id = every.call(scope, handler, delay, ...values)
    waiting.add(id)
    return id
  },
  clearTimeout: clear,
  clearInterval: clear,
  // The sandbox is never painted, so that the browser's own would never call back.
  requestAnimationFrame: (callback: FrameRequestCallback) => setOnce(() => callback(performance.now()), 16),
  cancelAnimationFrame: clear,
})

/** Bytes of array buffers that may be alive at one time. */
const MOST_BYTES = 3 * 2 ** 30
/** Smaller buffers are not counted: they cost more to watch than they hold. */
const WATCHED = 2 ** 16

/** The code of this error is a string of the cell. */
class MemoryError extends RangeError {
  readonly code = 'memory'
  readonly values = { limit: '3 GB' }
}

let held = 0
const freed = new FinalizationRegistry<number>((bytes) => (held -= bytes))

// A browser lets one worker take all of the machine's memory, and then ends whatever it likes.
function watch<C extends new (...values: never[]) => { byteLength: number }>(name: string): void {
  const Original = scope[name] as C
  const Watched = new Proxy(Original, {
    construct(target, values: unknown[], newTarget) {
      const [first] = values
      const unit = 'BYTES_PER_ELEMENT' in target ? Number(target.BYTES_PER_ELEMENT) : 1
      if (typeof first === 'number' && first * unit + held > MOST_BYTES)
        throw new MemoryError('out of memory')
      const made = Reflect.construct(target, values, newTarget === Watched ? target : newTarget) as {
        byteLength: number
      }
      const ownsBuffer =
        typeof first !== 'object' || first === null || !('byteLength' in first) || ArrayBuffer.isView(first)
      if (ownsBuffer && made.byteLength >= WATCHED) {
        held += made.byteLength
        freed.register(made, made.byteLength)
      }
      return made
    },
  })
  Object.defineProperty(Original.prototype, 'constructor', {
    value: Watched,
    configurable: true,
    writable: true,
  })
  scope[name] = Watched as never
}

for (const name of [
  'ArrayBuffer',
  ...[
    'Int8',
    'Uint8',
    'Uint8Clamped',
    'Int16',
    'Uint16',
    'Int32',
    'Uint32',
    'Float32',
    'Float64',
    'BigInt64',
    'BigUint64',
  ].map((kind) => `${kind}Array`),
])
  watch(name)
