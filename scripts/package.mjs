/**
 * Builds the npm package `layerbook` from src/keras into .generated/package: ES modules, one a source file, so
 * that bundlers can leave out what is not used, and their types. `npm pack .generated/package` or
 * `npm publish .generated/package` takes it from there.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SOURCE = 'src/keras'
const TARGET = '.generated/package'

rmSync(TARGET, { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'scripts/package.tsconfig.json'],
  { stdio: 'inherit' },
)
if (status !== 0) process.exit(status ?? 1)

const files = readdirSync(TARGET, { recursive: true }).filter((name) => /\.(js|d\.ts)$/.test(name))
// The compiler rewrites `./file.ts` in scripts but leaves it in types, where not every reader's settings allow it.
for (const name of files.filter((name) => name.endsWith('.d.ts'))) {
  const path = join(TARGET, name)
  const types = readFileSync(path, 'utf8')
  writeFileSync(path, types.replace(/((?:from |import\()["']\.{1,2}\/[^"']+)\.ts(["'])/g, '$1.js$2'))
}
for (const name of ['package.json', 'README.md', 'LICENSE'])
  copyFileSync(join(SOURCE, name), join(TARGET, name))
console.log(`${TARGET}: ${files.length} files`)
