/** How large the package may get in a reader's bundle: each layer alone, and all. Brotli, without tfjs. */
import { readFileSync } from 'node:fs'

const LAYERS = new URL('../../.generated/package/layers.js', import.meta.url)
const common = { ignore: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers'] }
const factories = [...readFileSync(LAYERS, 'utf8').matchAll(/[{,]\s*([a-z]\w*)/g)].map(([, name]) => name)

// Paths are relative to this file.
export default [
  ...factories.map((name) => ({
    ...common,
    name,
    path: '../../.generated/package/layers.js',
    import: `{ ${name} }`,
    limit: '21 kB',
  })),
  { ...common, name: 'all', path: '../../.generated/package/index.js', import: '*', limit: '70 kB' },
]
