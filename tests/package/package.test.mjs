/**
 * The npm package as its users meet it: packed, installed into an empty project beside tfjs, run in plain
 * Node, type-checked and bundled. Needs `npm run package`; asks no registry.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'vite'

const PACKAGE = '.generated/package'
const FILES = resolve('tests/package/project')
let project = ''

const node = (...args) => execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' })

before(() => {
  project = mkdtempSync(join(tmpdir(), 'layerbook-'))
  const npm = (...args) =>
    execFileSync('npm', [...args, '--offline', '--loglevel=error'], { cwd: project, encoding: 'utf8' })
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  const [{ filename }] = JSON.parse(npm('pack', resolve(PACKAGE), '--json'))
  // tfjs is not fetched again: the project gets the one that is installed here.
  npm('install', `./${filename}`, '--legacy-peer-deps', '--no-audit', '--no-fund')
  mkdirSync(join(project, 'node_modules/@tensorflow'))
  for (const name of readdirSync('node_modules/@tensorflow'))
    symlinkSync(resolve('node_modules/@tensorflow', name), join(project, 'node_modules/@tensorflow', name))
  cpSync(FILES, project, { recursive: true })
})
after(() => rmSync(project, { recursive: true, force: true }))

const manifest = () => JSON.parse(readFileSync(join(project, 'node_modules/layerbook/package.json'), 'utf8'))

test('holds modules, types, a README and a licence, and nothing of the book', () => {
  const files = readdirSync(join(project, 'node_modules/layerbook'), { recursive: true, withFileTypes: true })
  const names = files.filter((file) => file.isFile()).map((file) => file.name)
  for (const name of [
    'package.json',
    'README.md',
    'LICENSE',
    'index.js',
    'index.d.ts',
    'layers.js',
    'layers.d.ts',
  ])
    assert.ok(names.includes(name), name)
  assert.deepEqual(
    names.filter((name) => !/\.(js|d\.ts)$|^(package\.json|README\.md|LICENSE)$/.test(name)),
    [],
  )
})

test('takes the tfjs it was tested with', () => {
  for (const [name, range] of Object.entries(manifest().peerDependencies)) {
    const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'))
    assert.equal(range, `^${version}`)
  }
})

test('a model of three layers predicts and learns in Node', () => {
  const { prediction, first, last } = JSON.parse(node('model.mjs'))
  // Ones in, ones for kernels: 3 places · 2 channels for each of 2 filters, the greatest of equals, then both summed.
  assert.deepEqual(prediction, [[12]])
  assert.ok(last < first / 2, `${first} → ${last}`)
})

test("the README's examples run", () => {
  const readme = readFileSync(join(PACKAGE, 'README.md'), 'utf8')
  const examples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code)
  assert.ok(examples.length > 0)
  examples.forEach((code, i) => {
    writeFileSync(join(project, `example${i}.mjs`), code)
    for (const [, expected] of code.matchAll(/console\.log\(.*\) \/\/ (.*)/g))
      assert.ok(node(`example${i}.mjs`).includes(expected), `${expected} is not what example ${i} prints`)
  })
})

for (const moduleResolution of ['bundler', 'nodenext', 'node10'])
  test(`types serve a reader's project (${moduleResolution})`, () => {
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext'
    const compilerOptions = {
      target: 'es2022',
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      types: [],
    }
    // tfjs's own types do not pass without it.
    Object.assign(compilerOptions, { skipLibCheck: true, ignoreDeprecations: '6.0' })
    const config = join(project, `tsconfig.${moduleResolution}.json`)
    writeFileSync(config, JSON.stringify({ compilerOptions, files: ['types.ts'] }))
    const { status, stdout } = spawnSync(
      process.execPath,
      [resolve('node_modules/typescript/bin/tsc'), '-p', config],
      {
        encoding: 'utf8',
      },
    )
    assert.equal(status, 0, stdout)
  })

/** The bundle of one entry, as Vite makes it for production. */
async function bundle(entry, external) {
  const [{ output }] = await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(project, entry), formats: ['es'] },
      rolldownOptions: { external },
    },
  })
  assert.equal(output.length, 1)
  return output[0].code
}

const classesIn = (code) => [...code.matchAll(/static className = ["'](\w+)["']/g)].map(([, name]) => name)

test('Vite bundles a model with tfjs, and the bundle runs', async () => {
  writeFileSync(join(project, 'bundle.mjs'), await bundle('model.mjs', []))
  assert.deepEqual(JSON.parse(node('--import', './as-browser.mjs', 'bundle.mjs')).prediction, [[12]])
})

for (const entry of ['one-namespace.mjs', 'one-named.mjs'])
  test(`importing one layer leaves the others out (${entry})`, async () => {
    assert.deepEqual(classesIn(await bundle(entry, [/^@tensorflow\//])), ['Dense'])
  })

test('fromConfig brings every layer', async () => {
  const { layerNames } = await import(resolve(PACKAGE, 'index.js'))
  const bundled = new Set(classesIn(await bundle('all.mjs', [/^@tensorflow\//])))
  assert.deepEqual(
    layerNames().filter((name) => !bundled.has(name)),
    [],
  )
})

test('no layer is larger than its budget', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/size-limit/bin.js', '--config', 'tests/package/size-limit.mjs', '--json'],
    { encoding: 'utf8' },
  )
  const sizes = JSON.parse(stdout)
  const tooLarge = sizes.filter(({ passed }) => passed === false)
  assert.deepEqual(tooLarge, [])
  assert.equal(status, 0)
  const largest = sizes.reduce((a, b) => (b.size > a.size && b.name !== 'all' ? b : a), { size: 0 })
  console.log(`largest single layer: ${largest.name}, ${largest.size} bytes; all: ${sizes.at(-1).size} bytes`)
})
