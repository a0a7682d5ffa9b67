import { readFile as readBytes } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { readFile } from '../../src/notebook/formats/index.ts'
import { CellPage } from './cell.page.ts'
import { expect, openLab, settled, test } from './fixtures.ts'
import { NotebookPage } from './notebook.page.ts'

/** Follows the link by keyboard, and waits until the notebook lies open. */
async function follow(page: Page, within: string): Promise<NotebookPage> {
  await page.locator(`${within} [data-notebook-link]`).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/notebook\/#n=/)
  const notebook = new NotebookPage(page)
  await notebook.live()
  return notebook
}

async function saved(page: Page, kind: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-save="${kind}"]`).click(),
  ])
  return { name: download.suggestedFilename(), text: await readBytes(await download.path(), 'utf8') }
}

test('a lab opens in the notebook as it stands, and computes there what it shows', async ({ page }) => {
  const lab = await openLab(page, '/en/layers/core/dense/?input_batch=2')
  await lab.locator('input[name="units"]').fill('5')
  await settled(page)
  await expect(lab.locator('[data-output-shape]')).toHaveText('(2, 5)')

  const notebook = await follow(page, '[data-layer]')
  await expect(notebook.cell(3)).toContainText('value: 5')
  // Nothing ran before it was asked to.
  await expect(notebook.outputs(5)).toHaveCount(0)
  await notebook.runAll()
  await expect(notebook.outputs(5).first()).toContainText('[2, 5]')
})

test('a lab is taken along as a Python notebook and as a program', async ({ page }) => {
  await openLab(page, '/zh/layers/core/dense/?units=2')
  const python = await saved(page, 'python')
  expect(python.name).toBe('Dense 实验台.ipynb')
  expect(JSON.parse(python.text)).toMatchObject({
    nbformat: 4,
    metadata: { kernelspec: { name: 'python3' } },
  })
  expect(readFile(python.name, python.text).cells[3]!.source).toContain('keras.layers.Dense(units=2)')
  const program = await saved(page, 'typescript')
  expect(program.text).toContain('layers.dense({ units: 2 })')
})

test('a cell opens in the notebook with what its reader wrote', async ({ page }) => {
  const cell = await CellPage.open(page)
  await cell.write('const answer = 42 // 层书\nanswer')
  const notebook = await follow(page, '[data-cell="snippet"]')
  await expect(notebook.cells).toHaveCount(2)
  await expect(notebook.cell(2)).toContainText('const answer = 42 // 层书')
})

test('what is too long for a link says so', async ({ page }) => {
  const cell = await CellPage.open(page)
  const noise = Array.from({ length: 30_000 }, (_, i) => Math.sin(i + 1)).join(' ')
  await cell.write(`// ${noise.slice(0, 190_000)}`)
  const link = cell.cell.locator('[data-notebook-link]')
  await link.click()
  await expect(link).toHaveText('Too long for a link')
  expect(new URL(page.url()).pathname).toBe('/en/layers/core/dense/')
})
