import type { ComponentType } from 'preact'
import type { ChartModel, ChartProps } from './model.ts'

// One chart a file; the file's name is the model's `chart`. A new kind is a new file.
const files = import.meta.glob<ComponentType<ChartProps<ChartModel>>>('./*.tsx', { eager: true, import: 'default' })

/** The component that draws models of a kind. */
export function chartOf(model: ChartModel): ComponentType<ChartProps<ChartModel>> {
  const chart = files[`./${model.chart}.tsx`]
  if (!chart) throw new Error(`no chart draws "${model.chart}": add src/charts/${model.chart}.tsx`)
  return chart
}
