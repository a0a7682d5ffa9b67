import { effect } from '@preact/signals'
import { hydrate } from 'preact'
import { loadLayer } from '../../src/catalog/layers.ts'
import { startRuntime, type Handlers, type RuntimeClient } from '../../src/runtime/client.ts'
import { startState, writeAddress, type AnyDeclaration } from '../../src/spec/index.ts'
import { translator, type Strings } from '../site/strings.ts'
import { Lab, type LabTexts, type Places } from './Lab.tsx'
import { createStore, requestOf, type Shown } from './store.ts'
import { unpackPasses } from './unpack.ts'

interface LabData {
  readonly layer: string
  readonly strings: Strings
  readonly texts: LabTexts
  readonly places: Places
  readonly passes: string
}

/** Delay before the URL follows the controls, in ms: browsers refuse a replaceState for each frame. */
const URL_PAUSE = 250

/** The opening state with every pass the build drew: what the page carries, and the draws, made again. */
async function openingOf(
  declaration: AnyDeclaration,
  packed: string,
  runtime: RuntimeClient,
  handlers: Handlers,
): Promise<Shown> {
  const state = startState(declaration)
  const passes = unpackPasses(packed)
  const request = requestOf(declaration, state)
  if (Object.keys(request.plan.passes).every((name) => name in passes)) return { state, passes }
  return new Promise((resolve) => {
    handlers.onAnswer = ({ complete, outcome }) => {
      if (complete && outcome.ok) resolve({ state, passes: outcome.passes })
    }
    // Without the draws the lab still works; its figure shows them when the next run brings them.
    handlers.onFailure = () => resolve({ state, passes })
    runtime.run(request)
  })
}

/** Takes over the lab that the build drew: same markup, now live. */
export async function live(element: HTMLElement): Promise<void> {
  const data = JSON.parse(element.querySelector('[data-lab-data]')!.textContent!) as LabData
  const root = element.querySelector<HTMLElement>('[data-lab-root]')!
  const handlers: Handlers = {
    onReady: (backend) => {
      element.dataset.backend = backend
    },
    onAnswer: () => undefined,
    onFailure: () => undefined,
  }
  const runtime = startRuntime({
    onReady: (backend) => handlers.onReady(backend),
    onAnswer: (answer) => handlers.onAnswer(answer),
    onFailure: (message) => handlers.onFailure(message),
  })
  const declaration = await loadLayer(data.layer)
  const store = createStore(
    declaration,
    await openingOf(declaration, data.passes, runtime, handlers),
    translator(data.strings),
  )
  hydrate(<Lab store={store} texts={data.texts} places={data.places} />, root)

  handlers.onAnswer = (answer) => {
    store.answer(answer)
    element.dataset.version = String(answer.version)
    element.dataset.state = answer.complete ? 'live' : 'partial'
  }
  handlers.onFailure = (message) => {
    store.fail(message)
    element.dataset.state = 'failed'
  }
  // The bench and the tests ask the lab itself what its worker still holds.
  element.addEventListener('layerbook:tensors', (event) => {
    const { answer } = (event as CustomEvent<{ answer: (n: number) => void }>).detail
    void runtime.tensors().then(answer)
  })

  const open = () => store.open(new URLSearchParams(location.search))
  open()
  addEventListener('popstate', open)

  effect(() => {
    const state = store.runState.value
    element.dataset.state = 'busy'
    const version = runtime.run(requestOf(declaration, state))
    store.asked(version, state)
    element.dataset.asked = String(version)
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  let opening = true
  effect(() => {
    const query = writeAddress(declaration, store.state.value).toString()
    if (opening) {
      opening = false
      return
    }
    clearTimeout(timer)
    timer = setTimeout(() => {
      history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}${location.hash}`)
      dispatchEvent(new Event('layerbook:address'))
    }, URL_PAUSE)
  })
}
