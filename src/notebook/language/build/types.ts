import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { TypeFiles } from '../files.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const own = (file: string): string => fileURLToPath(new URL(`../types/${file}`, import.meta.url))
const read = (path: string): string => readFileSync(path, 'utf8')

/** Where a package's types begin, in node_modules. */
const entries = {
  core: '@tensorflow/tfjs-core/dist/index.d.ts',
  chained: '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.d.ts',
  layers: '@tensorflow/tfjs-layers/dist/index.d.ts',
  plot: '@observablehq/plot/src/index.d.ts',
}

const LIBRARY = 'lib.es2024.d.ts'

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: [LIBRARY],
  types: [],
  skipLibCheck: true,
}

/** Without licences, references to other files and AMD names: none says anything about a type. */
const plain = (text: string): string =>
  text
    .replaceAll(/\/\*[*!]?\s*(?:\n \*)? @license[\s\S]*?\*\/\n?/g, '')
    .replaceAll(/\/\*! \*+\nCopyright[\s\S]*?\*\/\n?/g, '')
    .replaceAll(/^\/\/\/ <.*\n/gm, '')
    .replaceAll(/^\/\/# sourceMappingURL.*\n?/gm, '')
    // Four spaces of indentation, in the compiler's own output.
    .replaceAll(/^(?: {4})+/gm, (spaces) => ' '.repeat(spaces.length / 4))
    .trim()

/** The standard library, as one file. */
function library(): string {
  const folder = dirname(ts.getDefaultLibFilePath(options))
  const seen = new Set<string>()
  const gather = (name: string): string[] => {
    if (seen.has(name)) return []
    seen.add(name)
    const text = read(join(folder, name))
    const parts = [...text.matchAll(/^\/\/\/ <reference lib="(.*)" \/>/gm)].map(([, lib]) => lib!)
    return [...parts.flatMap((lib) => gather(`lib.${lib}.d.ts`)), plain(text)]
  }
  return gather(LIBRARY).filter(Boolean).join('\n')
}

/** The types of tfjs and the plot library, by their places in node_modules. */
function packages(): TypeFiles {
  const modules = resolve(root, 'node_modules')
  const program = ts.createProgram(
    Object.values(entries).map((entry) => join(modules, entry)),
    options,
  )
  const wanted = [...new Set(Object.values(entries).map((entry) => entry.match(/^@[^/]+\/[^/]+/)![0]))]
  return Object.fromEntries(
    program
      .getSourceFiles()
      .map(({ fileName, text }) => [relative(modules, fileName), text] as const)
      .filter(([path]) => wanted.some((name) => path.startsWith(`${name}/`)))
      .map(([path, text]) => [`/types/${path}`, plain(text)]),
  )
}

/** The types of the project's own library, as its package has them. */
function layerbook(): TypeFiles {
  const source = join(root, 'src/keras')
  const files: TypeFiles = {}
  const program = ts.createProgram([join(source, 'index.ts')], {
    ...options,
    lib: ['lib.es2023.d.ts'],
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    allowImportingTsExtensions: true,
    rootDir: source,
    outDir: '/types/layerbook',
  })
  program.emit(undefined, (path, text) => {
    files[path] = plain(text)
  })
  return files
}

/** All type files of the service. */
export function typeFiles(): TypeFiles {
  const files: TypeFiles = {
    '/lib.d.ts': library(),
    '/types/worker.d.ts': plain(read(own('worker.d.ts'))),
    '/types/globals.d.ts': plain(read(own('globals.d.ts'))),
    '/types/d3.d.ts': plain(read(own('d3.d.ts'))),
    '/types/@tensorflow/tfjs.d.ts': [
      `import './${entries.chained.slice('@tensorflow/'.length, -'.d.ts'.length)}'`,
      "export * from '@tensorflow/tfjs-core'",
      "export * from '@tensorflow/tfjs-layers'",
      'export declare const version: { readonly tfjs: string }',
    ].join('\n'),
    ...packages(),
    ...layerbook(),
  }
  return files
}
