/**
 * Checks the library against Keras: `npm run verify -- [--json OUT] [--quiet] [FILE…]`.
 * Prints a row for each layer and backend, each failure with its greatest difference, and
 * `N passed, N failed`; with `--quiet` the failures alone. Exit code 1 on a failure, an unknown layer, or when there is nothing to check.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { BACKENDS, quietly, useBackend, type Backend } from './backends.ts'
import { loadCases, type Case } from './cases.ts'
import { checkCase, className } from './check.ts'
import type { Finding } from './compare.ts'
import { optionReports, spelledOut, type OptionReport } from './options.ts'
import { plainVerdicts } from './plain_runner.ts'
import { isComparable, plainSummary, type TfjsSummary } from './plain_tfjs.ts'

type Row = { passed: number; cases: number; greatest: number }
type LayerReport = {
  cases: number
  passed: number
  /** Greatest difference on each backend: absolute up to 1, relative above. */
  greatest: Record<Backend, number>
  tfjs: TfjsSummary
  options: OptionReport[]
}

const format = (difference: number) => (difference === 0 ? '0' : difference.toExponential(1))

function byLayer(cases: readonly Case[]): Map<string, Case[]> {
  const groups = new Map<string, Case[]>()
  for (const one of cases) groups.set(className(one), [...(groups.get(className(one)) ?? []), one])
  return groups
}

async function checkAll(cases: readonly Case[]): Promise<Map<Case, Record<Backend, Finding>>> {
  const found = new Map<Case, Record<Backend, Finding>>()
  for (const backend of BACKENDS) {
    await useBackend(backend)
    for (const one of cases) found.set(one, { ...found.get(one)!, [backend]: await checkCase(one) })
  }
  return found
}

function rowOf(cases: readonly Case[], found: Map<Case, Record<Backend, Finding>>, backend: Backend): Row {
  const good = cases.map((one) => found.get(one)![backend]).filter((finding) => finding.problem === null)
  return {
    cases: cases.length,
    passed: good.length,
    greatest: Math.max(0, ...good.map((finding) => finding.difference)),
  }
}

const passes = (findings: Record<Backend, Finding>) =>
  BACKENDS.every((backend) => findings[backend].problem === null)

function printRows(name: string, cases: readonly Case[], found: Map<Case, Record<Backend, Finding>>): void {
  for (const backend of BACKENDS) {
    const row = rowOf(cases, found, backend)
    const count = `${row.passed}/${row.cases}`
    console.log(
      `${name.padEnd(24)} ${backend.padEnd(5)} ${count.padStart(9)}   max |Δ| ${format(row.greatest)}`,
    )
  }
}

function printFailures(cases: readonly Case[], found: Map<Case, Record<Backend, Finding>>): void {
  for (const one of cases)
    for (const backend of BACKENDS) {
      const { problem, difference } = found.get(one)![backend]
      if (problem)
        console.log(
          `  FAILED ${one.id} (${backend}): ${problem}${difference ? ` [max |Δ| ${format(difference)}]` : ''}`,
        )
    }
}

async function writeReport(
  path: string,
  groups: Map<string, Case[]>,
  found: Map<Case, Record<Backend, Finding>>,
): Promise<void> {
  const comparable = [...groups.values()].flat().filter(isComparable)
  const ask = async (cases: readonly Case[]) => {
    const verdicts = await plainVerdicts(cases)
    return new Map(comparable.map((one, i) => [one, verdicts[i]!]))
  }
  const [asWritten, defaultsSpelledOut] = await Promise.all([
    ask(comparable),
    ask(comparable.map(spelledOut)),
  ])
  const layers: Record<string, LayerReport> = {}
  for (const [name, cases] of groups) {
    const rows = BACKENDS.map((backend) => [backend, rowOf(cases, found, backend).greatest] as const)
    const tfjs = plainSummary(cases, asWritten)
    layers[name] = {
      cases: cases.length,
      passed: cases.filter((one) => passes(found.get(one)!)).length,
      greatest: Object.fromEntries(rows) as Record<Backend, number>,
      tfjs,
      options: optionReports(
        cases,
        tfjs.factory === null
          ? null
          : { asWritten: tfjs.cases, spelledOut: plainSummary(cases, defaultsSpelledOut).cases },
        (one) => BACKENDS.map((backend) => found.get(one)![backend]),
      ),
    }
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ generator: 'npm run verify -- --json', layers }, null, 1)}\n`)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'string' }, quiet: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const cases = loadCases(positionals)
  const groups = byLayer(cases)
  const found = await checkAll(cases)
  for (const [name, own] of groups) {
    if (!values.quiet) printRows(name, own, found)
    printFailures(own, found)
  }
  if (values.json) await writeReport(values.json, groups, found)
  const passed = cases.filter((one) => passes(found.get(one)!)).length
  if (cases.length === 0) console.log('There is nothing to check.')
  if (!values.quiet) console.log(`${passed} passed, ${cases.length - passed} failed`)
  process.exitCode = cases.length === 0 || passed < cases.length ? 1 : 0
}

await quietly(main).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
