import * as ts from 'typescript'
import { resolveModule, type TypeFiles } from './files.ts'
import type { Texts } from './texts.ts'

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  strictNullChecks: true,
  strictFunctionTypes: true,
  strictBindCallApply: true,
  // For `const list = []`, which is a list of anything then; its complaints are left out, see problems.ts.
  noImplicitAny: true,
  esModuleInterop: true,
  noErrorTruncation: false,
}

/** A file of the service: what never changes has version 0. */
interface File {
  readonly version: number
  readonly snapshot: ts.IScriptSnapshot
}

/** The service's own file system, and TypeScript upon it. */
export interface Host {
  readonly service: ts.LanguageService
  /** Writes a file, or with null takes it away. */
  write(file: string, text: string | null): void
}

/**
 * `messages` are TypeScript's own in another language; null: in English. TypeScript keeps the first it is given
 * for all hosts to come.
 */
export function createHost(types: TypeFiles, messages: Texts['messages']): Host {
  const fixed = new Map(
    Object.entries(types).map(([name, text]): [string, File] => [
      name,
      { version: 0, snapshot: ts.ScriptSnapshot.fromString(text) },
    ]),
  )
  const cells = new Map<string, File>()
  const find = (name: string) => cells.get(name) ?? fixed.get(name)
  const exists = (name: string) => find(name) !== undefined
  let version = 0

  const service = ts.createLanguageService({
    getCompilationSettings: () => OPTIONS,
    getLocalizedDiagnosticMessages: () => messages ?? undefined,
    getProjectVersion: () => String(version),
    getScriptFileNames: () => ['/types/globals.d.ts', '/types/worker.d.ts', ...cells.keys()],
    getScriptVersion: (name) => String(find(name)?.version ?? ''),
    getScriptSnapshot: (name) => find(name)?.snapshot,
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib.d.ts',
    fileExists: exists,
    readFile: (name) => {
      const snapshot = find(name)?.snapshot
      return snapshot?.getText(0, snapshot.getLength())
    },
    useCaseSensitiveFileNames: () => true,
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => {
        const file = resolveModule(text, from, exists)
        if (file === undefined || !exists(file)) return { resolvedModule: undefined }
        const extension = file.endsWith('.d.ts') ? ts.Extension.Dts : ts.Extension.Ts
        return {
          resolvedModule: { resolvedFileName: file, extension, isExternalLibraryImport: false },
        }
      }),
  })
  return {
    service,
    write(name, text) {
      version += 1
      if (text === null) cells.delete(name)
      else cells.set(name, { version, snapshot: ts.ScriptSnapshot.fromString(text) })
    },
  }
}
