import { expect, test } from './fixtures.ts'
import { code, NotebookPage } from './notebook.page.ts'

const CELLS = [
  code("import * as tf from '@tensorflow/tfjs'\nimport { layers } from 'layerbook'"),
  code('const size = slider({ min: 1, max: 9 })'),
  code("const conv = layers.conv2d({ filters: size, kernelSize: 'a' })\n"),
]

/** The service is large, and a busy machine takes its time to start it. */
const STARTED = { timeout: 60_000 }
const CHINESE = /[\u4e00-\u9fff]{4}/

test('types come with the first cell that is edited, and nothing of them before', async ({ page }) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.includes('/language/')) fetched.push(pathname.split('.').slice(-2).join('.'))
  })
  const notebook = await NotebookPage.with(page, CELLS)
  expect(fetched).toEqual([])
  await notebook.edit(3)
  // An input is its value in other cells: only the size is wrong.
  await expect(notebook.cell(3).locator('.cm-lintRange')).toHaveText('kernelSize', STARTED)
  expect(fetched.sort()).toEqual(['en.json', 'types.json', 'worker.js'])
})

test('completions and hovers by key, in the reader’s language', async ({ page }) => {
  const notebook = await NotebookPage.with(page, CELLS, 'zh')
  await notebook.edit(3)
  await expect(notebook.cell(3).locator('.cm-lintRange')).toHaveText('kernelSize', STARTED)

  await notebook.press('ControlOrMeta+End')
  await page.keyboard.type('layers.conv2dT')
  const list = page.getByRole('listbox')
  await expect(list.getByRole('option', { selected: true })).toContainText('conv2dTranspose')
  await expect(page.locator('.cm-completionInfo')).toContainText(CHINESE)
  await notebook.press('Enter')
  await expect(notebook.editor(3)).toContainText('layers.conv2dTranspose')
  await expect(list).toHaveCount(0)

  await notebook.press('ControlOrMeta+i')
  const hover = page.locator('.lb-types[role="status"]')
  await expect(hover).toContainText(CHINESE)
  await notebook.press('Escape')
  await expect(hover).toHaveCount(0)
  await expect(notebook.editor(3)).toBeFocused()
})

test('without the network that is said, and the next cell that is entered tries again', async ({ page }) => {
  const notebook = await NotebookPage.with(page, CELLS)
  await page.route('**/language/**', (route) => route.abort())
  await notebook.edit(3)
  await expect(notebook.cell(3).locator('.types-notice')).toBeVisible(STARTED)
  await page.unroute('**/language/**')
  await notebook.edit(1)
  await notebook.edit(3)
  await expect(notebook.cell(3).locator('.cm-lintRange')).toHaveText('kernelSize', STARTED)
  await expect(notebook.cell(3).locator('.types-notice')).toHaveCount(0)
})
