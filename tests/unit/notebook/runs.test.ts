import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createDocument } from '../../../components/notebook/model.ts'
import { createRuns } from '../../../components/notebook/runs.ts'
import type { Kernel, KernelHandlers } from '../../../src/runtime/kernel/client.ts'
import type { FromKernel, KernelCellState, KernelOutput } from '../../../src/runtime/kernel/protocol.ts'

const value = (text: string): KernelOutput => ({ kind: 'value', value: { kind: 'plain', text } })

/** A kernel that says what the test says. */
class FakeKernel implements Kernel {
  readonly handlers: KernelHandlers
  readonly run = vi.fn<Kernel['run']>()
  readonly remove = vi.fn<Kernel['remove']>()
  readonly setInput = vi.fn<Kernel['setInput']>()
  readonly training = vi.fn<Kernel['training']>()
  readonly stop = vi.fn<Kernel['stop']>(() => this.handlers.onEnd('stopped'))

  constructor(handlers: KernelHandlers) {
    this.handlers = handlers
  }
  say(message: FromKernel): void {
    this.handlers.onMessage(message)
  }
  state(
    cell: string,
    run: number,
    state: KernelCellState,
    names: Partial<Record<'defines' | 'uses', string[]>> = {},
  ) {
    this.say({ type: 'state', cell, run, state, ms: 5, defines: [], uses: [], ...names })
  }
  output(cell: string, run: number, slot: number, text: string) {
    this.say({ type: 'output', cell, run, slot, label: null, output: value(text) })
  }
}

function setUp() {
  const kernels: FakeKernel[] = []
  const document = createDocument({
    title: '',
    cells: ['a', 'b', 'm'].map((id) => ({
      id,
      kind: id === 'm' ? 'markdown' : 'code',
      source: `${id}0`,
      folded: false,
    })),
  })
  const runs = createRuns(document, () =>
    Promise.resolve({
      startKernel(handlers) {
        const kernel = new FakeKernel(handlers)
        kernels.push(kernel)
        return kernel
      },
    }),
  )
  const shown = (cell: string) =>
    runs
      .of(cell)
      .outputs.value.map(({ output }) =>
        output.kind === 'value' && output.value.kind === 'plain' ? output.value.text : output.kind,
      )
  const started = async (wanted = ['a', 'b']) => {
    runs.run(wanted)
    await vi.advanceTimersByTimeAsync(0)
    kernels.at(-1)!.say({ type: 'ready', backend: 'wasm' })
    await tick()
    return kernels.at(-1)!
  }
  return { kernels, document, runs, shown, started }
}

const tick = () => vi.advanceTimersByTimeAsync(20)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('runs', () => {
  test('a run hands over all code cells with their numbers, and those that are wanted', async () => {
    const { runs, kernels } = setUp()
    runs.run(['b', 'm'])
    expect(runs.of('b').state.value).toBe('waiting')
    expect(runs.status.value.state).toBe('starting')
    await tick()
    expect(kernels[0]!.run).toHaveBeenCalledExactlyOnceWith(
      [
        { id: 'a', place: 1, source: 'a0' },
        { id: 'b', place: 2, source: 'b0' },
      ],
      ['b'],
    )
  })

  test('states, outputs by slot, and the source that ran', async () => {
    const { runs, shown, started, document } = setUp()
    const kernel = await started()
    kernel.state('a', 1, 'running', { defines: ['x'] })
    kernel.output('a', 1, 1, 'second')
    kernel.output('a', 1, 0, 'first')
    kernel.output('a', 1, 1, 'replaced')
    await tick()
    expect(shown('a')).toEqual(['first', 'replaced'])
    kernel.state('a', 1, 'done', { defines: ['x'] })
    kernel.say({ type: 'idle', tensors: 3, bytes: 12 })
    await tick()
    expect(runs.of('a')).toMatchObject({ state: { value: 'done' }, ms: { value: 5 }, ran: { value: 'a0' } })
    expect(runs.definers.value).toEqual(new Map([['x', 'a']]))
    expect(runs.status.value).toEqual({ state: 'idle', tensors: 3, bytes: 12 })
    document.find('a')!.source.value = 'a1'
    expect(runs.of('a').ran.value).toBe('a0')
  })

  test('outputs of the run before stand until the new run shows its own, or ends', async () => {
    const { shown, started } = setUp()
    const kernel = await started()
    kernel.state('a', 1, 'running')
    kernel.output('a', 1, 0, 'one')
    kernel.output('a', 1, 1, 'two')
    kernel.state('a', 1, 'done')
    kernel.state('a', 2, 'running')
    await tick()
    expect(shown('a')).toEqual(['one', 'two'])
    kernel.output('a', 2, 0, 'new')
    await tick()
    expect(shown('a')).toEqual(['new', 'two'])
    kernel.state('a', 2, 'done')
    await tick()
    expect(shown('a')).toEqual(['new'])
  })

  test('what belongs to an older run is dropped by its number', async () => {
    const { shown, runs, started } = setUp()
    const kernel = await started()
    kernel.state('a', 2, 'running')
    kernel.output('a', 1, 0, 'late')
    kernel.state('a', 1, 'failed')
    await tick()
    expect(shown('a')).toEqual([])
    expect(runs.of('a').state.value).toBe('running')
  })

  test('stop ends the kernel at once; what it showed stays, what ran is stopped, and no more comes', async () => {
    const { shown, runs, kernels, started } = setUp()
    const kernel = await started()
    kernel.state('a', 1, 'done')
    kernel.state('b', 1, 'running')
    kernel.output('b', 1, 0, 'half')
    runs.stop()
    expect(kernel.stop).toHaveBeenCalledOnce()
    expect(runs.of('b').state.value).toBe('stopped')
    expect(runs.of('a').state.value).toBe('done')
    expect(runs.of('a').live.value).toBe(false)
    expect(runs.status.value).toEqual({ state: 'ended', why: 'stopped' })
    kernel.output('b', 1, 1, 'after')
    kernel.handlers.onEnd('died')
    await tick()
    expect(shown('b')).toEqual(['half'])
    expect(runs.status.value).toEqual({ state: 'ended', why: 'stopped' })
    // The next kernel counts from the beginning.
    const next = await started(['b'])
    expect(kernels).toHaveLength(2)
    next.state('b', 1, 'running')
    next.output('b', 1, 0, 'again')
    next.state('b', 1, 'done')
    await tick()
    expect(shown('b')).toEqual(['again'])
    expect(runs.of('b').live.value).toBe(true)
  })

  test('a run that is stopped before its kernel came never starts', async () => {
    const { runs, kernels } = setUp()
    runs.run(['a'])
    runs.stop()
    await tick()
    expect(kernels).toEqual([])
    expect(runs.of('a').state.value).toBe('stopped')
  })

  test('a kernel that dies is told, and so is one that cannot be had', async () => {
    const { runs, started } = setUp()
    const kernel = await started()
    kernel.handlers.onEnd('died')
    expect(runs.status.value).toEqual({ state: 'ended', why: 'died' })
    const lost = createRuns(
      createDocument({ title: '', cells: [{ id: 'a', kind: 'code', source: '', folded: false }] }),
      () => Promise.reject(new Error('offline')),
    )
    lost.run(['a'])
    await tick()
    expect(lost.status.value).toEqual({ state: 'ended', why: 'unavailable' })
  })

  test('of a control that moves the newest value is sent, once a frame', async () => {
    const { runs, started } = setUp()
    const kernel = await started()
    for (let i = 1; i <= 5; i++) runs.setInput('a', 0, i)
    expect(kernel.setInput.mock.calls).toEqual([['a', 0, 1]])
    await vi.advanceTimersByTimeAsync(16)
    expect(kernel.setInput.mock.calls).toEqual([
      ['a', 0, 1],
      ['a', 0, 5],
    ])
    await vi.advanceTimersByTimeAsync(100)
    runs.setInput('a', 1, true)
    expect(kernel.setInput).toHaveBeenLastCalledWith('a', 1, true)
  })

  test('a cell that is deleted, or made Markdown, is taken out of the kernel', async () => {
    const { document, started } = setUp()
    const kernel = await started()
    kernel.state('a', 1, 'done')
    kernel.state('b', 1, 'done')
    await tick()
    document.remove('a')
    document.setKind('b', 'markdown')
    expect(kernel.remove.mock.calls).toEqual([['a'], ['b']])
  })
})
