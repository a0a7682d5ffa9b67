import {
  pythonCells,
  typescriptCells,
  typescriptProgram,
  type Scene,
  type Words,
} from '../../src/code/program.ts'
import { makeNotebook, type Notebook } from '../../src/notebook/document.ts'
import { writePython } from '../../src/notebook/formats/jupyter.ts'
import { fileNameOf } from '../../src/notebook/formats/title.ts'
import { writeAddress } from '../../src/spec/index.ts'
import type { Translate } from '../site/strings.ts'
import type { Store } from './store.ts'

/** What the lab shows, as a program's maker wants it. */
function sceneOf({ declaration, shown, shownPlan }: Store): Scene {
  const { state, passes } = shown.value
  const { weights, outputs } = passes.main
  return { declaration, state, plan: shownPlan.value, weights, outputs: outputs.length }
}

const wordsOf = (t: Translate): Words => ({
  outputShape: t('notebook.lab.output_shape'),
  layer: t('notebook.lab.layer'),
  output: t('notebook.lab.output'),
  fitting: t('notebook.lab.fitting'),
  otherKeras: t('notebook.lab.other_keras'),
})

/** Where the lab's state is to be seen; `page` is the address of the layer's page. */
function sourceOf({ declaration, shown }: Store, page: string): string {
  const query = writeAddress(declaration, shown.value.state).toString()
  return new URL(`${page}${query && `?${query}`}`, location.href).href
}

const title = ({ declaration, t }: Store) => t('notebook.lab.title', { layer: declaration.keras })

const from = (store: Store, page: string): string =>
  store.t('notebook.lab.from', { layer: store.declaration.keras, url: sourceOf(store, page) })

const asNotebook = (store: Store, intro: readonly string[], sources: readonly string[]): Notebook =>
  makeNotebook(title(store), [
    { kind: 'markdown', source: intro.join('\n\n') },
    ...sources.map((source) => ({ kind: 'code' as const, source })),
  ])

/** The lab's present state as a notebook of the book. */
export function labNotebook(store: Store, page: string): Notebook {
  const cells = typescriptCells(sceneOf(store), wordsOf(store.t))
  const moves = cells.some((source) => source.includes('slider('))
  return asNotebook(store, [from(store, page), ...(moves ? [store.t('notebook.lab.move')] : [])], cells)
}

export interface LabFile {
  readonly name: string
  readonly mediaType: string
  readonly text: string
}

/** The lab's present state as a Python notebook, for Jupyter and Colab. */
export function labPython(store: Store, page: string): LabFile {
  const scene = sceneOf(store)
  const noisy = scene.plan.passes.main.call?.training === true
  const note = store.t(noisy ? 'notebook.lab.python_noise' : 'notebook.lab.python')
  // Jupyter shows the title nowhere else.
  const intro = [`# ${title(store)}`, from(store, page), note]
  const notebook = asNotebook(store, intro, pythonCells(scene, wordsOf(store.t)))
  return {
    name: `${fileNameOf(notebook.title, 'layer')}.ipynb`,
    mediaType: 'application/x-ipynb+json',
    text: writePython(notebook),
  }
}

/** The lab's present state as one TypeScript program. */
export function labProgram(store: Store, page: string): LabFile {
  const { declaration, t } = store
  const source = t('notebook.lab.program', { layer: declaration.keras, url: sourceOf(store, page) })
  return {
    name: `${fileNameOf(title(store), 'layer')}.ts`,
    mediaType: 'text/plain',
    text: `// ${source}\n\n${typescriptProgram(sceneOf(store), wordsOf(t))}`,
  }
}
