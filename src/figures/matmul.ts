import { sizeOf, shapeText } from '../spec/index.ts'
import type { Explanation, Figure, FigureContext, FigureModel, Panel, Sign } from './figure.ts'
import { asMatrix, blockStarts, EQUALS, grid, PLUS, sumTerms, TIMES, weight } from './parts.ts'

interface State {
  readonly units: number
  readonly activation: string | null
  readonly use_bias: boolean
}

/** The kernel that multiplies the input: LoRA's two factors added where the layer has them. */
function effectiveKernel({ passes }: FigureContext<State>): Float32Array {
  const kernel = weight(passes.main, 'kernel')!
  const [, units = 1] = kernel.shape
  const sum = Float32Array.from(kernel.data)
  const a = weight(passes.main, 'lora_kernel_a')
  const b = weight(passes.main, 'lora_kernel_b')
  const rank = a?.shape[1] ?? 0
  if (a && b)
    sum.forEach((_, i) => {
      for (let r = 0; r < rank; r++) sum[i]! += a.data[Math.floor(i / units) * rank + r]! * b.data[r * units + (i % units)]!
    })
  return sum
}

function draw(context: FigureContext<State>): FigureModel {
  const { plan, passes, t } = context
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const kernel = weight(passes.main, 'kernel')!
  const bias = weight(passes.main, 'bias')
  const [features = 0, units = 0] = kernel.shape
  const rows = asMatrix(input).rows
  // A rank-3 input is a stack of rows, one block of steps for each sample.
  const rowGaps = input.shape.length === 3 ? blockStarts(rows, input.shape[1]!) : []
  const panel = (id: string, title: string, role: Panel['role'], chart: Panel['chart'], shape: readonly number[]): Panel => ({
    id,
    title: t(title),
    role,
    chart,
    caption: shapeText(shape),
  })
  const panels: (Panel | Sign)[] = [
    panel('input', 'figure.input', 'input', grid(rows, features, input.data, { rowGaps }), input.shape),
    TIMES,
    panel('kernel', 'figure.kernel', 'weights', grid(features, units, kernel.data), kernel.shape),
  ]
  for (const name of ['lora_kernel_a', 'lora_kernel_b']) {
    const factor = weight(passes.main, name)
    if (!factor) continue
    const { rows: down, cols } = asMatrix(factor)
    panels.push(name.endsWith('a') ? PLUS : TIMES, {
      ...panel(name, `figure.${name}`, 'weights', grid(down, cols, factor.data), factor.shape),
    })
  }
  if (bias) panels.push(PLUS, panel('bias', 'figure.bias', 'weights', grid(1, units, bias.data), bias.shape))
  panels.push(EQUALS, {
    ...panel('output', 'figure.output', 'output', grid(rows, units, output.data, { rowGaps }), output.shape),
    pick: true,
  })
  return {
    panels,
    pickers: [],
    player: { panel: 'output', count: sizeOf(output.shape) },
    formulas: [
      {
        label: t('formula.output_shape'),
        terms: [
          `(${input.shape.slice(0, -1).join(', ')}, `,
          { value: String(features), role: 'input', name: 'features' },
          ') → (',
          `${input.shape.slice(0, -1).join(', ')}, `,
          { value: String(units), role: 'output', name: 'units' },
          ')',
        ],
      },
      {
        label: t('formula.param_count'),
        terms: [
          { value: String(features), role: 'input', name: 'features' },
          ' × ',
          { value: String(units), role: 'output', name: 'units' },
          ...(bias ? [' + ', { value: String(units), role: 'weights' as const, name: 'bias' }] : []),
          ...(passes.main.weights.length > (bias ? 2 : 1) ? [` + ${t('formula.lora_factors')}`] : []),
          ` = ${passes.main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)}`,
        ],
      },
    ],
    facts: [{ label: t('fact.macs'), value: String(rows * features * units) }],
  }
}

function explain(context: FigureContext<State>, pick: { panel: string; index: number }): Explanation | null {
  const { plan, passes, state, t } = context
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const kernel = weight(passes.main, 'kernel')!
  const bias = weight(passes.main, 'bias')
  const [features = 0, units = 1] = kernel.shape
  if (pick.panel !== 'output' || pick.index >= output.data.length) return null
  const row = Math.floor(pick.index / units)
  const unit = pick.index % units
  const effective = effectiveKernel(context)
  const each = Array.from({ length: features }, (_, f) => f)
  const lit = (indices: readonly number[]) => ({ marks: indices.map((index) => ({ index, as: 'from' as const })) })
  return {
    overlays: {
      input: lit(each.map((f) => row * features + f)),
      kernel: lit(each.map((f) => f * units + unit)),
      ...(bias && { bias: lit([unit]) }),
      output: { marks: [{ index: pick.index, as: 'focus' }] },
    },
    sum: sumTerms(
      each.map((f) => ({ a: input.data[row * features + f]!, b: effective[f * units + unit]! })),
      {
        ...(bias && { bias: bias.data[unit]! }),
        activation: state.activation,
        output: output.data[pick.index]!,
        more: (count) => t('figure.more_terms', { count }),
      },
    ),
  }
}

/** input × kernel + bias → output. */
export const matmul: Figure<State> = { draw, explain }
