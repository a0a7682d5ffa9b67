import { sizeOf, type TensorData } from '../spec/index.ts'
import type { FigureContext, Formula, Term } from './figure.ts'
import { axisGeometry, mapAxes, type AxisGeometry, type MapAxes, type Padding } from './geometry.ts'
import { sumTerms, weight, type Product } from './parts.ts'
import type { AxisName } from './window.ts'

/** What the state of every convolution holds. */
export interface ConvolutionState {
  readonly kernel_size: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dilation_rate: readonly number[]
  readonly groups: number
  readonly activation: string | null
  readonly data_format: string | null
}

/** One convolution as its figures see it; all tensors in the data format of the state. */
export interface Convolution {
  readonly space: readonly AxisGeometry[]
  readonly input: TensorData
  readonly inputAxes: MapAxes
  readonly output: TensorData
  readonly outputAxes: MapAxes
  /** `(...kernel_size, channels / groups, filters)` */
  readonly kernel: TensorData
  readonly bias: TensorData | undefined
  readonly filters: number
  readonly channelsPerGroup: number
  readonly filtersPerGroup: number
}

export function convolutionOf({ state, plan, passes }: FigureContext<ConvolutionState>): Convolution {
  const input = plan.passes.main.inputs[0]!
  const output = passes.main.outputs[0]!
  const kernel = weight(passes.main, 'kernel')!
  const inputAxes = mapAxes(input.shape, state.data_format)
  const filters = kernel.shape.at(-1)!
  return {
    space: inputAxes.space.map((size, i) =>
      axisGeometry({
        size,
        kernel: state.kernel_size[i]!,
        stride: state.strides[i]!,
        dilation: state.dilation_rate[i]!,
        padding: state.padding,
      }),
    ),
    input,
    inputAxes,
    output,
    outputAxes: mapAxes(output.shape, state.data_format),
    kernel,
    bias: weight(passes.main, 'bias'),
    filters,
    channelsPerGroup: kernel.shape.at(-2)!,
    filtersPerGroup: filters / state.groups,
  }
}

/** The first input channel of the group that a filter belongs to. */
export const firstChannel = ({ filtersPerGroup, channelsPerGroup }: Convolution, filter: number): number =>
  Math.floor(filter / filtersPerGroup) * channelsPerGroup

/** One filter's taps for one channel of its group, row-major. */
export function tapsOf(
  { kernel, filters, channelsPerGroup }: Convolution,
  channel: number,
  filter: number,
): Float32Array {
  const count = sizeOf(kernel.shape.slice(0, -2))
  return Float32Array.from(
    { length: count },
    (_, k) => kernel.data[(k * channelsPerGroup + channel) * filters + filter]!,
  )
}

/** Every position a window reads, row-major; null where it reads padding. */
function readPositions(space: readonly AxisGeometry[], position: readonly number[]): (number[] | null)[] {
  return space.reduce<(number[] | null)[]>(
    (found, axis, i) =>
      found.flatMap((before) =>
        axis
          .taps(position[i]!)
          .map((p) => (before === null || p < 0 || p >= axis.size ? null : [...before, p])),
      ),
    [[]],
  )
}

/** The factors whose products make one output element: taps × inputs over all channels of the filter's group. */
export function productsAt(convolution: Convolution, filter: number, position: readonly number[]): Product[] {
  const { space, input, inputAxes, channelsPerGroup } = convolution
  const first = firstChannel(convolution, filter)
  const read = readPositions(space, position)
  return Array.from({ length: channelsPerGroup }, (_, channel) => {
    const taps = tapsOf(convolution, channel, filter)
    return read.map((at, k): Product => {
      if (at === null) return { a: 0, b: taps[k]!, padding: true }
      return { a: input.data[inputAxes.index(first + channel, at)]!, b: taps[k]! }
    })
  }).flat()
}

/** The sum behind one output element, with bias and activation. */
export function sumAt(
  convolution: Convolution,
  context: FigureContext<ConvolutionState>,
  filter: number,
  position: readonly number[],
): Term[] {
  const { output, outputAxes, bias } = convolution
  return sumTerms(productsAt(convolution, filter, position), {
    ...(bias && { bias: bias.data[filter]! }),
    activation: context.state.activation,
    output: output.data[outputAxes.index(filter, position)]!,
    more: (count) => context.t('figure.more_terms', { count }),
  })
}

export function countFormula(
  { kernel, bias, filters, channelsPerGroup }: Convolution,
  t: FigureContext['t'],
): Formula {
  const taps = kernel.shape.slice(0, -2)
  return {
    label: t('formula.param_count'),
    terms: [
      { value: taps.join('×'), role: 'weights', name: 'kernel_size' },
      ' × ',
      { value: String(channelsPerGroup), role: 'input', name: 'channels / groups' },
      ' × ',
      { value: String(filters), role: 'output', name: 'filters' },
      ...(bias ? [' + ', { value: String(filters), role: 'weights' as const, name: 'bias' }] : []),
      ` = ${sizeOf(kernel.shape) + (bias ? filters : 0)}`,
    ],
  }
}

/** Multiply-adds of one forward pass, taps on padding counted. */
export const multiplyAdds = ({ kernel, output }: Convolution): number =>
  sizeOf(output.shape) * sizeOf(kernel.shape.slice(0, -1))

/** Axis names by the number of spatial axes. */
export const axisNames = (space: readonly AxisGeometry[]): readonly AxisName[] =>
  space.length === 1 ? ['steps'] : ['rows', 'cols']
