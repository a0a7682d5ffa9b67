import { readFile } from 'node:fs/promises'
import type { Plugin } from 'vite'

const QUERY = '?head'
const PREFIX = '\0layerbook-head:'

/** `import head from './file?head'` gives the first line of a file as text, and leaves the rest out of the bundle. */
export const heads = (): Plugin => ({
  name: 'layerbook:heads',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith(QUERY)) return
    const found = await this.resolve(source.slice(0, -QUERY.length), importer, { skipSelf: true })
    // An id without an ending: else those who render .md files would take it for one.
    return found && PREFIX + Buffer.from(found.id).toString('base64url')
  },
  async load(id) {
    if (!id.startsWith(PREFIX)) return
    const path = Buffer.from(id.slice(PREFIX.length), 'base64url').toString()
    this.addWatchFile(path)
    const [first] = (await readFile(path, 'utf8')).split(/\r?\n/, 1)
    return `export default ${JSON.stringify(first)}`
  },
})
