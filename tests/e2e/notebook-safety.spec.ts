import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const PLACE = '/en/notebook/'

const codeOf = (page: Page) => page.locator('[data-notebook-cell][data-kind="code"]').first()

const saved = (page: Page, state: string) =>
  expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', state)

/** Types at the end of the first code cell. */
async function write(page: Page, text: string): Promise<void> {
  await codeOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(codeOf(page).locator('.cm-content')).toBeFocused()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(text)
}

/** A notebook that is stored, and its address. */
async function begin(page: Page): Promise<string> {
  await page.goto(PLACE)
  await write(page, '\n// first')
  await expect(page).toHaveURL(/[?&]id=/)
  await saved(page, 'saved')
  return page.url()
}

/** From now on the page's database takes nothing, as if the next thing to happen came before it could. */
const holdDatabase = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const held = IDBObjectStore.prototype as IDBObjectStore & { held?: IDBObjectStore['put'] }
    held.held = held.put
    held.put = () => {
      throw new DOMException('held by the test', 'AbortError')
    }
  })

const releaseDatabase = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const held = IDBObjectStore.prototype as IDBObjectStore & { held?: IDBObjectStore['put'] }
    held.put = held.held!
  })

async function second(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(address)
  await expect(codeOf(page)).toBeVisible()
  return page
}

/** The titles and texts of all stored notebooks. */
const stored = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('layerbook.notebooks')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('notebooks').objectStore('notebooks').getAll()
          reading.onerror = () => reject(reading.error)
          reading.onsuccess = () => {
            opening.result.close()
            resolve(reading.result.map(({ notebook }) => JSON.stringify(notebook)))
          }
        }
      }),
  )

const journal = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('layerbook.journal.')))

test('a reload before the pause loses nothing', async ({ page }) => {
  await begin(page)
  await holdDatabase(page)
  await write(page, '\n// typed last')
  await page.reload()
  await expect(codeOf(page)).toContainText('// typed last')
  await expect(page.getByRole('status').filter({ hasText: 'were recovered' })).toBeVisible()
  await saved(page, 'saved')
  await expect.poll(() => stored(page)).toEqual([expect.stringContaining('// typed last')])
  expect(await journal(page)).toEqual([])
})

test('a reload of a notebook that was never stored loses nothing', async ({ page }) => {
  await page.goto(PLACE)
  await expect(codeOf(page)).toBeVisible()
  await holdDatabase(page)
  await write(page, '\n// typed first')
  await page.reload()
  await expect(codeOf(page)).toContainText('// typed first')
  await expect.poll(() => stored(page)).toEqual([expect.stringContaining('// typed first')])
})

test('a crash loses nothing', async ({ page, context }) => {
  const address = await begin(page)
  const doomed = await second(context, address)
  await holdDatabase(doomed)
  await write(doomed, '\n// typed last')
  const devtools = await context.newCDPSession(doomed)
  const crashed = doomed.waitForEvent('crash')
  devtools.send('Page.crash').catch(() => {})
  await crashed
  const next = await second(context, address)
  await expect(codeOf(next)).toContainText('// typed last')
  await expect(next.getByRole('status').filter({ hasText: 'were recovered' })).toBeVisible()
})

test('two tabs show each other what they store, and both keep what they type at once', async ({
  page,
  context,
}) => {
  const address = await begin(page)
  const other = await second(context, address)
  await write(other, '\n// from the other')
  await saved(other, 'saved')
  await expect(codeOf(page)).toContainText('// from the other')

  await holdDatabase(page)
  await page.locator('input[name=title]').fill('Mine')
  await saved(page, 'unavailable')
  await write(other, '\n// and more')
  await expect.poll(() => stored(other)).toEqual([expect.stringContaining('// and more')])
  await releaseDatabase(page)
  await page.locator('input[name=title]').fill('Mine!')
  await expect(page.getByRole('status').filter({ hasText: 'Another tab had changed' })).toBeVisible()
  await expect(page.locator('input[name=title]')).toHaveValue('Mine! (this tab)')
  await saved(page, 'saved')
  const both = await stored(page)
  expect(both).toHaveLength(2)
  expect(both).toContainEqual(expect.stringContaining('// and more'))
  expect(both).toContainEqual(expect.stringContaining('Mine! (this tab)'))
  expect(await journal(page)).toEqual([])
  expect(page.url()).not.toBe(other.url())
})

/** The whole space of the site, in bytes; `null` as the browser has it. */
const quota = (devtools: CDPSession, page: Page, quotaSize: number | null) =>
  devtools.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    ...(quotaSize === null ? {} : { quotaSize }),
  })

test('a full disk is told; the text is kept, and stored when there is space', async ({ page, context }) => {
  // Before anything is stored: what space there is, the browser remembers for a while.
  await page.goto('/en/')
  const devtools = await context.newCDPSession(page)
  await quota(devtools, page, 1)
  await page.goto(PLACE)
  await write(page, '\n// typed on a full disk')
  await saved(page, 'full')
  await expect(page.getByRole('alert')).toContainText('no space left')
  await page.reload()
  await expect(codeOf(page)).toContainText('// typed on a full disk')
  await saved(page, 'full')
  await quota(devtools, page, null)
  await write(page, '\n// typed with space')
  await saved(page, 'saved')
  await expect
    .poll(() => stored(page))
    .toEqual([expect.stringContaining('// typed on a full disk\\n// typed with space')])
  expect(await journal(page)).toEqual([])
})
