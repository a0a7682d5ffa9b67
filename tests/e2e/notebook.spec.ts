import AxeBuilder from '@axe-core/playwright'
import { readFile } from 'node:fs/promises'
import { longestTask } from './cell.page.ts'
import { expect, test } from './fixtures.ts'
import { code, NotebookPage, text } from './notebook.page.ts'

test('a first visit opens a notebook that runs, and keeps it with its first change', async ({ page }) => {
  const notebook = await NotebookPage.open(page)
  await expect(notebook.cells).toHaveCount(3)
  await expect(notebook.cell(1).locator('math')).not.toHaveCount(0)
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'new')
  await notebook.runAll()
  await expect(notebook.cell(3).locator('.cell-tensor').first()).toHaveAttribute('data-shape', '(1, 3)')

  // Moving a slider runs again what uses it, and nothing else.
  const slider = notebook.cell(2).getByRole('slider', { name: 'units' })
  await slider.fill('5')
  await expect(notebook.cell(3).locator('.cell-tensor').first()).toHaveAttribute('data-shape', '(1, 5)')
  await expect(notebook.cell(2).getByRole('spinbutton')).toHaveValue('5')
  await notebook.cell(2).getByRole('spinbutton').fill('7')
  await expect(notebook.cell(3).locator('.cell-tensor').first()).toHaveAttribute('data-shape', '(1, 7)')
  await expect(slider).toHaveValue('7')

  await page.getByLabel('Title of the notebook').fill('Mine')
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'saved')
  await expect(page).toHaveURL(/\?id=/)
  await page.locator('lb-language a').click()
  await expect(page.getByLabel('笔记本标题')).toHaveValue('Mine')
})

test('the habits of Jupyter', async ({ page }) => {
  const notebook = await NotebookPage.with(page, [code('const a = 2'), code('a * 10')])
  await notebook.edit(1)
  await notebook.press('Shift+Enter')
  await expect(notebook.cell(2)).toBeFocused()
  await notebook.press('Control+Enter')
  await expect(notebook.cell(2)).toBeFocused()
  await expect(notebook.outputs(2)).toHaveText('20')

  // At the end Shift+Enter adds a cell; Alt+Enter adds one anywhere.
  await notebook.press('Shift+Enter')
  await expect(notebook.editor(3)).toBeFocused()
  await page.keyboard.type('a + 1')
  await notebook.press('Alt+Enter')
  await expect(notebook.outputs(3)).toHaveText('3')
  await expect(notebook.editor(4)).toBeFocused()
  await expect(notebook.cells).toHaveCount(4)

  // Esc and Enter change modes; arrows go through the cells, in an editor from its edges.
  await notebook.press('Escape')
  await expect(notebook.cell(4)).toBeFocused()
  await notebook.press('ArrowUp', 'k', 'j', 'Enter')
  await expect(notebook.editor(3)).toBeFocused()
  await notebook.press('ArrowUp')
  await expect(notebook.editor(2)).toBeFocused()
  await notebook.press('ArrowDown')
  await expect(notebook.editor(3)).toBeFocused()
  await notebook.press('Escape')

  // a b insert, dd deletes, z brings back, Shift+Z takes away again.
  await notebook.press('a', 'b')
  await expect(notebook.cells).toHaveCount(6)
  await expect(notebook.cell(4)).toBeFocused()
  await notebook.press('d', 'd', 'k', 'd', 'd')
  await expect(notebook.cells).toHaveCount(4)
  await expect(notebook.cell(3)).toContainText('a + 1')
  await notebook.press('d', 'd')
  await expect(notebook.cells).toHaveCount(3)
  await notebook.press('z')
  await expect(notebook.cell(3)).toContainText('a + 1')
  await notebook.press('Shift+Z')
  await expect(notebook.cells).toHaveCount(3)
  await notebook.press('z')
  await expect(notebook.cells).toHaveCount(4)

  // x c v, m y, moving.
  await notebook.select(1)
  await notebook.press('x', 'v')
  await expect(notebook.cell(2)).toContainText('const a = 2')
  await notebook.press('Shift+ArrowUp')
  await expect(notebook.cell(1)).toContainText('const a = 2')
  await expect(notebook.cell(1)).toBeFocused()
  await notebook.press('m')
  await expect(notebook.cell(1)).toHaveAttribute('data-kind', 'markdown')
  await notebook.press('y')
  await expect(notebook.cell(1)).toHaveAttribute('data-kind', 'code')
  await notebook.press('f')
  await expect(notebook.cell(1)).toContainText('Code folded (lines: 1)')
  await notebook.press('f', 'h')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await notebook.press('Escape')
  await expect(notebook.cell(1)).toBeFocused()

  // Keys are letters where one writes.
  await page.getByLabel('Title of the notebook').fill('')
  await page.keyboard.type('dd abz')
  await expect(page.getByLabel('Title of the notebook')).toHaveValue('dd abz')
  await expect(notebook.cells).toHaveCount(4)
})

test('cells follow one another whatever their order, and faults are told where they are', async ({
  page,
}) => {
  const notebook = await NotebookPage.with(page, [
    code('const c = a + b\nc'),
    code('const b = 5'),
    code('const a = 1'),
    code('const x = 1\nthrow new Error(`x is ${x}`)'),
  ])
  await notebook.runAll()
  await expect(notebook.outputs(1)).toHaveText('6')
  await expect(notebook.cell(4).getByRole('alert')).toHaveAttribute('data-line', '2')
  await expect(notebook.cell(4)).toHaveAccessibleName('Cell 4, TypeScript, failed')
  await expect(notebook.cell(4).locator('.cell-error-line')).toHaveText(/throw new Error/)
  await expect(notebook.status(1)).toContainText('done in')

  // A cell that changed says so; running it runs what uses it.
  await notebook.write(3, 'const a = 10')
  await expect(notebook.status(3)).toContainText('changed since it ran')
  await notebook.press('Control+Enter')
  await expect(notebook.outputs(1)).toHaveText('15')
  await notebook.cell(1).getByRole('button', { name: 'b, defined in cell 2' }).click()
  await expect(notebook.cell(2)).toBeFocused()

  // Two cells with one name, then mended.
  await notebook.write(2, 'const a = 5')
  await notebook.press('Control+Enter')
  await expect(notebook.status(2)).toHaveAttribute('data-cell-status', 'blocked')
  await expect(notebook.cell(2).getByRole('alert')).not.toBeEmpty()
  await notebook.write(2, 'const b = 7')
  await notebook.press('Control+Enter')
  await expect(notebook.outputs(1)).toHaveText('17')
})

// How fast is the bench's to say; here only that nothing waits for the program.
test('stop is at once, the page stays awake, and running goes on after it', async ({ page }) => {
  const notebook = await NotebookPage.with(page, [code('const n = 3'), code('while (true) n')])
  await notebook.button('run-all').click()
  await expect(notebook.status(2)).toHaveAttribute('data-cell-status', 'running', { timeout: 30_000 })
  await expect(notebook.status(2)).toContainText(/running, \d/)
  const longest = await longestTask(page, async () => {
    const took = await page.evaluate(async () => {
      const button = document.querySelector<HTMLElement>('[data-action="stop"]')!
      const began = performance.now()
      button.click()
      while (document.querySelector('[data-cell-status="running"]')) await new Promise(requestAnimationFrame)
      return performance.now() - began
    })
    expect(took).toBeLessThan(1000)
  })
  expect(longest).toBeLessThan(500)
  await expect(page.locator('[data-ending="stopped"]')).toBeVisible()
  await notebook.write(2, 'n + 1')
  await notebook.press('Control+Enter')
  await expect(notebook.outputs(2)).toHaveText('4')
  await notebook.press('0', '0')
  await notebook.button('restart-run').click()
  await notebook.settled()
  await expect(notebook.outputs(2)).toHaveText('4')
})

test('training shows its progress and curves, and can be paused, resumed and ended', async ({ page }) => {
  const notebook = await NotebookPage.with(page, [
    code(`import * as tf from '@tensorflow/tfjs'
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
display(model)
await model.fit(tf.ones([64, 1]), tf.ones([64, 1]), { epochs: 100000, validationSplit: 0.25, batchSize: 8 })
'over'`),
  ])
  await notebook.button('run-all').click()
  const training = notebook.cell(1).locator('.nb-training')
  await expect(training.locator('svg.lb-curve')).toBeVisible({ timeout: 30_000 })
  await expect(notebook.cell(1).locator('.cell-model tfoot')).toContainText('2')
  await expect(training.locator('svg .lb-dashed').first()).toBeAttached()
  await expect(training.getByRole('progressbar')).toBeVisible()
  await training.getByRole('button', { name: 'Pause' }).click()
  await expect(training).toHaveAttribute('data-training', 'paused')
  await training.getByRole('button', { name: 'Resume' }).click()
  await expect(training).toHaveAttribute('data-training', 'running')
  await training.getByRole('button', { name: 'Finish now' }).click()
  await expect(training).toHaveAttribute('data-training', 'finished')
  await expect(notebook.outputs(1).last()).toHaveText('over')
})

test('inputs of every kind, and pictures of tensors', async ({ page }) => {
  const notebook = await NotebookPage.with(page, [
    code(`const n = number({ value: 2, label: 'n' })
const s = select(['red', 'green'], { value: 'green', label: 's' })
const on = toggle({ value: false, label: 'on' })
const name = text({ value: 'x', label: 'name' })
const clicks = button('again')`),
    code('[n, s, on, name, clicks]'),
    code(`import * as tf from '@tensorflow/tfjs'\ntf.ones([2, 8, 8, 3])`),
  ])
  await notebook.runAll()
  const inputs = notebook.cell(1)
  await expect(notebook.outputs(2)).toHaveText('[2, "green", false, "x", 0]')
  await inputs.getByLabel('n', { exact: true }).fill('4')
  await inputs.getByLabel('s', { exact: true }).selectOption('red')
  await inputs.getByLabel('on', { exact: true }).check()
  await inputs.getByLabel('name', { exact: true }).fill('层')
  await inputs.getByRole('button', { name: 'again' }).click()
  await expect(notebook.outputs(2)).toHaveText('[4, "red", true, "层", 1]')
  await notebook.cell(3).getByRole('button', { name: 'As a picture' }).click()
  await expect(notebook.cell(3).locator('canvas')).toHaveCount(2)
})

test('a file goes out and comes in again; so does a link, which runs nothing', async ({ page }) => {
  const notebook = await NotebookPage.with(page, [text('# Words'), code('const k = 6\nk * 7')])
  await expect(notebook.notice).toContainText('Opened as a copy from a link. Nothing has run')
  await expect(notebook.kernel).toHaveAttribute('data-kernel', 'none')
  await notebook.runAll()
  for (const [action, ending] of [
    ['export-ipynb', 'ipynb'],
    ['export-md', 'md'],
    ['export-ts', 'ts'],
  ] as const) {
    const downloading = page.waitForEvent('download')
    await notebook.file(action)
    const download = await downloading
    expect(download.suggestedFilename()).toBe(`Test.${ending}`)
    const content = await readFile(await download.path(), 'utf8')
    expect(content).toContain('k * 7')
    if (ending === 'ipynb') expect(content).toContain('42')
    await page.locator('input[type="file"]').setInputFiles({
      name: `again.${ending}`,
      mimeType: 'text/plain',
      buffer: Buffer.from(content),
    })
    await expect(notebook.notice).toContainText(`“again.${ending}” opened as a new notebook`)
    await expect(notebook.cells).toHaveCount(2)
    await expect(notebook.cell(2).locator('.cell-source')).toContainText('k * 7')
    await expect(notebook.outputs(2)).toHaveCount(0)
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await notebook.file('link')
  await expect(notebook.notice).toContainText('Link copied')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain('/en/notebook/#n=')
  const other = await page.context().newPage()
  await other.goto(link)
  await expect(new NotebookPage(other).cell(2)).toContainText('k * 7')
  await other.close()

  await page.locator('input[type="file"]').setInputFiles({
    name: 'broken.ipynb',
    mimeType: 'text/plain',
    buffer: Buffer.from('{"cells": 3'),
  })
  await expect(notebook.notice).toContainText('This could not be opened')
  await expect(notebook.cells).toHaveCount(2)
})

test('a damaged link is told, and leaves an empty notebook', async ({ page }) => {
  const notebook = await NotebookPage.open(page, 'en', '#n=aAAAA-damaged')
  await expect(notebook.notice).toContainText('This could not be opened: it is damaged')
  await expect(notebook.cells).toHaveCount(1)
  await expect(notebook.kernel).toHaveAttribute('data-kernel', 'none')
})

test('what a stranger wrote neither runs nor reaches out', async ({ page }) => {
  const faults: string[] = []
  page.on('dialog', (dialog) => {
    faults.push(dialog.message())
    void dialog.dismiss()
  })
  const notebook = await NotebookPage.with(page, [
    text(`# <img src=x onerror="alert('html')">

<script>alert('script')</script>

![a](https://evil.example/a.png) ![b](//evil.example/b.png) [c](javascript:alert('link'))

$\\href{javascript:alert(1)}{x}$ and $y = x^2$`),
    code(`alert('cell'); fetch('https://evil.example/')`),
    code('display("</script><img src=x onerror=alert(1)>")'),
  ])
  await expect(notebook.cell(1).locator('math')).not.toHaveCount(0)
  await expect(notebook.cell(1).locator('img, script, a')).toHaveCount(0)
  await notebook.select(1)
  await notebook.press('Enter', 'Shift+Enter')
  await notebook.runAll()
  await expect(notebook.outputs(3)).toContainText('<img')
  expect(await page.evaluate(() => document.querySelectorAll('.nb img').length)).toBe(0)
  expect(faults).toEqual([])
})

test('notebooks are listed, renamed, copied, deleted and brought back; the gallery opens a copy', async ({
  page,
}) => {
  const notebook = await NotebookPage.open(page)
  await page.getByLabel('Title of the notebook').fill('One')
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'saved')
  await notebook.file('open')
  const mine = page.locator('[data-list="mine"] li')
  await expect(mine).toHaveCount(1)
  await mine.first().getByRole('button', { name: 'Duplicate' }).click()
  await expect(mine).toHaveCount(2)
  const copy = mine.filter({ hasText: 'One (copy)' })
  await copy.getByRole('button', { name: 'Rename' }).click()
  await page.getByLabel('New title of “One (copy)”').fill('Two')
  await page.keyboard.press('Enter')
  await mine.filter({ hasText: 'Two' }).getByRole('button', { name: 'Delete' }).click()
  await expect(mine).toHaveCount(1)
  await notebook.button('notice').click()
  await expect(mine).toHaveCount(2)
  await mine.getByRole('button', { name: 'Two' }).click()
  await expect(page.getByLabel('Title of the notebook')).toHaveValue('Two')
  await notebook.file('open')
  await page.locator('[data-list="gallery"] button').first().click()
  await expect(notebook.notice).toContainText('Opened as a copy from the gallery')
  await expect(notebook.kernel).toHaveAttribute('data-kernel', 'none')
})

test('of 200 cells, one is written in, and no other is drawn anew', async ({ page }) => {
  const cells = Array.from({ length: 200 }, (_, i) => code(`const v${i} = ${i}\nconst w${i} = v${i} + 1`))
  const notebook = await NotebookPage.with(page, cells)
  await expect(notebook.cells).toHaveCount(200)
  await expect(page.locator('.cm-editor')).toHaveCount(0)
  await notebook.edit(100)
  const changed = await page.evaluateHandle(() => {
    const cells = new Set<Element>()
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const cell = element?.closest('[data-notebook-cell]')
        if (cell) cells.add(cell)
      }
    }).observe(document.querySelector('.nb-cells')!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    return cells
  })
  await page.keyboard.type('1 + ')
  await expect(notebook.editor(100)).toContainText('1 + ')
  expect(await changed.evaluate((cells) => cells.size)).toBe(1)
  await notebook.press('Escape', 'j')
  await expect(notebook.cell(101)).toBeFocused()
  expect(await changed.evaluate((cells) => cells.size)).toBe(2)
  await notebook.press('b')
  await expect(notebook.cells).toHaveCount(201)
  await expect(page.locator('.cm-editor')).toHaveCount(1)
  await notebook.press('d', 'd', 'End')
  await expect(notebook.cell(200)).toBeFocused()
})

for (const locale of ['zh', 'en'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`${locale}, ${scheme}: axe finds nothing, at no width a scroll bar`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: scheme, reducedMotion: 'reduce' })
      const page = await context.newPage()
      const notebook = await NotebookPage.open(page, locale)
      await notebook.runAll()
      const clean = async () => {
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      }
      await notebook.edit(3)
      await notebook.button('file').click()
      await clean()
      for (const action of ['shortcuts', 'open']) {
        if (action === 'open') await notebook.file('open')
        else await notebook.button(action).click()
        await expect(page.locator('dialog[open]')).toBeVisible()
        await clean()
        await page.keyboard.press('Escape')
      }
      await page.setViewportSize({ width: 390, height: 800 })
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }))
      expect(scroll).toBe(client)
      await clean()
      await context.close()
    })
  }
}

test('without script the page says what it is', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/en/notebook/')
  await expect(page.getByRole('heading', { name: 'Notebook', level: 1 })).toBeVisible()
  await expect(page.locator('.nb-noscript')).toContainText('needs JavaScript')
  await expect(page.locator('.nb-noscript')).toBeVisible()
  await context.close()
})

test('once loaded it runs without a network', async ({ page, context }) => {
  const notebook = await NotebookPage.with(page, [
    code(`import * as Plot from '@observablehq/plot'\nPlot.plot({ marks: [Plot.dot([1, 2])] })`),
  ])
  await expect(page.locator('[data-notebook]')).toHaveAttribute('data-offline', 'ready', { timeout: 30_000 })
  await context.setOffline(true)
  await notebook.runAll()
  await expect(notebook.cell(1).locator('.cell-plot img')).toBeVisible()
  await notebook.edit(1)
  await context.setOffline(false)
})
