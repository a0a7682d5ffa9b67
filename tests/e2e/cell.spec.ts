import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { CellPage, PAGE } from './cell.page.ts'

test('the code is on the page without script, in both languages of it, with what Keras printed', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`/en${PAGE}`)
  const cell = page.locator('[data-cell="snippet"]')
  await expect(cell.locator('[id$="-typescript"] code')).toContainText("from 'layerbook'")
  await expect(cell.locator('[id$="-python"] code')).toBeVisible()
  await expect(cell.locator('[id$="-python"] code')).toContainText('import keras')
  await expect(cell.getByRole('button')).toHaveCount(0)
  await expect(cell.locator('.cell-printed')).toContainText(/Keras 3\.\d+\.\d+/)
  await expect(cell.locator('.cell-printed pre')).not.toBeEmpty()
  await expect(cell.locator('noscript')).toHaveCount(1)
  await context.close()
})

for (const locale of ['zh', 'en'] as const) {
  test(`${locale}: the snippet runs and gives the numbers that Keras gave`, async ({ page }) => {
    const cell = await CellPage.open(page, locale)
    await cell.button('run').click()
    await cell.ended('done')
    await expect(cell.cell.locator('.cell-printed')).toHaveAttribute('data-verdict', 'same')
    const printed = await cell.cell.locator('.cell-printed pre').innerText()
    expect((await cell.shown()).map((line) => line.replace(/\s+/g, ' ').trim())).toEqual(
      printed.trim().split('\n'),
    )
  })
}

test('a changed program whose numbers differ is told so', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.run('console.log(1, 2, 3)')
  await expect(cell.cell.locator('.cell-printed')).toHaveAttribute('data-verdict', 'edited')
})

test('shows the last value, what is displayed, and the console by level', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.run(`import * as tf from '@tensorflow/tfjs'
const x = tf.tensor([[1, -2], [3.5, NaN]])
display(x)
display([{ a: 1, b: 'x' }, { a: 2, b: 'y' }])
console.log('n is', 3, { deep: [1, 2] })
console.info('i')
console.warn('w')
console.error('e')
x.print()
;({ done: true, shape: x.shape })`)
  const kinds = await cell.outputs.evaluateAll((all) =>
    all.map((output) => (output as HTMLElement).dataset['kind']),
  )
  expect(kinds).toEqual(['value', 'table', 'console', 'console', 'console', 'console', 'console', 'value'])
  const levels = await cell.cell
    .locator('.cell-console')
    .evaluateAll((all) => all.map((line) => (line as HTMLElement).dataset['level']))
  expect(levels).toEqual(['log', 'info', 'warn', 'error', 'log'])
  const tensor = cell.cell.locator('.cell-tensor').first()
  await expect(tensor).toHaveAttribute('data-shape', '(2, 2)')
  await expect(tensor.locator('pre')).toHaveText(/\[\[\s*1\.0000\s+-2\.0000\]\s+\[\s*3\.5000\s+NaN\]\]/)
  // Four elements in four colours, one of them that of what is not a number.
  await expect(tensor.locator('.cell-heat path')).toHaveCount(4)
  await expect(tensor.locator('.cell-heat path.lb-nan')).toHaveCount(1)
  await expect(cell.cell.locator('table tbody tr')).toHaveCount(2)
  await expect(cell.outputs.nth(2)).toHaveText(/n is\s*3\s*\{deep: \[1, 2\]\}/)
  await expect(cell.outputs.last()).toHaveText('{done: true, shape: [2, 2]}')
})

test('a plot is a picture in the colours of the theme', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.run(`import * as Plot from '@observablehq/plot'
Plot.plot({ title: 'Waves', color: { legend: true }, marks: [Plot.dot([{ x: 1, y: 2, k: 'a' }, { x: 2, y: 1, k: 'b' }], { x: 'x', y: 'y', stroke: 'k' })] })`)
  const plot = cell.cell.locator('.cell-plot')
  await expect(plot.locator('.cell-plot-title')).toHaveText('Waves')
  await expect(plot.locator('.cell-swatches li')).toHaveText(['a', 'b'])
  const image = plot.locator('img')
  await expect(image).toHaveCount(1)
  expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
  // Nothing of the plot's own markup is in the page.
  await expect(plot.locator('svg')).toHaveCount(0)
  const before = await image.getAttribute('src')
  await page.evaluate(() => {
    const root = document.documentElement
    root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark'
  })
  await expect(image).not.toHaveAttribute('src', before!)
})

test('trains a convolution: kernels that wasm lacks are borrowed', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.run(`import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1] }),
  tf.layers.flatten(),
  layers.dense({ units: 1 }),
] })
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' })
const history = await model.fit(tf.ones([8, 6, 6, 1]), tf.ones([8, 1]), { epochs: 8, verbose: 0 })
const loss = history.history.loss as number[]
console.log(tf.getBackend(), loss.length, loss[7] < loss[0])`)
  await expect(cell.outputs).toHaveText([/wasm\s*8\s*true/])
})

test('what timers bring later still belongs to the run', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.run(`let n = 0
const timer = setInterval(() => { console.log('tick', ++n); if (n === 3) clearInterval(timer) }, 50)`)
  await expect(cell.outputs).toHaveText([/tick\s*1/, /tick\s*2/, /tick\s*3/])
})

for (const [what, code, line, message] of [
  [
    'at run time',
    `const a = 1\n\nfunction f(x: number): void {\n  throw new TypeError('here')\n}\nf(a)`,
    4,
    'here',
  ],
  ['of syntax', `const a = 1\nconst b = [1, 2\nb`, 3, ''],
  [
    'of import',
    `const a = 1\nimport fs from 'fs'`,
    2,
    '“fs” cannot be imported. These can: @tensorflow/tfjs, layerbook, @observablehq/plot.',
  ],
  [
    'of a missing export',
    `import { layer } from 'layerbook'\nlayer`,
    1,
    '“layerbook” has no export named “layer”',
  ],
  ['in a timer', `setTimeout(() => {\n  null.x\n}, 10)`, 2, ''],
  ['in a promise', `Promise.resolve().then(() => {\n\n  throw new Error('late')\n})`, 3, 'late'],
] as const) {
  test(`an error ${what} marks its line`, async ({ page }) => {
    const cell = await CellPage.open(page)
    await cell.run(code)
    const failure = cell.cell.getByRole('alert')
    await expect(failure).toHaveAttribute('data-line', String(line))
    await expect(failure).toContainText(message)
    await expect(cell.cell.locator('.cell-error-line')).toHaveCount(1)
    await expect(cell.cell.locator('.cell-error-line')).toHaveText(code.split('\n')[line - 1]!)
    await cell.focus()
    await page.keyboard.press('ControlOrMeta+End')
    await page.keyboard.type(' ')
    await expect(cell.cell.locator('.cell-error-line')).toHaveCount(0)
  })
}

test("the library's refusals are in the reader's language", async ({ page }) => {
  const cell = await CellPage.open(page, 'zh')
  await cell.run(`import { layers } from 'layerbook'\n\nlayers.dense({ units: -1 })`)
  const failure = cell.cell.getByRole('alert')
  await expect(failure).toHaveAttribute('data-line', '3')
  await expect(failure).toContainText(/units.*[\u4e00-\u9fff]/s)
  await expect(failure).toContainText('第 3 行')
})

test('by keyboard: Shift+Enter runs, Tab indents, Esc leaves', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.write('const x = 6\nx * 7')
  await page.keyboard.press('Tab')
  await expect.poll(() => cell.text()).toBe('const x = 6\n  x * 7')
  await page.keyboard.press('Shift+Tab')
  await expect.poll(() => cell.text()).toBe('const x = 6\nx * 7')
  await page.keyboard.press('Shift+Enter')
  await cell.ended('done')
  await expect(cell.outputs).toHaveText(['42'])
  await expect(cell.editor).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(cell.editor).not.toBeFocused()
  await page.keyboard.press('Tab')
  await expect(cell.editor).not.toBeFocused()
  await expect.poll(() => cell.text()).toBe('const x = 6\nx * 7')
})

test('the editor opens by keyboard, and its bar is reached by it', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.button('run').focus()
  await page.keyboard.press('Tab')
  await expect(cell.editor).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Tab')
  await cell.cell.getByRole('tab', { name: 'TypeScript' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(cell.cell.getByRole('tab', { name: 'Python' })).toBeFocused()
  await expect(cell.cell.getByRole('tabpanel', { name: 'Python' })).toBeVisible()
})

test('text is kept until Reset: through a reload, in the other language, in a second tab', async ({
  page,
  context,
}) => {
  const cell = await CellPage.open(page)
  await cell.focus()
  const original = await cell.text()
  await cell.write('1 + 1 // mine')
  await page.reload()
  await cell.live()
  await expect(cell.editor).toHaveText('1 + 1 // mine')

  const second = await CellPage.open(await context.newPage(), 'zh')
  await expect(second.editor).toHaveText('1 + 1 // mine')
  await second.write('2 + 2 // theirs')
  await expect(cell.editor).toHaveText('2 + 2 // theirs')
  await cell.focus()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('!')
  await expect(second.editor).toHaveText('2 + 2 // theirs!')

  await cell.button('reset').click()
  await expect.poll(() => cell.text()).toBe(original)
  await expect.poll(() => second.text()).toBe(original)
  await page.reload()
  await cell.live()
  expect(await cell.cell.locator('[id$="-typescript"] code').innerText()).toBe(original)
})

test('Copy copies the text as it stands', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const cell = await CellPage.open(page)
  await cell.write('7 * 6')
  await cell.button('copy').click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('7 * 6')
})

test('nothing of the sandbox loads before the reader turns to a cell, and nothing runs before Run', async ({
  page,
}) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const code = encodeURIComponent("display('ran')")
  const cell = await CellPage.open(page, 'en', `?code=${code}&cell=snippet&run=1#snippet=${code}`)
  await page.waitForTimeout(1500)
  expect(asked.filter((path) => path.includes('sandbox'))).toEqual([])
  await expect(cell.outputs).toHaveCount(0)
  await cell.cell.hover()
  await expect(page.locator('iframe[sandbox]')).toHaveCount(1)
  await page.waitForTimeout(1500)
  await expect(cell.outputs).toHaveCount(0)
  await expect(cell.results).toHaveAttribute('data-state', 'idle')
})

test('runs within a second of the first click, and at once when warm', async ({ page }) => {
  await CellPage.open(page)
  const timed = () =>
    page.evaluate(async () => {
      const root = document.querySelector<HTMLElement>('[data-cell="snippet"]')!
      const results = root.querySelector<HTMLElement>('.cell-results')!
      const started = performance.now()
      const done = new Promise<number>((resolve) => {
        new MutationObserver(() => {
          if (results.dataset['state'] === 'done') resolve(performance.now() - started)
        }).observe(results, { attributeFilter: ['data-state'] })
      })
      root.querySelector<HTMLElement>('[data-action="run"]')!.click()
      return done
    })
  const cold = await timed()
  await page.waitForTimeout(2000)
  const warm = await timed()
  test.info().annotations.push({
    type: 'run',
    description: `cold ${Math.round(cold)} ms, warm ${Math.round(warm)} ms`,
  })
  expect(warm).toBeLessThan(400)
  expect(cold).toBeLessThan(3000)
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme })
    const cell = await CellPage.open(page)
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).include('[data-cell="snippet"]').analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
    }
    await check()
    await cell.run(`import * as tf from '@tensorflow/tfjs'
display(tf.tensor([[1, -2], [3, 4]]))
console.table([{ a: 1 }, { a: 2 }])
console.warn('w')
console.error('e')
for (let i = 0; i < 40; i++) console.log('line', i)
const n: number = null!.x`)
    await check()
  })
}
