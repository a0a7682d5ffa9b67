import { chromium, expect, test } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/browser.mjs'
import { CellPage } from './cell.page.ts'

/**
 * Playwright takes the death of a frame's process for the death of its page and speaks to neither again. The page
 * is asked by the browser's own protocol instead.
 */
class Target {
  readonly #socket: WebSocket
  #next = 1
  constructor(address: string) {
    this.#socket = new WebSocket(address)
  }
  async evaluate(expression: string): Promise<unknown> {
    if (this.#socket.readyState !== WebSocket.OPEN)
      await new Promise((resolve) => this.#socket.addEventListener('open', resolve, { once: true }))
    const id = this.#next++
    const answer = new Promise<{ result: { result: { value: unknown } } }>((resolve) => {
      const listen = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as { id: number; result: { result: { value: unknown } } }
        if (message.id !== id) return
        this.#socket.removeEventListener('message', listen)
        resolve(message)
      }
      this.#socket.addEventListener('message', listen)
    })
    this.#socket.send(
      JSON.stringify({
        id,
        method: 'Runtime.evaluate',
        params: { expression, returnByValue: true, awaitPromise: true },
      }),
    )
    return (await answer).result.result.value
  }
  close(): void {
    this.#socket.close()
  }
}

const PORT = 9333

test('a memory bomb kills its own process, which is told; page and text are unharmed', async ({
  baseURL,
}) => {
  test.setTimeout(120_000)
  const browser = await chromium.launch({
    executablePath: await findChromium({ install: false }),
    // A small heap, so that the bomb needs little of the machine that tests it.
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${PORT}`, '--js-flags=--max-old-space-size=600'],
  })
  try {
    const page = await browser.newPage({ baseURL })
    const cell = await CellPage.open(page)
    const code = 'const kept = []\nfor (;;) kept.push(new Array(1e6).fill(1.5))'
    await cell.write(code)
    const targets = (await (await fetch(`http://127.0.0.1:${PORT}/json`)).json()) as {
      type: string
      url: string
      webSocketDebuggerUrl: string
    }[]
    const target = new Target(
      targets.find(({ type, url }) => type === 'page' && url === page.url())!.webSocketDebuggerUrl,
    )
    const $ = (selector: string) => `document.querySelector('[data-cell="snippet"] ${selector}')`
    await target.evaluate(`${$('[data-action="run"]')}.click()`)
    await expect
      .poll(() => target.evaluate(`${$('.cell-results')}.dataset.state`), { timeout: 60_000 })
      .toBe('died')
    expect(await target.evaluate(`${$('[role="status"]')}.innerText`)).toContain('ran out of memory')
    expect(await target.evaluate(`${$('.cm-content')}.innerText`)).toContain('kept.push')
    expect(
      await target.evaluate(`Object.entries(localStorage).find(([key]) => key.endsWith('#snippet'))[1]`),
    ).toBe(code)

    // The next run gets a process that lives.
    await target.evaluate(`${$('[data-action="reset"]')}.click()`)
    await target.evaluate(`${$('[data-action="run"]')}.click()`)
    await expect
      .poll(() => target.evaluate(`${$('.cell-results')}.dataset.state`), { timeout: 30_000 })
      .toBe('done')
    expect(await target.evaluate(`${$('.cell-printed')}.dataset.verdict`)).toBe('same')
    target.close()
  } finally {
    await browser.close()
  }
})
