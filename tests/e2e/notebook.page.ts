import { expect, type Locator, type Page } from '@playwright/test'
import { makeNotebook, type NotebookCell } from '../../src/notebook/document.ts'
import { writeLink } from '../../src/notebook/formats/link.ts'

type Given = Pick<NotebookCell, 'kind' | 'source'> & Partial<NotebookCell>

export const code = (source: string): Given => ({ kind: 'code', source })
export const text = (source: string): Given => ({ kind: 'markdown', source })

/** The notebook as its reader has it. Cells are counted from 1, as on the page. */
export class NotebookPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  static async open(page: Page, locale: 'en' | 'zh' = 'en', address = ''): Promise<NotebookPage> {
    await page.goto(`/${locale}/notebook/${address}`)
    const notebook = new NotebookPage(page)
    await notebook.live()
    return notebook
  }

  /** Opens these cells, by a link. */
  static async with(page: Page, cells: readonly Given[], locale: 'en' | 'zh' = 'en'): Promise<NotebookPage> {
    return NotebookPage.open(page, locale, await writeLink(makeNotebook('Test', cells)))
  }

  async live(): Promise<void> {
    await expect(this.page.locator('[data-notebook]')).toHaveAttribute('data-state', 'live')
  }

  get cells(): Locator {
    return this.page.locator('[data-notebook-cell]')
  }
  cell(number: number): Locator {
    return this.cells.nth(number - 1)
  }
  editor(number: number): Locator {
    return this.cell(number).locator('.cm-content')
  }
  outputs(number: number): Locator {
    return this.cell(number).locator('.cell-output')
  }
  status(number: number): Locator {
    return this.cell(number).locator('[data-cell-status]')
  }
  /** A button of the toolbar, a dialog or a notice. */
  button(action: string): Locator {
    return this.page.locator(
      `:is(.nb-toolbar, dialog[open], .nb-notice, .nb-ended) [data-action="${action}"]`,
    )
  }
  get notice(): Locator {
    return this.page.locator('.nb-notice')
  }
  get kernel(): Locator {
    return this.page.locator('[data-kernel]')
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async select(number: number): Promise<void> {
    await this.cell(number).focus()
    await expect(this.cell(number)).toHaveAttribute('data-selected')
  }

  /** Puts the cursor into a cell. */
  async edit(number: number): Promise<void> {
    await this.select(number)
    await this.press('Enter')
    await expect(this.editor(number)).toBeFocused()
  }

  async write(number: number, source: string): Promise<void> {
    await this.edit(number)
    await this.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(source)
  }

  async settled(): Promise<void> {
    await expect(this.kernel).toHaveAttribute('data-kernel', 'idle', { timeout: 30_000 })
  }

  async runAll(): Promise<void> {
    await this.button('run-all').click()
    await this.settled()
  }

  async file(action: string): Promise<void> {
    await this.button('file').click()
    await this.button(action).click()
  }
}
