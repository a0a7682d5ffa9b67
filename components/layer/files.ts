import type { LayerId } from '../../src/catalog/layers.ts'

// For the build only: these globs hold the cells and results of every layer.
const sources = import.meta.glob<string>('../../content/layers/*/*/cells/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const results = import.meta.glob<Golden>('../../content/layers/*/*/golden.json', {
  import: 'default',
  eager: true,
})

/** One case that real Keras ran; see tests/oracle. */
export interface GoldenCase {
  readonly id: string
  readonly layer: string
  readonly config: Readonly<Record<string, unknown>>
  readonly inputs: readonly {
    readonly shape: readonly (number | null)[]
    readonly dtype: string
    readonly data?: readonly number[]
  }[]
  /** Call arguments; a tensor among them is an object. */
  readonly call?: Readonly<Record<string, unknown>>
  readonly raises?: string
  /** The first line of Keras's own reason. */
  readonly keras_message?: string
}

interface Golden {
  readonly keras: string
  readonly tensorflow: string
  readonly cases: readonly GoldenCase[]
  readonly snippet: { readonly stdout: string } | null
}

const folder = (id: LayerId) => `../../content/layers/${id}`

/** The text of a file in a layer's folder, e.g. `cells/receptive.ts`. */
export function sourceOf(id: LayerId, file: string): string {
  const text = sources[`${folder(id)}/${file}`]
  if (text === undefined) throw new Error(`content/layers/${id}/${file} is missing`)
  return text.trimEnd()
}

/** What real Keras gave for a layer's cases. */
export function goldenOf(id: LayerId): Golden {
  const golden = results[`${folder(id)}/golden.json`]
  if (!golden) throw new Error(`content/layers/${id}/golden.json is missing: run npm run oracle`)
  return golden
}
