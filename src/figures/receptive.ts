import { axisGeometry, type AxisGeometry } from './geometry.ts'

/** One layer of a stack of like convolutions along one axis. */
export interface StackedAxis {
  readonly axis: AxisGeometry
  /** Where output 0 stands on the input's axis, and how far from one output to the next. */
  readonly start: number
  readonly pitch: number
}

/**
 * `count` convolutions on top of each other. Each further layer doubles the dilation, as WaveNet does; with
 * strides above 1, which do not go together with dilation, it keeps it. Ends before a layer without output.
 */
export function stackOf(first: AxisGeometry, count: number): StackedAxis[] {
  const layers: StackedAxis[] = []
  let axis = first
  let [start, pitch] = [0, 1]
  for (let l = 0; l < count && axis.out > 0; l++) {
    // A causal output stands over the newest input it reads, any other over the middle of its window.
    const shift = axis.padding === 'causal' ? 0 : (axis.span - 1) / 2 - axis.before
    start += pitch * shift
    pitch *= axis.stride
    layers.push({ axis, start, pitch })
    const { kernel, stride, dilation, padding, out } = axis
    axis = axisGeometry({
      size: out,
      kernel,
      stride,
      dilation: stride > 1 ? dilation : dilation * 2,
      padding,
    })
  }
  return layers
}

/** Inputs that one output of the top layer can see, in elements: 1 + (k − 1) · Σ dilation · strides below. */
export const receptiveField = (layers: readonly StackedAxis[]): number =>
  1 + reaches(layers).reduce((sum, reach, l) => sum + (layers[l]!.axis.kernel - 1) * reach, 0)

/** How far apart two neighbouring taps of each layer are, in inputs. */
export function reaches(layers: readonly StackedAxis[]): number[] {
  let pitch = 1
  return layers.map(({ axis }) => {
    const reach = axis.dilation * pitch
    pitch *= axis.stride
    return reach
  })
}

/**
 * What an output of layer `layer` is made from: for each layer below and the input last, the positions it
 * depends on, ascending; positions in padding (below 0 or beyond the size) among them.
 */
export function originsOf(layers: readonly StackedAxis[], layer: number, position: number): number[][] {
  const found: number[][] = []
  let seen = [position]
  for (let l = layer; l >= 0; l--) {
    const { axis } = layers[l]!
    // Nothing lies behind padding.
    const real = seen.filter((o) => o >= 0 && o < axis.out)
    seen = [...new Set(real.flatMap((o) => axis.taps(o)))].sort((a, b) => a - b)
    found.push(seen)
  }
  return found
}
