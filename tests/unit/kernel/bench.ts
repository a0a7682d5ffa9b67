import { expect, vi } from 'vitest'
import { readKernelMessage, type FromKernel } from '../../../src/runtime/kernel/protocol.ts'
import { Kernel } from '../../../src/runtime/kernel/worker/kernel.ts'
import { messages } from './messages.ts'

type Of<T extends FromKernel['type']> = Extract<FromKernel, { type: T }>

/** A notebook of cells `a`, `b`, … in a kernel, and what it told. */
export class Bench {
  readonly kernel = new Kernel()
  readonly #patience: number
  #sources = new Map<string, string>()
  #from = messages.length
  #told: FromKernel[] = []

  /** @param patience how many ms a run may take. */
  constructor(patience = 20_000) {
    this.#patience = patience
  }

  get told(): FromKernel[] {
    // Asked for again and again while something runs: each message is read once.
    for (const text of messages.slice(this.#from + this.#told.length)) {
      const message = readKernelMessage(text)
      if (!message) throw new Error(`not a message: ${text.slice(0, 300)}`)
      this.#told.push(message)
    }
    return this.#told
  }
  ofType<T extends FromKernel['type']>(type: T): Of<T>[] {
    return this.told.filter((message): message is Of<T> => message.type === type)
  }

  async run(sources: Record<string, string>, ...wanted: string[]): Promise<void> {
    for (const [id, source] of Object.entries(sources)) this.#sources.set(id, source)
    this.start(wanted.length ? wanted : [...this.#sources.keys()])
    await this.idle()
  }
  start(wanted: string[]): void {
    const cells = [...this.#sources].map(([id, source], i) => ({ id, place: i + 1, source }))
    this.kernel.run(cells, wanted)
  }
  drop(id: string): void {
    this.#sources.delete(id)
    this.kernel.remove(id)
  }
  /** Until nothing is left to run, from now on. */
  async idle(): Promise<void> {
    const seen = this.ofType('idle').length
    await vi.waitFor(() => expect(this.ofType('idle').length).toBeGreaterThan(seen), {
      timeout: this.#patience,
      interval: 5,
    })
  }
  clear(): void {
    this.#from = messages.length
    this.#told = []
  }

  state(cell: string): string | undefined {
    return this.ofType('state').findLast((message) => message.cell === cell)?.state
  }
  runs(cell: string): number {
    return this.ofType('state').filter((message) => message.cell === cell && message.state === 'running')
      .length
  }
  /** What the last run of the cell shows, by slot. */
  shown(cell: string) {
    const outputs = this.ofType('output').filter((message) => message.cell === cell)
    const last = Math.max(...outputs.map(({ run }) => run))
    const slots = new Map(outputs.filter(({ run }) => run === last).map((message) => [message.slot, message]))
    return [...slots].sort(([a], [b]) => a - b).map(([, message]) => message)
  }
  texts(cell: string): string[] {
    return this.shown(cell).map(({ output }) => {
      if (output.kind === 'value') return 'text' in output.value ? output.value.text : output.value.kind
      if (output.kind === 'console')
        return output.values.map((node) => ('text' in node ? node.text : node.kind)).join(' ')
      if (output.kind === 'error') return `${output.code ?? output.name}: ${output.message}`
      return output.kind
    })
  }
  failure(cell: string) {
    const found = this.shown(cell)
      .map(({ output }) => output)
      .find((output) => output.kind === 'error')
    return found?.kind === 'error' ? found : null
  }
}
