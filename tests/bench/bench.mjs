/**
 * Measures the built book in Chromium: `npm run bench [-- --json FILE] [-- --layer ID]`. Needs `npm run build`.
 *
 * input → paint: from a slider's `input` event to the first frame that shows its result, over all sliders
 * of a lab; the frame-rate cap is lifted, so that the figure is work and not waiting for the next frame. A
 * dot that changes in every frame keeps frames coming: Chromium paces a page at rest by 60 Hz all the same.
 * Bytes are what a static host with brotli sends.
 */
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/browser.mjs'
import { serve } from './server.mjs'

const { values: options } = parseArgs({
  options: {
    json: { type: 'string' },
    layer: { type: 'string' },
    rounds: { type: 'string', default: '4' },
    dist: { type: 'string', default: 'dist' },
  },
})
if (!existsSync(`${options.dist}/en/index.html`)) {
  console.error('dist/ is missing: run npm run build first.')
  process.exit(2)
}

const layers = globSync('content/layers/*/*/layer.ts')
  .map((file) => relative('content/layers', dirname(file)))
  .filter((layer) => !options.layer || layer === options.layer)
  .sort()
const CHANGES = 1000

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
const spread = (samples) => {
  const sorted = [...samples].sort((a, b) => a - b)
  return { n: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }
}

/** Runs in the page: moves every slider through its values, one after the other's result is painted. */
async function slide({ rounds, largest }) {
  const lab = document.querySelector('[data-layer]')
  const set = (input, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = resolve
        port2.postMessage(0)
      }),
    )
  const answered = (asked) =>
    new Promise((resolve) => {
      const done = () =>
        lab.dataset.asked !== asked &&
        lab.dataset.state !== 'busy' &&
        Number(lab.dataset.version) === Number(lab.dataset.asked)
      if (done()) return resolve()
      const observer = new MutationObserver(() => {
        if (!done()) return
        observer.disconnect()
        resolve()
      })
      observer.observe(lab, { attributes: true })
    })
  const settledState = () => lab.dataset.state === 'live' || lab.dataset.state === 'partial'
  const wait = async () => {
    while (!settledState()) await new Promise((r) => setTimeout(r, 5))
  }
  const ranges = () =>
    [...lab.querySelectorAll('form input[type=range]')].filter((r) => r.offsetParent !== null)
  // The demo input as large as its sliders allow.
  if (largest)
    for (const box of lab.querySelectorAll('form input[name^="input_"]')) {
      const range = box.parentElement.querySelector('input[type=range]')
      if (!range || /seed/.test(box.name)) continue
      set(range, range.max)
      await wait()
      await painted()
    }
  const dot = document.body.appendChild(document.createElement('i'))
  dot.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; z-index: 9'
  let ticks = 0
  const tick = () => {
    dot.style.background = ticks++ % 2 ? '#000' : '#fff'
    if (dot.isConnected) requestAnimationFrame(tick)
  }
  tick()
  const samples = []
  const refused = { count: 0 }
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < ranges().length; i++) {
      const range = ranges()[i]
      if (
        largest &&
        /^input_(?!seed)/.test(
          range.parentElement.querySelector('[name]')?.name ??
            range.closest('.lb-control')?.querySelector('[name]')?.name ??
            '',
        )
      )
        continue
      const start = range.value
      const [min, max, step] = [Number(range.min), Number(range.max), Number(range.step) || 1]
      for (let k = 1; k <= 3; k++) {
        const value = String(min + Math.round(((max - min) * ((k + round) % 4)) / 3 / step) * step)
        if (value === ranges()[i]?.value) continue
        const asked = lab.dataset.asked
        const from = performance.now()
        set(ranges()[i], value)
        if (lab.dataset.asked === asked) continue
        await answered(asked)
        await painted()
        samples.push(performance.now() - from)
        if (lab.querySelector('[data-code]')?.closest('[role=alert]')) refused.count++
      }
      set(ranges()[i], start)
      await wait()
      await painted()
    }
  dot.remove()
  return { samples, refused: refused.count }
}

/** Runs in the page: many changes as fast as they are answered; how many tensors they left. */
async function churn(changes) {
  const lab = document.querySelector('[data-layer]')
  const count = () =>
    new Promise((answer) => lab.dispatchEvent(new CustomEvent('layerbook:tensors', { detail: { answer } })))
  const set = (input, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, value)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const ranges = () =>
    [...lab.querySelectorAll('form input[type=range]')].filter((r) => r.offsetParent !== null)
  const quiet = async () => {
    while (lab.dataset.state !== 'live') await new Promise((r) => setTimeout(r, 10))
  }
  await quiet()
  const before = await count()
  for (let i = 0; i < changes; i++) {
    const all = ranges()
    const range = all[i % all.length]
    const span = Number(range.max) - Number(range.min)
    set(range, String(Number(range.min) + (i % (span + 1))))
    // Every answer is waited for: a dropped request computes nothing.
    while (lab.dataset.state === 'busy') await new Promise((r) => setTimeout(r, 0))
  }
  await quiet()
  return (await count()) - before
}

const browser = await chromium.launch({
  executablePath: await findChromium({ install: true }),
  args: [...CHROMIUM_FLAGS, '--disable-frame-rate-limit', '--disable-gpu-vsync'],
})
const { origin, close, sent } = await serve(options.dist)
const rows = []
let foreign = 0

async function visit(path, script = true) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    javaScriptEnabled: script,
  })
  const page = await context.newPage()
  page.on('request', (request) => {
    if (request.url().startsWith('http') && !request.url().startsWith(origin)) foreign++
  })
  await page.goto(`${origin}${path}`, { waitUntil: 'load' })
  return { page, context }
}

for (const layer of layers) {
  const path = `/en/layers/${layer}/`
  // Before the lab starts: with nothing near the viewport, only what the page itself asks for.
  const blocked = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const early = await blocked.newPage()
  await early.addInitScript(() => {
    window.IntersectionObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
    }
  })
  const none = sent()
  await early.goto(`${origin}${path}`, { waitUntil: 'networkidle' })
  const before = sent() - none
  await blocked.close()

  const firsts = []
  let after = 0
  for (let i = 0; i < 5; i++) {
    const start = sent()
    const { page, context } = await visit(path)
    await page.waitForFunction(() =>
      ['live', 'partial'].includes(document.querySelector('[data-layer]').dataset.state),
    )
    firsts.push(await page.evaluate(() => performance.now()))
    await page.waitForTimeout(300)
    after = Math.max(after, sent() - start)
    await context.close()
  }

  const { page, context } = await visit(path)
  await page.waitForFunction(() => document.querySelector('[data-layer]').dataset.state === 'live')
  await page.evaluate(slide, { rounds: 1, largest: false })
  const normal = await page.evaluate(slide, { rounds: Number(options.rounds), largest: false })
  const largest = await page.evaluate(slide, { rounds: Number(options.rounds), largest: true })
  const leak = await page.evaluate(churn, CHANGES)
  await context.close()

  rows.push({
    layer,
    input_to_paint_ms: spread(normal.samples),
    input_to_paint_largest_ms: spread(largest.samples),
    first_live_ms: spread(firsts),
    bytes_before_lab: before,
    bytes_after_lab: after,
    tensors_left: leak,
  })
  console.error(`measured ${layer}`)
}
await browser.close()
close()

// A lab whose every slider is the demo input's has none to move when the input is at its largest.
const ms = (x) => x?.toFixed(1) ?? '–'
const kb = (x) => (x / 1000).toFixed(0)
const header = [
  'lab',
  'input → paint p50 / p95 ms',
  'largest p50 / p95 ms',
  'first live p50 / p95 ms',
  'before lab kB',
  'with lab kB',
  `tensors left (${CHANGES})`,
]
const table = rows.map((r) => [
  r.layer,
  `${ms(r.input_to_paint_ms.p50)} / ${ms(r.input_to_paint_ms.p95)}`,
  `${ms(r.input_to_paint_largest_ms.p50)} / ${ms(r.input_to_paint_largest_ms.p95)}`,
  `${ms(r.first_live_ms.p50)} / ${ms(r.first_live_ms.p95)}`,
  kb(r.bytes_before_lab),
  kb(r.bytes_after_lab),
  String(r.tensors_left),
])
console.log(`| ${header.join(' | ')} |\n|${header.map(() => '---').join('|')}|`)
for (const row of table) console.log(`| ${row.join(' | ')} |`)
console.log(`\nthird-party requests: ${foreign}`)
if (options.json) {
  const { node } = process.versions
  writeFileSync(
    options.json,
    `${JSON.stringify({ node, cpu: cpus()[0]?.model, cores: cpus().length, third_party_requests: foreign, labs: rows }, null, 2)}\n`,
  )
}
