import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Plugin } from 'vite'
import { textLocales, texts } from './texts.ts'
import { typeFiles } from './types.ts'
import { slimTypescript } from './typescript.ts'

/** A script of this folder for browsers, as one ES module. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../${entry}`, import.meta.url))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // TypeScript looks for Node and does without.
    define: { process: 'undefined' },
    external: ['fs', 'path', 'os', 'perf_hooks', 'inspector', 'crypto', 'source-map-support'],
    legalComments: 'none',
    logLevel: 'error',
    plugins: [slimTypescript],
  })
  return outputFiles![0]!.text
}

/** All files of the type service by their names. */
export const languageFiles: Readonly<Record<string, () => string | Promise<string>>> = {
  'worker.js': () => bundle('worker.ts'),
  'types.json': () => JSON.stringify(typeFiles()),
  ...Object.fromEntries(textLocales.map((locale) => [`${locale}.json`, () => JSON.stringify(texts(locale))])),
}

const MODULE = 'virtual:layerbook-language'

/**
 * Makes the notebook's type service: its worker, the type files, and the texts of each language, to be fetched when
 * a reader first edits code. `virtual:layerbook-language` exports their addresses, `files`.
 */
export function language(): Plugin {
  let base = '/'
  const made = new Map<string, Promise<string>>()
  const make = (file: string) => {
    const text = made.get(file) ?? Promise.resolve(languageFiles[file]!())
    made.set(file, text)
    return text
  }

  return {
    name: 'layerbook:language',
    configResolved(config) {
      base = config.base
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return
      const addresses: Record<string, string> = {}
      for (const file of Object.keys(languageFiles)) {
        if (this.environment.mode === 'build' && this.environment.config.consumer === 'client') {
          const source = await make(file)
          const hash = createHash('sha256').update(source).digest('hex').slice(0, 10)
          const fileName = `language/${hash}.${file}`
          this.emitFile({ type: 'asset', fileName, source })
          addresses[file] = base + fileName
        } else addresses[file] = `${base}language/${file}`
      }
      const { 'worker.js': worker, 'types.json': types, ...others } = addresses
      const texts = Object.fromEntries(textLocales.map((locale) => [locale, others[`${locale}.json`]]))
      return `export const files = ${JSON.stringify({ worker, types, texts })}`
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0]!
        const file = path.startsWith(`${base}language/`) ? path.slice(`${base}language/`.length) : ''
        if (!Object.hasOwn(languageFiles, file)) return next()
        make(file).then((text) => {
          response.setHeader('content-type', file.endsWith('.js') ? 'text/javascript' : 'application/json')
          response.setHeader('cache-control', 'no-store')
          response.end(text)
        }, next)
      })
    },
  }
}
