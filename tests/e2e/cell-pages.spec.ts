import { expect, test } from '@playwright/test'
import { existsSync, globSync } from 'node:fs'
import { CellPage } from './cell.page.ts'

/** Layers whose folder is complete, so that the book has a page of each. */
const layers = globSync('content/layers/*/*/snippet.ts')
  .map((path) => path.split(/[\\/]/).slice(2, 4).join('/'))
  .filter((layer) => existsSync(`content/layers/${layer}/en.mdx`))
  .sort()

test('there are layers to look at', () => {
  expect(layers.length).toBeGreaterThan(0)
})

for (const layer of layers) {
  test(`${layer}: its snippet gives what Keras gave, and every other cell runs`, async ({ page }) => {
    test.setTimeout(180_000)
    await page.goto(`/en/layers/${layer}/`)
    const ids = await page
      .locator('[data-cell]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-cell')!))
    expect(ids).toContain('snippet')
    for (const id of ids) {
      await test.step(id, async () => {
        const cell = new CellPage(page, id)
        await cell.live()
        await cell.button('run').click()
        await cell.ended('done', 60_000)
        await expect(cell.cell.getByRole('alert')).toHaveCount(0)
        if (id === 'snippet')
          await expect(cell.cell.locator('.cell-printed')).toHaveAttribute('data-verdict', 'same')
        else expect(await cell.outputs.count()).toBeGreaterThan(0)
      })
    }
  })
}
