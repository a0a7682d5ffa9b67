import type { Plugin } from 'vite'

/**
 * Lets tfjs run where pages are rendered. Its packages are bundled, because their ESM files have no
 * extensions in their imports and Node refuses them; its Node platform then needs a `require`.
 */
export function tfjsOnServer(): Plugin {
  return {
    name: 'layerbook:tfjs-on-server',
    configEnvironment(_name, options) {
      if (options.consumer === 'client') return
      return { resolve: { noExternal: [/@tensorflow\//, 'seedrandom', 'long'] } }
    },
    transform(code, id) {
      if (this.environment.config.consumer === 'client') return
      if (!/tfjs-core\/dist\/platforms\/platform_node\.js$/.test(id)) return
      return {
        code: `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n${code}`,
        map: null,
      }
    },
  }
}
