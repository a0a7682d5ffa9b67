import { expect, type Locator, type Page } from '@playwright/test'

/** A page that has the verified snippet of a layer, and no more is asked of it. */
export const PAGE = '/layers/core/dense/'

/** A live cell as its reader has it. */
export class CellPage {
  readonly page: Page
  readonly cell: Locator

  constructor(page: Page, id = 'snippet') {
    this.page = page
    this.cell = page.locator(`[data-cell="${id}"]`)
  }

  static async open(page: Page, locale: 'en' | 'zh' = 'en', query = ''): Promise<CellPage> {
    await page.goto(`/${locale}${PAGE}${query}`)
    const cell = new CellPage(page)
    await cell.live()
    return cell
  }

  async live(): Promise<void> {
    await this.cell.scrollIntoViewIfNeeded()
    await expect(this.cell).toHaveAttribute('data-state', 'live')
  }

  get editor(): Locator {
    return this.cell.locator('.cm-content')
  }
  get results(): Locator {
    return this.cell.locator('.cell-results')
  }
  get outputs(): Locator {
    return this.cell.locator('.cell-output')
  }
  get status(): Locator {
    return this.cell.getByRole('status')
  }
  button(action: 'run' | 'stop' | 'reset' | 'copy' | 'stop-slow'): Locator {
    return this.cell.locator(`[data-action="${action}"]`)
  }

  async text(): Promise<string> {
    return (await this.editor.locator('.cm-line').allInnerTexts())
      .map((line) => line.replace(/\n$/, ''))
      .join('\n')
  }

  async focus(): Promise<void> {
    // The still text gives way to the editor at any moment; what is clicked is looked up anew at each attempt.
    const still = this.cell.locator('[id$="-typescript"] .cell-source')
    await still.or(this.editor).filter({ visible: true }).first().click()
    await expect(this.editor).toBeFocused()
  }

  async write(code: string): Promise<void> {
    await this.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(code)
  }

  async start(code: string): Promise<void> {
    await this.write(code)
    await this.button('run').click()
  }

  /** Runs a program to its end. */
  async run(code: string, timeout = 20_000): Promise<void> {
    await this.start(code)
    await expect(this.results).toHaveAttribute('data-state', 'done', { timeout })
  }

  /** Waits for an end of this kind. */
  async ended(state: 'done' | 'stopped' | 'died' | 'flood', timeout = 20_000): Promise<void> {
    await expect(this.results).toHaveAttribute('data-state', state, { timeout })
  }

  async shown(): Promise<string[]> {
    return this.outputs.allInnerTexts()
  }
}

/**
 * The longest task of the page itself while something was done, in ms: how long a reader could wait for an answer.
 * Tasks are timed, not frames, because frames also wait for what else the machine does.
 */
export async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watch = { longest: 0 }
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watch.longest = Math.max(watch.longest, duration)
    })
    observer.observe({ type: 'longtask' })
    Object.assign(globalThis, { taskWatch: watch, taskObserver: observer })
  })
  await act()
  return page.evaluate(() => (globalThis as unknown as { taskWatch: { longest: number } }).taskWatch.longest)
}
