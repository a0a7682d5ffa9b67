import type { CellOutput, CellOutputs } from '../../src/notebook/formats/index.ts'
import type { KernelOutput } from '../../src/runtime/kernel/protocol.ts'
import type { Output, ValueNode } from '../../src/runtime/sandbox/protocol.ts'
import { tensorText } from '../cell/numbers.ts'
import { cellText } from '../cell/Value.tsx'
import type { Document } from './model.ts'
import type { Runs } from './runs.ts'

const valueText = (node: ValueNode): string =>
  node.kind === 'tensor'
    ? `(${node.tensor.shape.join(', ')}) ${node.tensor.dtype}\n${tensorText(node.tensor)}`
    : cellText(node)

const rows = (table: readonly (readonly string[])[]): string => table.map((row) => row.join('\t')).join('\n')

function plotOf({ parts }: Extract<Output, { kind: 'plot' }>): CellOutput {
  const svg = parts.find((part) => part.part === 'svg')
  const words = parts.flatMap((part) =>
    part.part === 'svg'
      ? [part.label]
      : part.part === 'swatches'
        ? part.items.map(({ label }) => label)
        : [part.text],
  )
  return {
    'text/plain': words.filter(Boolean).join('\n'),
    ...(svg?.part === 'svg' ? { 'image/svg+xml': svg.svg } : {}),
  }
}

function textOf(output: Exclude<KernelOutput, { kind: 'plot' }>): string {
  switch (output.kind) {
    case 'value':
      return valueText(output.value)
    case 'console':
      return output.values.map(valueText).join(' ')
    case 'table':
      return rows([output.columns, ...output.rows.map((row) => row.map(cellText))])
    case 'model':
      return rows([
        ...output.layers.map(({ name, className, shape, params }) => [
          name,
          className,
          shape,
          String(params),
        ]),
        ['', '', '', String(output.params)],
      ])
    case 'layer':
      return `${output.className} ${output.name} ${output.inputShape ?? '?'} → ${output.outputShape ?? '?'}`
    case 'error':
      return `${output.name}: ${output.message}`
    case 'input':
      return `${output.label} = ${output.control.value}`
    case 'training':
      return rows(Object.entries(output.metrics).map(([name, values]) => [name, String(values.at(-1) ?? '')]))
  }
}

const exported = (label: string | null, output: KernelOutput): CellOutput => {
  if (output.kind === 'plot') return plotOf(output)
  const text = textOf(output)
  return { 'text/plain': label === null || output.kind === 'input' ? text : `${label}\n${text}` }
}

/** What the cells show, as a file can hold it. */
export const exportedOutputs = (notebook: Document, runs: Runs): CellOutputs =>
  new Map(
    notebook.cells
      .peek()
      .filter(({ kind }) => kind.peek() === 'code')
      .map(({ id }) => [
        id,
        runs
          .of(id)
          .outputs.peek()
          .map(({ label, output }) => exported(label, output)),
      ]),
  )
