import { hydrate } from 'preact'
import { scaleCss } from '../../src/charts/scale.ts'
import { isLocale } from '../site/locales.ts'
import { translator, type Strings } from '../site/strings.ts'
import { CellView, type CellData } from './Cell.tsx'
import { createCell } from './model.ts'
import { textKey, textStore } from './text.ts'

const loadSandbox = () => import('../../src/runtime/sandbox/client.ts')

let coloured = false

/** The colours of heat maps, which a page without a lab lacks. */
function addColours(): void {
  if (coloured) return
  coloured = true
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(scaleCss())
  document.adoptedStyleSheets.push(sheet)
}

const htmlOf = (root: HTMLElement, panel: string): string | null =>
  root.querySelector(`[id$="-${panel}"] pre code`)?.innerHTML ?? null

/** Takes over the cell that the build drew. */
export function live(element: HTMLElement): void {
  addColours()
  const root = element.querySelector<HTMLElement>('[data-cell-root]')!
  const data = JSON.parse(element.querySelector('[data-cell-data]')!.textContent!) as CellData
  const strings = JSON.parse(document.querySelector('[data-cell-strings]')!.textContent!) as Strings
  const cell = createCell(data.code, textStore(textKey(location.pathname, isLocale, data.id)), loadSandbox)
  const html = { code: htmlOf(root, 'typescript') ?? '', python: htmlOf(root, 'python') }
  hydrate(<CellView data={data} html={html} cell={cell} t={translator(strings)} />, root)
  cell.recall()
  element.dataset.state = 'live'

  // Once the reader turns to the cell, what it runs in gets ready; nothing runs before they say so.
  const warm = () => {
    void loadSandbox().then((sandbox) => sandbox.warm())
    void import('./editor.ts')
  }
  if (element.matches(':focus-within, :hover')) warm()
  else for (const event of ['pointerenter', 'focusin']) element.addEventListener(event, warm, { once: true })
}
