import type { ComponentType } from 'preact'
import type { ChartModel, ChartProps } from './model.ts'

interface ChartFile {
  readonly default: ComponentType<ChartProps<ChartModel>>
  /** Width in px at which the chart is drawn before the page fits it to its row. */
  readonly naturalWidth?: (model: ChartModel) => number
}

// One chart a file; the file's name is the model's `chart`. A new kind is a new file.
const files = import.meta.glob<ChartFile>('./*.tsx', { eager: true })

function fileOf(model: ChartModel): ChartFile {
  const file = files[`./${model.chart}.tsx`]
  if (!file) throw new Error(`no chart draws "${model.chart}": add src/charts/${model.chart}.tsx`)
  return file
}

/** The component that draws models of a kind. */
export const chartOf = (model: ChartModel): ChartFile['default'] => fileOf(model).default

/** Natural width of a chart in px; null where it takes what there is. */
export const widthOf = (model: ChartModel): number | null => fileOf(model).naturalWidth?.(model) ?? null
