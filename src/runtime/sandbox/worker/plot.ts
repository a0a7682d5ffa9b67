import { LIMITS, type PlotPart } from '../protocol.ts'

/** What is read of an element; the plot library's document is no browser's. */
interface PlotElement {
  readonly nodeType: 1
  readonly localName: string
  readonly outerHTML: string
  readonly textContent: string
  readonly children: Iterable<PlotElement>
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  querySelector(selector: string): PlotElement | null
}

const isElement = (value: unknown): value is PlotElement =>
  typeof value === 'object' &&
  value !== null &&
  'nodeType' in value &&
  value.nodeType === 1 &&
  'outerHTML' in value

const roles: Record<string, 'title' | 'subtitle' | 'caption'> = {
  h2: 'title',
  h3: 'subtitle',
  figcaption: 'caption',
}

/** The parts of what `Plot.plot()` and `Plot.legend()` make; null where the value is no element. */
export function plotParts(value: unknown): PlotPart[] | null {
  return isElement(value) ? partsOf(value) : null
}

function partsOf(element: PlotElement): PlotPart[] {
  if (element.localName === 'svg') {
    element.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
    const svg = element.outerHTML
    if (svg.length > LIMITS.svg) throw new RangeError('the plot is too large to show: fewer marks will do')
    return [{ part: 'svg', svg, label: (element.getAttribute('aria-label') ?? '').slice(0, 200) }]
  }
  const part = roles[element.localName]
  if (part) return [{ part, text: element.textContent.slice(0, 2000) }]
  const swatches = [...element.children].filter((child) => /-swatch$/.test(child.getAttribute('class') ?? ''))
  if (swatches.length) {
    const items = swatches.slice(0, LIMITS.entries).map((swatch) => ({
      color: (swatch.querySelector('svg')?.getAttribute('fill') ?? '').slice(0, 200),
      label: swatch.textContent.slice(0, 200),
    }))
    return [{ part: 'swatches', items }]
  }
  return [...element.children].flatMap(partsOf).slice(0, 50)
}
