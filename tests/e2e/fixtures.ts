import { test as base, expect, type Locator, type Page } from '@playwright/test'

/** A page that fails its test on any error, refused request, CSP violation or request to another host. */
export const test = base.extend<{ page: Page }>({
  page: async ({ page, baseURL }, use) => {
    const faults: string[] = []
    const here = new URL(baseURL!).origin
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`)
    })
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.origin !== here) faults.push(`third party: ${request.url()}`)
    })
    await use(page)
    expect(faults).toEqual([])
  },
})

export { expect }

export const labOf = (page: Page): Locator => page.locator('[data-layer]')

/** Waits until the lab's newest request is answered, repeated passes included. */
export async function settled(page: Page): Promise<void> {
  await expect(labOf(page)).toHaveAttribute('data-state', 'live', { timeout: 20_000 })
}

export async function openLab(page: Page, path: string): Promise<Locator> {
  await page.goto(path)
  const lab = labOf(page)
  await expect(lab).toBeVisible()
  await settled(page)
  return lab
}

export const outputShape = (lab: Locator): Promise<string> => lab.locator('[data-output-shape]').innerText()
