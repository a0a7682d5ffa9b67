/** Type files by their place in the service's own file system, `/types/…`. */
export type TypeFiles = Record<string, string>

/** Where a module's types begin. The first three can be imported by cells. */
const MODULES: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs': '/types/@tensorflow/tfjs.d.ts',
  layerbook: '/types/layerbook/index.d.ts',
  '@observablehq/plot': '/types/@observablehq/plot/src/index.d.ts',
  '@tensorflow/tfjs-core': '/types/@tensorflow/tfjs-core/dist/index.d.ts',
  '@tensorflow/tfjs-layers': '/types/@tensorflow/tfjs-layers/dist/index.d.ts',
  d3: '/types/d3.d.ts',
}

/** What a cell may import. */
export const CELL_MODULES: readonly string[] = Object.keys(MODULES).slice(0, 3)

const CELLS = '/cells/'

export const cellFile = (cell: string): string => `${CELLS}${cell}.ts`

/** How one cell names another's module. No reader would write it by chance. */
export const cellModule = (cell: string): string => `cell:${cell}`

function join(folder: string, path: string): string {
  const parts = folder.split('/')
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** The file of a module as seen from another file, or undefined. */
export function resolveModule(
  specifier: string,
  from: string,
  exists: (file: string) => boolean,
): string | undefined {
  if (specifier.startsWith('cell:')) return cellFile(specifier.slice('cell:'.length))
  if (from.startsWith(CELLS)) return CELL_MODULES.includes(specifier) ? MODULES[specifier] : undefined
  const known = MODULES[specifier]
  if (known) return known
  const place = specifier.startsWith('.')
    ? join(from.slice(0, from.lastIndexOf('/')), specifier)
    : `/types/${specifier}`
  const stem = place.replace(/\.(?:js|ts)$/, '')
  return [`${stem}.d.ts`, `${place}.d.ts`, `${place}/index.d.ts`].find(exists)
}
