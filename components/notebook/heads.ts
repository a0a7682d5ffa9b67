import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const QUERY = '?head'

/** `import head from './file?head'` gives the first line of a file as text, and leaves the rest out of the bundle. */
export const heads = (): Plugin => ({
  name: 'layerbook:heads',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith(QUERY)) return
    const path = id.slice(0, -QUERY.length)
    this.addWatchFile(path)
    const [first] = (await readFile(path, 'utf8')).split(/\r?\n/, 1)
    return `export default ${JSON.stringify(first)}`
  },
})
