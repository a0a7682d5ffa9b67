/**
 * Measures the notebook of the built book in Chromium: `npm run bench:notebook [-- --json FILE] [-- --dist DIR]`.
 * Needs `npm run build`.
 *
 * key → echo: from a key's event to the first frame after it. slider → plot: from a slider's `input` event to the
 * first frame that shows the plot of another cell which depends on it; the frame-rate cap is lifted, so that the
 * figures are work and not waiting for the next frame. Bytes are what a static host with brotli sends.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium, type BrowserContext } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/browser.mjs'
import { makeNotebook, type NotebookCell } from '../../src/notebook/document.ts'
import { writeLink } from '../../src/notebook/formats/link.ts'
import { serve } from './server.mjs'

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, dist: { type: 'string', default: 'dist' } },
})
if (!existsSync(`${options.dist}/en/notebook/index.html`)) {
  console.error(`${options.dist}/en/notebook/ is missing: run npm run build first.`)
  process.exit(2)
}
const KEYS = 80
const MOVES = 80
const OPENINGS = 7

const browser = await chromium.launch({
  executablePath: await findChromium({ install: true }),
  args: [...CHROMIUM_FLAGS, '--disable-frame-rate-limit', '--disable-gpu-vsync'],
})
const { origin, close, sent } = await serve(options.dist)

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
const spread = (samples: readonly number[]) => {
  const sorted = samples.toSorted((a, b) => a - b)
  return { n: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

const code = (source: string) => ({ kind: 'code' as const, source })
/** Cells of which every fifth is text, as lessons have them. */
const lesson = (cells: number): Pick<NotebookCell, 'kind' | 'source'>[] =>
  Array.from({ length: cells }, (_, i) =>
    i % 5 === 0
      ? { kind: 'markdown', source: `## Part ${i}\n\nA layer of $n$ units maps $x$ to $xW + b$.` }
      : code(
          `const a${i} = ${i}\nconst b${i} = a${i} * 2\nfunction f${i}(x: number) {\n  return x + b${i}\n}\nf${i}(1)`,
        ),
  )

async function open(cells: readonly Pick<NotebookCell, 'kind' | 'source'>[]) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(`${origin}/en/notebook/${await writeLink(makeNotebook('Bench', cells))}`)
  await page.waitForSelector('[data-notebook][data-state="live"]')
  return { context, page }
}

async function bytes() {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  // What a run needs is fetched ahead of it, once the page is idle.
  await page.route(/\/sandbox|\.wasm/, (route) => route.abort())
  const before = sent()
  await page.goto(`${origin}/en/notebook/`, { waitUntil: 'networkidle' })
  await page.waitForTimeout(2000)
  const alone = sent() - before
  await page.unroute(/\/sandbox|\.wasm/)
  await page.reload({ waitUntil: 'networkidle' })
  await page.waitForTimeout(3000)
  const run = sent() - before - 2 * alone
  const types = sent()
  await page.locator('[data-notebook-cell] .cell-source, [data-notebook-cell] .cm-content').last().click()
  await page.waitForTimeout(8000)
  const service = sent() - types
  await context.close()
  return { page: alone, run, service }
}

async function opening() {
  const times: number[] = []
  for (let i = 0; i < OPENINGS; i++) {
    const { context, page } = await open(lesson(50))
    times.push(
      await page.evaluate(
        () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
      ),
    )
    await context.close()
  }
  return spread(times)
}

/** Runs in the page: from here on each key's time until its frame is painted. */
function watchKeys(): void {
  const times: number[] = []
  Object.assign(globalThis, { keyTimes: times })
  addEventListener(
    'keydown',
    (event) => {
      const from = event.timeStamp
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => times.push(performance.now() - from)
        port2.postMessage(0)
      })
    },
    true,
  )
}

async function typing(cells: number) {
  const { context, page } = await open(lesson(cells))
  const middle = page.locator('[data-notebook-cell]').nth(Math.floor(cells / 2) + 1)
  await middle.scrollIntoViewIfNeeded()
  await middle.focus()
  await page.keyboard.press('Enter')
  await page.waitForTimeout(4000)
  await page.evaluate(watchKeys)
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('abcdefgh'[i % 8]!)
    await page.waitForTimeout(30)
  }
  const times = await page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes)
  await context.close()
  return spread(times)
}

/** Runs in the page: moves the slider, one value after the other's plot is painted. */
async function slide(moves: number): Promise<number[]> {
  const slider = document.querySelector<HTMLInputElement>('[data-notebook-cell] input[type=range]')!
  const plot = () => document.querySelector('[data-notebook-cell] .cell-output[data-kind=plot]')!.outerHTML
  const painted = () =>
    new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(0)
      }),
    )
  const times: number[] = []
  for (let i = 0; i < moves; i++) {
    const before = plot()
    const from = performance.now()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(
      slider,
      String(20 + (i % 2) * 50 + i),
    )
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    while (plot() === before) await painted()
    times.push(performance.now() - from)
  }
  return times
}

async function sliding() {
  const { context, page } = await open([
    code(`import * as Plot from '@observablehq/plot'\nimport * as tf from '@tensorflow/tfjs'`),
    code('const n = slider({ min: 10, max: 200, step: 1, value: 40 })'),
    code(
      'const y = tf.tidy(() => tf.sin(tf.linspace(0, 6, n)).arraySync())\nPlot.plot({ marks: [Plot.lineY(y), Plot.dotY(y)] })',
    ),
  ])
  await page.locator('[data-action="run-all"]').click()
  await page.waitForSelector('.cell-output[data-kind=plot] img')
  await page.evaluate(slide, 20)
  const times = await page.evaluate(slide, MOVES)
  await context.close()
  return spread(times)
}

async function stopping() {
  const times: number[] = []
  const { context, page } = await open([code('while (true) {}')])
  for (let i = 0; i < 5; i++) {
    await page.locator('[data-action="run-all"]').click()
    await page.waitForSelector('[data-cell-status="running"]')
    await page.waitForTimeout(200)
    times.push(await page.evaluate(stop))
  }
  await context.close()
  return spread(times)
}

/** Runs in the page: presses Stop; the time until the notebook says that it stopped. */
async function stop(): Promise<number> {
  const from = performance.now()
  document.querySelector<HTMLElement>('.nb-toolbar [data-action="stop"]')!.click()
  while (document.querySelector('[data-cell-status="running"]'))
    await new Promise((resolve) => requestAnimationFrame(resolve))
  return performance.now() - from
}

async function measure<T>(name: string, work: () => Promise<T>): Promise<T> {
  const result = await work()
  console.error(`measured ${name}`)
  return result
}

const result = {
  bytes: await measure('bytes', bytes),
  open_50_cells_ms: await measure('opening', opening),
  key_to_echo_50_cells_ms: await measure('typing, 50 cells', () => typing(50)),
  key_to_echo_200_cells_ms: await measure('typing, 200 cells', () => typing(200)),
  slider_to_plot_ms: await measure('slider', sliding),
  stop_ms: await measure('stop', stopping),
}
await browser.close()
close()

console.log('| figure | p50 | p95 |\n|---|---|---|')
for (const [name, figure] of Object.entries(result))
  if ('p50' in figure) console.log(`| ${name} | ${figure.p50.toFixed(1)} | ${figure.p95.toFixed(1)} |`)
const kb = (n: number) => (n / 1000).toFixed(0)
console.log(
  `\npage ${kb(result.bytes.page)} kB, what a run needs ${kb(result.bytes.run)} kB, type service ${kb(result.bytes.service)} kB (brotli)`,
)
if (options.json)
  writeFileSync(
    options.json,
    `${JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, ...result }, null, 2)}\n`,
  )
