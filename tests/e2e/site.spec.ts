import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures.ts'
import { ALL_PAGES } from './pages.ts'

for (const path of ALL_PAGES) {
  test.describe(path, () => {
    for (const colorScheme of ['light', 'dark'] as const)
      test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await page.goto(path)
        await page.waitForLoadState('load')
        const lab = page.locator('[data-layer]')
        if (await lab.count())
          await expect(lab.first()).toHaveAttribute('data-state', /live|partial/, { timeout: 20_000 })
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes
                .slice(0, 3)
                .map((n) => n.target.join(' '))
                .join(' | ')}`,
          ),
        ).toEqual([])
      })

    test('fits 390 px', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(path)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)
    })

    test('carries a Content-Security-Policy and its language', async ({ page }) => {
      await page.goto(path)
      const policy = await page
        .locator('meta[http-equiv="content-security-policy" i]')
        .getAttribute('content')
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toContain("script-src 'self' 'unsafe-inline'")
      await expect(page.locator('html')).toHaveAttribute('lang', path.startsWith('/zh/') ? 'zh-CN' : 'en')
      const twin = path.startsWith('/zh/') ? path.replace('/zh/', '/en/') : path.replace('/en/', '/zh/')
      expect((await page.request.get(twin)).status()).toBe(200)
    })
  })
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  for (const path of ALL_PAGES.filter((p) => p.includes('/layers/')))
    test(`${path} reads whole`, async ({ page }) => {
      await page.goto(path)
      await expect(page.locator('[data-layer] svg').first()).toBeVisible()
      await expect(page.locator('[data-output-shape]')).toHaveText(/^\(.*\)$/)
      await expect(page.locator('main')).toContainText(path.startsWith('/zh/') ? '参数' : 'Parameters')
      expect(await page.locator('main [data-cell] pre, main [data-cell] code').count()).toBeGreaterThan(0)
    })
})

const searches: [locale: string, query: string, page: RegExp][] = [
  ['zh', '卷积', /conv[12]d/],
  ['zh', '丢弃', /dropout/],
  ['zh', 'dropout', /dropout/],
  ['zh', 'kernel_size', /conv[12]d/],
  ['zh', '随机失活', /dropout/],
  ['zh', '全连接', /dense/],
  ['zh', '池化', /max_pooling2d/],
  ['en', '卷积', /conv[12]d/],
  ['en', '丢弃', /dropout/],
  ['en', 'dropout', /dropout/],
  ['en', 'kernel_size', /conv[12]d/],
  ['en', 'fully connected', /dense/],
]
for (const [locale, query, wanted] of searches)
  test(`search in ${locale}: ${query}`, async ({ page }) => {
    await page.goto(`/${locale}/`)
    await page.keyboard.press('Control+k')
    const box = page.locator('dialog input[type="search"], dialog input[type="text"]').first()
    await expect(box).toBeVisible()
    await box.fill(query)
    const links = page.locator('dialog a[href*="/layers/"]')
    await expect(links.first()).toBeVisible({ timeout: 15_000 })
    const hrefs = await links.evaluateAll((all) =>
      all.slice(0, 6).map((a) => (a as HTMLAnchorElement).pathname),
    )
    expect(
      hrefs.some((href) => wanted.test(href) && href.startsWith(`/${locale}/`)),
      hrefs.join(' '),
    ).toBe(true)
  })

test('an unknown address gets the 404 page', async ({ page }) => {
  const response = await page.request.get('/zh/no-such-page/')
  expect(response.status()).toBe(404)
  expect(await response.text()).toContain('404')
})

test('robots.txt, the sitemap and the picture for social media are there', async ({ page, baseURL }) => {
  expect(await (await page.request.get('/robots.txt')).text()).toMatch(/Sitemap: /)
  expect((await page.request.get('/sitemap-index.xml')).status()).toBe(200)
  await page.goto('/en/')
  const picture = await page.locator('meta[property="og:image"]').first().getAttribute('content')
  const answer = await page.request.get(new URL(new URL(picture!).pathname, baseURL).href)
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toBe('image/png')
})
