/**
 * Every check of the project, in the order in which a fault is cheapest to find. Stops at no failure but
 * tells all of them; closes with `N passed, N failed`, counting checks of the tools and single tests.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { findChromium } from './browser.mjs'

mkdirSync('.generated', { recursive: true })

const json = (file) => JSON.parse(readFileSync(file, 'utf8'))
const unitCounts = () => {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = json('.generated/unit.json')
  return { passed: numPassedTests, failed: numFailedTests || numFailedTestSuites }
}
const verifyCounts = (output) => {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [null, 0, 1]
  return { passed: Number(passed), failed: Number(failed) }
}
const packageCounts = (output) => {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? NaN)
  const [passed, failed] = [count('pass'), count('fail')]
  return Number.isNaN(passed + failed) ? { passed: 0, failed: 1 } : { passed, failed }
}
const browserCounts = () => {
  const { expected, unexpected, flaky } = json('.generated/e2e.json').stats
  return { passed: expected + flaky, failed: unexpected }
}

const steps = [
  { name: 'lock', command: 'npm ci --dry-run --ignore-scripts --no-audit --no-fund --loglevel=error' },
  { name: 'format', command: 'prettier --check .' },
  { name: 'lint', command: 'eslint .' },
  { name: 'copy', command: 'autocorrect --lint content README.md' },
  { name: 'unused', command: 'knip' },
  { name: 'types', command: 'astro check --minimumSeverity error' },
  {
    name: 'unit',
    command: 'vitest run --reporter=default --reporter=json --outputFile.json=.generated/unit.json',
    counts: unitCounts,
  },
  { name: 'verify', command: 'npm run --silent verify', counts: verifyCounts },
  {
    name: 'package',
    command: 'npm run --silent package && node --test --test-reporter=tap tests/package/package.test.mjs',
    counts: packageCounts,
  },
  { name: 'build', command: 'npm run --silent build' },
  {
    name: 'browser',
    command: 'playwright test',
    counts: browserCounts,
    before: () => findChromium({ install: true }),
  },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length) {
  console.error(`No check "${unknown.join(', ')}". There are: ${steps.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

let passed = 0
let failed = 0
const rows = []
for (const step of steps) {
  if (wanted.length && !wanted.includes(step.name)) continue
  console.log(`\n── ${step.name}: ${step.command}`)
  const started = Date.now()
  let counts = { passed: 0, failed: 1 }
  try {
    await step.before?.()
    const { status, stdout, stderr } = spawnSync(step.command, {
      shell: true,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    process.stdout.write(stdout)
    process.stderr.write(stderr)
    counts = step.counts ? step.counts(stdout) : { passed: status === 0 ? 1 : 0, failed: 0 }
    if (status !== 0 && counts.failed === 0) counts.failed = 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  passed += counts.passed
  failed += counts.failed
  rows.push(
    `${counts.failed ? '✗' : '✓'} ${step.name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed in ${((Date.now() - started) / 1000).toFixed(0)} s`,
  )
}
console.log(`\n${rows.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed || !passed ? 1 : 0)
