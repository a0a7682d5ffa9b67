import { scaleOf } from '../charts/scale.ts'
import { placeOf, shapeText, sizeOf, type TensorData } from '../spec/index.ts'
import type {
  Explanation,
  Figure,
  FigureContext,
  FigureModel,
  Formula,
  Panel,
  Pick,
  Sign,
  Term,
} from './figure.ts'
import {
  ARROW,
  asMatrix,
  blockStarts,
  EQUALS,
  grid,
  PLUS,
  sumTerms,
  TIMES,
  weight,
  type GridOptions,
} from './parts.ts'

interface State {
  readonly units: number
  readonly activation: string | null
  readonly use_bias: boolean
}

/** Activations in which each output depends on its whole row of sums. */
const ACROSS_THE_ROW: readonly (string | null)[] = ['softmax', 'log_softmax']

/** Everything of one product that its panels and sums are drawn from. */
interface Scene {
  readonly input: TensorData
  readonly output: TensorData
  /** The sums before the activation, where there is one. */
  readonly sums: TensorData | undefined
  readonly kernel: TensorData
  readonly bias: TensorData | undefined
  /** LoRA's factors: their product is added to the kernel. */
  readonly factors: readonly [a: TensorData, b: TensorData] | null
  readonly rows: number
  readonly features: number
  readonly units: number
}

function sceneOf({ plan, passes }: FigureContext<State>): Scene {
  const { main, sums } = passes
  const kernel = weight(main, 'kernel')!
  const [features = 0, units = 0] = kernel.shape
  const a = weight(main, 'lora_kernel_a')
  const b = weight(main, 'lora_kernel_b')
  const input = plan.passes.main.inputs[0]!
  return {
    input,
    output: main.outputs[0]!,
    sums: sums?.outputs[0],
    kernel,
    bias: weight(main, 'bias'),
    factors: a && b ? [a, b] : null,
    rows: asMatrix(input).rows,
    features,
    units,
  }
}

/** One weight of the kernel that multiplies the input: LoRA's correction added where the layer has one. */
function effective({ kernel, factors, units }: Scene, feature: number, unit: number): number {
  const own = kernel.data[feature * units + unit]!
  if (!factors) return own
  const [a, b] = factors
  const rank = a.shape[1] ?? 0
  return Array.from(
    { length: rank },
    (_, r) => a.data[feature * rank + r]! * b.data[r * units + unit]!,
  ).reduce((x, y) => x + y, own)
}

function panelsOf(scene: Scene, { state, t }: FigureContext<State>): (Panel | Sign)[] {
  const { input, output, sums, kernel, bias, factors, rows } = scene
  // A rank-3 input is a stack of rows, one block of steps for each sample.
  const steps = input.shape.length === 3 ? input.shape[1]! : rows
  const rowGaps = blockStarts(rows, steps)
  const rowGroups =
    rowGaps.length > 0
      ? [0, ...rowGaps].map((start, i) => ({ start, count: steps, text: t('figure.sample', { index: i }) }))
      : undefined
  const panel = (
    id: string,
    title: string,
    role: Panel['role'],
    x: TensorData,
    options: GridOptions = {},
  ): Panel => {
    const { rows: down, cols } = asMatrix(x)
    return { id, title, role, chart: grid(down, cols, x.data, options), caption: shapeText(x.shape) }
  }
  const panels: (Panel | Sign)[] = [
    panel('input', t('figure.input'), 'input', input, { rowGaps, ...(rowGroups && { rowGroups }) }),
    factors ? { sign: '× (' } : TIMES,
    panel('kernel', t('figure.weight_matrix'), 'weights', kernel),
  ]
  if (factors)
    panels.push(
      PLUS,
      panel('lora_kernel_a', 'LoRA A', 'weights', factors[0]),
      TIMES,
      panel('lora_kernel_b', 'LoRA B', 'weights', factors[1]),
    )
  const close = factors ? ') ' : ''
  if (bias) panels.push({ sign: `${close}+` }, panel('bias', t('figure.bias'), 'weights', bias))
  panels.push(bias ? EQUALS : { sign: `${close}=` })
  // One scale for both, so that what the activation leaves alone keeps its colour.
  const scale = scaleOf([...Array.from(output.data), ...Array.from(sums?.data ?? [])])
  if (sums)
    panels.push(
      { ...panel('sums', t('figure.sums'), 'neutral', sums, { rowGaps, scale }), pick: true },
      ARROW,
    )
  const title = sums ? `${t('figure.output')} ${state.activation}(z)` : t('figure.output')
  panels.push({ ...panel('output', title, 'output', output, { rowGaps, scale }), pick: true })
  return panels
}

function formulas(
  { input, bias, factors, features, units }: Scene,
  { passes, t }: FigureContext<State>,
): Formula[] {
  const lead = input.shape.slice(0, -1).join(', ')
  const f: Term = { value: String(features), role: 'input', name: 'features' }
  const u: Term = { value: String(units), role: 'output', name: 'units' }
  const rank: Term = { value: String(factors?.[0].shape[1]), role: 'weights', name: 'lora_rank' }
  return [
    { label: t('formula.output_shape'), terms: [`(${lead}, `, f, `) → (${lead}, `, u, ')'] },
    {
      label: t('formula.param_count'),
      terms: [
        f,
        ' × ',
        u,
        ...(bias ? [' + ', { value: String(units), role: 'weights' as const, name: 'bias' }] : []),
        ...(factors ? [' + ', rank, ' × (', f, ' + ', u, ')'] : []),
        ` = ${passes.main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)}`,
      ],
    },
  ]
}

/** One line on what this state shows. */
function note({ input, sums, kernel, factors, units }: Scene, { state, t }: FigureContext<State>): string {
  if (factors)
    return t(
      Array.from(factors[1].data).every((v) => v === 0) ? 'figure.lora_untrained' : 'figure.lora_trained',
    )
  const alike = units > 1 && Array.from(kernel.data).every((v, i) => v === kernel.data[i - (i % units)])
  if (alike) return t('figure.units_alike')
  if (sums && state.activation === 'relu') {
    const count = Array.from(sums.data).filter((v) => v < 0).length
    return t('figure.relu_zeroes', { count, all: sums.data.length })
  }
  if (state.activation === 'softmax') return t('figure.softmax_rows')
  return input.shape.length === 3
    ? t('figure.each_step', { rows: sizeOf(input.shape.slice(0, -1)) })
    : t('figure.row_by_column')
}

function draw(context: FigureContext<State>): FigureModel {
  const { passes, t } = context
  const scene = sceneOf(context)
  const { output, factors, rows, features, units } = scene
  const all = passes.main.weights.reduce((n, w) => n + sizeOf(w.shape), 0)
  const macs = rows * features * units + (factors ? sizeOf(factors[0].shape) * units : 0)
  return {
    panels: panelsOf(scene, context),
    pickers: [],
    player: { panel: 'output', count: sizeOf(output.shape) },
    formulas: formulas(scene, context),
    facts: [
      // LoRA freezes the kernel.
      ...(factors ? [{ label: t('fact.trainable'), value: `${all - features * units} / ${all}` }] : []),
      { label: t('fact.macs'), value: String(macs) },
    ],
    note: note(scene, context),
  }
}

function explain(context: FigureContext<State>, pick: Pick): Explanation | null {
  const scene = sceneOf(context)
  const { input, output, sums, bias, factors, features, units } = scene
  const { activation } = context.state
  if (pick.panel !== 'output' && pick.panel !== 'sums') return null
  if (pick.index >= output.data.length) return null
  const row = Math.floor(pick.index / units)
  const unit = pick.index % units
  const each = Array.from({ length: features }, (_, f) => f)
  const lit = (indices: readonly number[]) => ({
    marks: indices.map((index) => ({ index, as: 'from' as const })),
  })
  const focus = { marks: [{ index: pick.index, as: 'focus' as const }] }
  const ofSums = pick.panel === 'sums' || !sums
  const rowOfSums = Array.from({ length: units }, (_, u) => row * units + u)
  const place = placeOf(output.shape, pick.index).join(', ')
  const across = ACROSS_THE_ROW.includes(activation)
  return {
    overlays: {
      input: lit(each.map((f) => row * features + f)),
      kernel: lit(each.map((f) => f * units + unit)),
      ...(factors && {
        lora_kernel_a: lit(Array.from(factors[0].data, (_, i) => i)),
        lora_kernel_b: lit(Array.from({ length: factors[1].shape[0]! }, (_, r) => r * units + unit)),
      }),
      ...(bias && { bias: lit([unit]) }),
      ...(sums && { sums: ofSums ? focus : lit(across ? rowOfSums : [pick.index]) }),
      ...(pick.panel === 'output' && { output: focus }),
    },
    sum: [
      { value: `${ofSums && sums ? 'z' : 'y'}[${place}]`, role: ofSums && sums ? 'neutral' : 'output' },
      ' = ',
      ...sumTerms(
        each.map((f) => ({ a: input.data[row * features + f]!, b: effective(scene, f, unit) })),
        {
          ...(bias && { bias: bias.data[unit]! }),
          activation: ofSums ? null : across ? `${activation}(z[${place.replace(/\d+$/, ':')}])` : activation,
          output: (ofSums && sums ? sums : output).data[pick.index]!,
          more: (count) => context.t('figure.more_terms', { count }),
        },
      ),
    ],
  }
}

/** input × kernel + bias, then the activation. */
export const matmul: Figure<State> = { draw, explain }
