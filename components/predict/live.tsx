import { hydrate } from 'preact'
import { loadLayer } from '../../src/catalog/layers.ts'
import { startRuntime, type Answer, type RuntimeClient } from '../../src/runtime/client.ts'
import type { RunOutcome, RunRequest } from '../../src/runtime/protocol.ts'
import { translator, type Strings } from '../site/strings.ts'
import { unpackPasses } from '../lab/unpack.ts'
import { pose } from './pose.ts'
import { Predict, type Posed } from './Predict.tsx'
import { drawState } from './question.ts'

interface PredictData {
  readonly layer: string
  readonly strings: Strings
  /** The questions the build drew: each one's seed and its packed result. */
  readonly first: readonly { readonly seed: number; readonly passes: string }[]
}

/** One request at a time, each awaited. */
function runner(): (request: RunRequest) => Promise<RunOutcome> {
  let runtime: RuntimeClient | null = null
  let settle: ((answer: RunOutcome) => void) | null = null
  let refuse: ((error: Error) => void) | null = null
  return (request) => {
    runtime ??= startRuntime({
      onReady: () => undefined,
      onAnswer: ({ outcome }: Answer) => settle?.(outcome),
      onFailure: (message) => refuse?.(new Error(message)),
    })
    return new Promise((resolve, reject) => {
      settle = resolve
      refuse = reject
      runtime!.run(request)
    })
  }
}

/** Takes over the questions that the build drew, and poses further ones. */
export async function live(element: HTMLElement): Promise<void> {
  const data = JSON.parse(element.querySelector('[data-predict-data]')!.textContent!) as PredictData
  const root = element.querySelector<HTMLElement>('[data-predict-root]')!
  const declaration = await loadLayer(data.layer)
  const run = runner()
  let turn: Promise<unknown> = Promise.resolve()
  // Questions share the worker, so they take turns.
  const inTurn = <T,>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work)
    turn = done
    return done
  }
  const first = data.first.map(({ seed, passes }, i): Posed => {
    const question = declaration.predict[i]!
    return { question, seed, state: drawState(declaration, question, seed), passes: unpackPasses(passes) }
  })
  const renew = ({ question, seed }: Posed) =>
    inTurn(() => pose(declaration, question, seed + 1, run)).catch(() => null)
  hydrate(
    <Predict declaration={declaration} t={translator(data.strings)} first={first} renew={renew} />,
    root,
  )
  element.dataset.state = 'live'
}
