import type { AnyDeclaration } from '../spec/index.ts'

/** A layer folder's id is its path: `convolution/conv2d`. It is also its URL and its test title. */
export type LayerId = string

const files = import.meta.glob<AnyDeclaration>('../../content/layers/*/*/layer.ts', { import: 'default' })

const idOf = (path: string): LayerId => path.replace(/^.*content\/layers\//, '').replace(/\/layer\.ts$/, '')

const loaders = new Map(Object.entries(files).map(([path, load]) => [idOf(path), load]))

/** Ids of every layer of the book, sorted. */
export const layerIds: readonly LayerId[] = [...loaders.keys()].sort()

/** Loads one layer's declaration; the others stay unloaded. */
export async function loadLayer(id: LayerId): Promise<AnyDeclaration> {
  const load = loaders.get(id)
  if (!load) throw new Error(`no layer "${id}"; there are ${layerIds.join(', ')}`)
  return load()
}
