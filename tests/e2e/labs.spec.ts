import type { Locator, Page } from '@playwright/test'
import { expect, labOf, openLab, outputShape, settled, test } from './fixtures.ts'
import { LAYERS, layerPath } from './pages.ts'

/** The lab's markup without what only the live lab adds. */
const markup = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('[data-lab-root]')!.cloneNode(true) as HTMLElement
    // Attributes that the browser or the live lab writes in another order or form than the build.
    for (const element of root.querySelectorAll('*')) {
      for (const name of ['style', 'value', 'selected', 'checked', 'spellcheck'])
        element.removeAttribute(name)
      const attributes = [...element.attributes].sort((a, b) => a.name.localeCompare(b.name))
      for (const { name } of attributes) element.removeAttribute(name)
      for (const { name, value } of attributes) element.setAttribute(name, value)
    }
    return root.innerHTML.replaceAll('<!---->', '')
  })

/** Named controls of the lab's form. */
const controls = (lab: Locator) => lab.locator('form [name]')

for (const layer of LAYERS) {
  test.describe(layer, () => {
    test('the figure in the HTML is what the runtime gives', async ({ page, browser, baseURL }) => {
      const context = await browser.newContext({
        javaScriptEnabled: true,
        baseURL: baseURL!,
        reducedMotion: 'reduce',
      })
      const still = await context.newPage()
      // Without the lab's own scripts the page shows what the build wrote.
      await still.route('**/*.js', (route) => route.abort())
      await still.goto(layerPath('en', layer))
      const built = await markup(still)
      await context.close()
      await openLab(page, layerPath('en', layer))
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
      expect(await markup(page)).toBe(built)
    })

    test('each control is labelled, moves by keyboard, and its link opens the same lab', async ({ page }) => {
      const lab = await openLab(page, layerPath('zh', layer))
      const names = await controls(lab).evaluateAll((all) => [
        ...new Set(all.map((e) => e.getAttribute('name')!)),
      ])
      expect(names.length).toBeGreaterThan(1)
      for (const name of names) {
        const control = lab.locator(`form [name="${name}"]`)
        expect(await control.count(), name).toBeLessThanOrEqual(1)
        // A control moved before may have hidden this one.
        if (!(await control.isVisible())) continue
        await expect(control).toHaveAccessibleName(/.+/)
        await control.focus()
        await expect(control).toBeFocused()
        const kind = await control.evaluate((e: HTMLInputElement | HTMLSelectElement) =>
          e.tagName === 'SELECT' ? 'select' : e.type,
        )
        if (kind === 'select') await page.keyboard.press('ArrowDown')
        else if (kind === 'checkbox') await page.keyboard.press('Space')
        else if (kind === 'number') await page.keyboard.press('ArrowUp')
        else await page.keyboard.press('End')
        await settled(page)
        await expect(lab.locator('[data-code="failure"]'), name).toHaveCount(0)
      }
      const ranges = lab.locator('form input[type=range]')
      for (let i = 0; i < (await ranges.count()); i++) {
        const range = ranges.nth(i)
        if (!(await range.isVisible())) continue
        await range.focus()
        await page.keyboard.press('ArrowRight')
        await settled(page)
        await expect(lab.locator('[data-code="failure"]')).toHaveCount(0)
        await page.keyboard.press('ArrowLeft')
      }
      await page.waitForTimeout(400)
      const values = await valuesOf(lab)
      const url = page.url()
      await page.goto('about:blank')
      await openLab(page, url)
      await expect.poll(() => valuesOf(labOf(page))).toEqual(values)
    })

    test('every scene can be opened, and the start again', async ({ page }) => {
      const lab = await openLab(page, layerPath('en', layer))
      const start = await outputShape(lab)
      const presets = lab.locator('.lb-presets button')
      const count = await presets.count()
      expect(count).toBeGreaterThan(1)
      for (let i = 1; i < count; i++) {
        await presets.nth(i).click()
        await settled(page)
        await expect(presets.nth(i)).toHaveAttribute('aria-pressed', 'true')
        await expect(lab.locator('.lb-preset-text')).not.toBeEmpty()
        await expect(lab.locator('[data-code="failure"]')).toHaveCount(0)
      }
      await presets.first().click()
      await settled(page)
      await expect.poll(() => outputShape(lab)).toBe(start)
    })

    test('a bad value in a link is told and replaced', async ({ page }) => {
      const lab = await openLab(page, layerPath('zh', layer))
      const start = await outputShape(lab)
      const name = (await controls(lab).first().getAttribute('name'))!
      const number = lab.locator('form input[type=number]').first()
      const bad = (await number.count()) ? (await number.getAttribute('name'))! : name
      await openLab(page, `${layerPath('zh', layer)}?${bad}=%3Cscript%3E`)
      await expect(page.locator('[data-address-problems]')).toContainText(bad)
      await expect.poll(() => outputShape(labOf(page))).toBe(start)
    })

    test('the language switch keeps the page and the lab', async ({ page }) => {
      const lab = await openLab(page, layerPath('zh', layer))
      await lab.locator('.lb-presets button').nth(1).click()
      await settled(page)
      await page.waitForTimeout(400)
      const values = await valuesOf(lab)
      await page.getByRole('link', { name: 'English' }).first().click()
      await expect(page).toHaveURL(new RegExp(`/en/layers/${layer}/\\?`))
      await settled(page)
      await expect.poll(() => valuesOf(labOf(page))).toEqual(values)
    })

    test('hovering a picked panel explains its elements', async ({ page }) => {
      const lab = await openLab(page, layerPath('en', layer))
      const chart = lab.locator('.lb-pickable').first()
      await chart.scrollIntoViewIfNeeded()
      const box = (await chart.boundingBox())!
      await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.9)
      await expect(lab.locator('.lb-marks').first()).toBeAttached()
      await expect(lab.locator('[data-sum]')).not.toBeEmpty()
      // By keyboard too.
      await page.mouse.move(0, 0)
      await chart.focus()
      const before = await lab.locator('[data-sum]').innerText()
      const place = () => page.evaluate(() => document.querySelector('.lb-marks')?.parentElement?.innerHTML)
      const marked = await place()
      const changed = async () =>
        (await place()) !== marked || (await lab.locator('[data-sum]').innerText()) !== before
      // At an edge some of the keys have nowhere to go.
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
        await page.keyboard.press(key)
        await page.waitForTimeout(50)
        if (await changed()) break
      }
      await expect.poll(changed).toBe(true)
    })
  })
}

async function valuesOf(lab: Locator): Promise<Record<string, string>> {
  return lab
    .locator('form')
    .evaluate((form) =>
      Object.fromEntries(
        [...form.querySelectorAll<HTMLInputElement>('[name]')].map((e) => [
          e.name,
          e.type === 'checkbox' ? String(e.checked) : e.value,
        ]),
      ),
    )
}
