import { galleryIds, galleryNotebook } from '../unit/notebook/gallery_texts.ts'
import { expect, test } from './fixtures.ts'
import { NotebookPage } from './notebook.page.ts'

for (const [i, id] of galleryIds.entries()) {
  // Code is the same in all languages: each half of the gallery runs in one of them.
  const locale = i % 2 ? 'zh' : 'en'

  test(`the gallery's ${id} runs whole (${locale})`, async ({ page }) => {
    test.setTimeout(120_000)
    const { title, cells } = galleryNotebook(id, locale)
    const notebook = await NotebookPage.open(page, locale, `?open=${id}`)
    await expect(page.locator('input[name="title"]')).toHaveValue(title)
    await expect(notebook.cells).toHaveCount(cells.length)

    await notebook.button('run-all').click()
    await expect(notebook.kernel).toHaveAttribute('data-kernel', 'idle', { timeout: 90_000 })
    const states = await page
      .locator('[data-cell-status]')
      .evaluateAll((all) => all.map((cell) => cell.dataset['cellStatus']))
    expect(states).toEqual(cells.filter(({ kind }) => kind === 'code').map(() => 'done'))
    await expect(page.locator('[data-kind="error"]')).toHaveCount(0)
    await expect(page.locator('.temml-error')).toHaveCount(0)
  })
}
