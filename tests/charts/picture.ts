import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { chartOf } from '../../src/charts/index.ts'
import type { ChartModel, ChartProps } from '../../src/charts/model.ts'

const STYLES = ['components/site/theme.css', 'components/lab/lab.css', 'components/lab/charts.css']

/** A chart as an SVG file that a browser shows in the book's own colours: open it, and look at it. */
export function picture(model: ChartModel, props: Partial<ChartProps<ChartModel>> = {}): string {
  const svg = renderToString(h(chartOf(model), { model, role: 'output', label: 'a chart', ...props }))
  const files = STYLES.map((path) => `../../../${path}`)
  // Colours of values come from code; scale.test.ts keeps the file that holds them.
  if (/"lb-(v0|[a-z]\d+)"/.test(svg)) files.push('../scale.css')
  const styles = files.map((path) => `<?xml-stylesheet type="text/css" href="${path}"?>`)
  const root = svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" data-theme="light" ')
  // An element a line, so that a difference can be read.
  return `${[...styles, root.replaceAll('><', '>\n<')].join('\n')}\n`
}
