import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'
import type { Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The policy of the sandbox page: no connection of any kind, script only of its own making. */
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
  'worker-src blob:',
].join('; ')

const bundle = async (entry: string, options: BuildOptions = {}): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    ...options,
  })
  return outputFiles![0]!.text
}

const makers: Record<string, () => Promise<string>> = {
  'worker.js': () => bundle('./worker/main.ts'),
  'kernel.js': () => bundle('../kernel/worker/main.ts'),
  'plot.js': () =>
    bundle('./worker/plot-library.ts', {
      globalName: 'layerbookPlot',
      // The worker has no window, and must not seem to have one.
      define: { window: '__layerbookPlotWindow' },
    }),
  'sandbox.html': async () => {
    const script = await bundle('./frame.ts')
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="robots" content="noindex"><title>Layerbook sandbox</title><script>${script}</script>\n`
  },
}

const MODULE = 'virtual:layerbook-sandbox'

/**
 * Makes what readers' code runs in: `/sandbox.html`, and as text to be fetched by the cell the worker's and the
 * plot library's scripts. `virtual:layerbook-sandbox` exports their addresses, `files`.
 */
export function sandbox(): Plugin {
  let base = '/'
  // The page keeps its plain name: it is what the book's policy lists under frame-src.
  const nameOf = (file: string, text: string) =>
    file.endsWith('.html')
      ? file
      : `sandbox/${createHash('sha256').update(text).digest('hex').slice(0, 10)}.${file}`

  return {
    name: 'layerbook:sandbox',
    configResolved(config) {
      base = config.base
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    async load(id) {
      if (id !== `\0${MODULE}`) return
      const files: Record<string, string> = {}
      for (const [file, make] of Object.entries(makers)) {
        if (this.environment.mode === 'build' && this.environment.config.consumer === 'client') {
          const source = await make()
          const fileName = nameOf(file, source)
          this.emitFile({ type: 'asset', fileName, source })
          files[file] = base + fileName
        } else files[file] = file.endsWith('.html') ? base + file : `${base}sandbox/${file}`
      }
      return `export const files = ${JSON.stringify(files)}`
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '')
          .split('?')[0]!
          .replace(base, '')
          .replace(/^sandbox\//, '')
        const make = Object.hasOwn(makers, path) ? makers[path] : undefined
        if (!make) return next()
        make().then((text) => {
          response.setHeader('content-type', path.endsWith('.html') ? 'text/html' : 'text/javascript')
          response.setHeader('cache-control', 'no-store')
          response.end(text)
        }, next)
      })
    },
  }
}
