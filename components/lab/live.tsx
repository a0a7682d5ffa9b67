import { effect } from '@preact/signals'
import { hydrate } from 'preact'
import { loadLayer } from '../../src/catalog/layers.ts'
import { startRuntime } from '../../src/runtime/client.ts'
import { startState, writeAddress } from '../../src/spec/index.ts'
import { translator, type Strings } from '../site/strings.ts'
import { Lab, type LabTexts } from './Lab.tsx'
import { createStore } from './store.ts'
import { unpackPasses } from './unpack.ts'

interface LabData {
  readonly layer: string
  readonly strings: Strings
  readonly texts: LabTexts
  readonly passes: string
}

/** Delay before the URL follows the controls, in ms: browsers refuse a replaceState for each frame. */
const URL_PAUSE = 250

/** Takes over the lab that the build drew: same markup, now live. */
export async function live(element: HTMLElement): Promise<void> {
  const data = JSON.parse(element.querySelector('[data-lab-data]')!.textContent!) as LabData
  const root = element.querySelector<HTMLElement>('[data-lab-root]')!
  const declaration = await loadLayer(data.layer)
  const first = { state: startState(declaration), passes: unpackPasses(data.passes) }
  const store = createStore(declaration, first, translator(data.strings))
  hydrate(<Lab store={store} texts={data.texts} notebook={null} />, root)

  const runtime = startRuntime({
    onReady: (backend) => {
      element.dataset.backend = backend
    },
    onAnswer: (answer) => {
      store.answer(answer)
      element.dataset.version = String(answer.version)
      element.dataset.state = answer.complete ? 'live' : 'partial'
    },
    onFailure: store.fail,
  })
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
    store.asked(runtime.run(store.request(state)), state)
    element.dataset.asked = String(Number(element.dataset.asked ?? 0) + 1)
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
