import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** What tfjs-core imports of CommonJS. */
const commonJs = ['seedrandom', 'long']

/**
 * Lets tfjs run where pages are rendered. Its packages are bundled, because their ESM files import each
 * other without extensions and Node refuses them; their Node platform then needs a `require`, and the dev
 * server, which bundles nothing, needs CommonJS handed over as ESM.
 */
export function tfjsOnServer(): Plugin[] {
  return [
    {
      name: 'layerbook:tfjs-on-server',
      configEnvironment(_name, { consumer }) {
        return consumer === 'client' ? undefined : { resolve: { noExternal: [/@tensorflow\//, ...commonJs] } }
      },
      transform(code, id) {
        if (this.environment.config.consumer === 'client') return
        if (!/tfjs-core\/dist\/platforms\/platform_node\.js$/.test(id)) return
        return { code: `${makeRequire}\n${code}`, map: null }
      },
    },
    {
      name: 'layerbook:tfjs-commonjs',
      apply: 'serve',
      enforce: 'pre',
      applyToEnvironment: ({ config }) => config.consumer !== 'client',
      resolveId: (id) => (commonJs.includes(id) ? `\0commonjs:${id}` : undefined),
      load(id) {
        if (!id.startsWith('\0commonjs:')) return
        const name = id.slice('\0commonjs:'.length)
        const exported = Object.keys(require(name) as object).filter((key) => /^[a-z]\w*$/i.test(key))
        return [
          makeRequire,
          `const all = require(${JSON.stringify(name)})`,
          'export default all',
          ...exported.map((key) => `export const ${key} = all.${key}`),
        ].join('\n')
      },
    },
  ]
}

const makeRequire = `import { createRequire } from 'node:module'
const require = createRequire(${JSON.stringify(import.meta.url)})`
