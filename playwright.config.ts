import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './scripts/browser.mjs'

const baseURL = process.env['LAYERBOOK_URL'] ?? 'http://localhost:4321'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 45_000,
  // What passes only at a second attempt is listed as flaky; what is wrong fails twice.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: '.generated/e2e.json' }]],
  use: {
    baseURL,
    reducedMotion: 'reduce',
    launchOptions: { executablePath: await findChromium({ install: false }), args: CHROMIUM_FLAGS },
    trace: 'on-first-retry',
  },
  // The pages as they are served to readers: the build, not the dev server.
  ...(process.env['LAYERBOOK_URL']
    ? {}
    : {
        webServer: { command: 'astro preview --port 4321', url: `${baseURL}/en/`, reuseExistingServer: true },
      }),
})
