import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

/**
 * TypeScript as an ES module, so that a bundler leaves out what the type service never reaches, such as the
 * editor server, quick fixes and refactorings. `text` is typescript.js, which is one function around
 * declarations that its own bundler put side by side.
 * @throws Error where that form is another than expected, as it may be in a new version.
 */
function typescriptModule(text: string): string {
  const head = 'var ts = {}; ((module) => {\n"use strict";'
  const exportsOfAll = /^__export\(typescript_exports, \{\n([\s\S]*?)^\}\);\nmodule\.exports = .*;$/m
  const start = text.indexOf(head)
  // The last of its parts: the editor server, which would hold on to everything.
  const end = text.indexOf('// src/server/_namespaces/ts.ts')
  const names = exportsOfAll.exec(text)?.[1]
  const registrations = text.match(/^(?:registerCodeFix|registerRefactor)\(/gm)?.length ?? 0
  if (start < 0 || end < start || !names || registrations === 0)
    throw new Error('typescript.js is not built as expected: see typescriptModule()')

  const body = text
    .slice(start + head.length, end)
    .replace(exportsOfAll, '')
    .replaceAll(/^(?=(?:registerCodeFix|registerRefactor)\()/gm, '/* @__PURE__ */ ')
    .replaceAll(
      /^var (\w+) = \{\};\n__export\(\1, (\{\n[\s\S]*?^\})\);$/gm,
      'var $1 = /* @__PURE__ */ ((all, of) => (__export(all, of), all))({}, $2);',
    )
  const declared = new Set(
    [...body.matchAll(/^(?:async )?(?:function\*?|class|var) (\w+)/gm)].map(([, own]) => own),
  )
  const list = [...names.matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)]
    .filter(([, , own]) => declared.has(own))
    .map(([, name, own]) => `${own} as ${name}`)
  return `${body}\nexport { ${list.join(', ')} }`
}

/** TypeScript for browsers: without Node's modules, which it looks for and does without. */
export const slimTypescript: Plugin = {
  name: 'slim-typescript',
  setup(build) {
    build.onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, async ({ path }) => ({
      contents: typescriptModule(await readFile(path, 'utf8')),
      loader: 'js',
    }))
  },
}
