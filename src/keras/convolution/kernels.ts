import {
  addN,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  expandDims,
  FusedConv2D,
  pad,
  reshape,
  reverse,
  slice,
  split,
  squeeze,
  stridedSlice,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import { runKernel, withBias } from '../ops.ts'
import { sizeOf } from '../shapes.ts'

/** How a kernel goes over the spatial axes, one entry an axis. */
export interface Slide {
  readonly strides: readonly number[]
  readonly dilation: readonly number[]
  /** Zeros before and after; entries are left out where it is negative. */
  readonly pads: readonly (readonly [before: number, after: number])[]
}

/** Input (batch, …spatial, in) and kernel (…size, in, out), over one to three axes. No gradient. */
export function convolution(x: Tensor, kernel: Tensor, slide: Slide, bias: Tensor | null): Tensor {
  const places = placesOf(x, kernel, slide)
  const shape = [x.shape[0]!, ...places, kernel.shape.at(-1)!]
  // tfjs's kernels fail on tensors without entries.
  if (x.size === 0 || sizeOf(shape) === 0) return withBias(zeros(shape), bias)
  if (kernel.rank === 5) return withBias(overDepth(x, kernel, slide), bias)
  return onImage(x, kernel, slide, (image, filter, strides, pad, dataFormat, dilations) =>
    // The bias is nearly free here, and costs as much as the sums where it is added after.
    bias
      ? runKernel(
          FusedConv2D,
          { x: image, filter, bias },
          { strides, pad, dataFormat, dilations, activation: 'linear' },
        )
      : conv2d(image, filter, strides, pad, dataFormat, dilations),
  )
}

/**
 * Three axes are computed on images, one slice of the kernel after the other: several times as fast as
 * tfjs's conv3d on wasm.
 */
function overDepth(x: Tensor, kernel: Tensor, slide: Slide): Tensor {
  const [places] = placesOf(x, kernel, slide) as [number]
  const [step, apart] = [slide.strides[0]!, slide.dilation[0]!]
  const deep = framed(x, [slide.pads[0]!, NONE, NONE])
  const [batch, depth, ...image] = deep.shape as [number, number, ...number[]]
  const rows = reshape(deep, [batch, depth, sizeOf(image)])
  const sums = slicesOf(kernel).map((entry, i) => {
    const begin = i * apart
    const end = begin + (places - 1) * step + 1
    const seen = stridedSlice(rows, [0, begin, 0], [batch, end, sizeOf(image)], [1, step, 1])
    return onImage(reshape(seen, [batch * places, ...image]), entry, inPlane(slide), conv2d)
  })
  const all = addN(sums)
  return reshape(all, [batch, places, ...all.shape.slice(1)])
}

/** The slices of a kernel along its first axis. */
const slicesOf = (kernel: Tensor): Tensor[] =>
  split(kernel, kernel.shape[0]!).map((entry) => reshape(entry, kernel.shape.slice(1)))

/** What is left of a slide without its first axis. */
const inPlane = ({ strides, dilation, pads }: Slide): Slide => ({
  strides: strides.slice(1),
  dilation: dilation.slice(1),
  pads: pads.slice(1),
})

/** Sends what `convolution` gathers back: input (batch, …places, out) → (batch, …lengths, in). No gradient. */
export function transposedConvolution(
  x: Tensor,
  kernel: Tensor,
  slide: Slide,
  lengths: readonly number[],
): Tensor {
  const shape = [x.shape[0]!, ...lengths, kernel.shape.at(-2)!]
  if (x.size === 0 || sizeOf(shape) === 0) return zeros(shape)
  if (kernel.rank === 5) return spreadOverDepth(x, kernel, slide, lengths)
  if (slide.dilation.some((rate) => rate > 1))
    return convolution(spaced(x, slide.strides), swapped(kernel), backwards(x, kernel, slide, lengths), null)
  const flat = kernel.rank === 3
  const image = (flat ? expandDims(x, 1) : x) as Tensor4D
  const filter = (flat ? expandDims(kernel, 0) : kernel) as Tensor4D
  const [batch, ...rest] = shape as [number, number, number]
  const size = (flat ? [batch, 1, ...rest] : shape) as [number, number, number, number]
  const out = conv2dTranspose(image, filter, size, pair(slide.strides), spelt(slide.pads))
  return flat ? squeeze(out, [1]) : out
}

/** Each slice of the kernel spreads alone over images, which are summed where they meet in depth. */
function spreadOverDepth(x: Tensor, kernel: Tensor, slide: Slide, lengths: readonly number[]): Tensor {
  const [batch, places, ...image] = x.shape as [number, number, ...number[]]
  const [step, apart, before] = [slide.strides[0]!, slide.dilation[0]!, slide.pads[0]![0]]
  const [depth, ...plane] = lengths as [number, ...number[]]
  const images = reshape(x, [batch * places, ...image])
  const parts = slicesOf(kernel).map((entry, i) => {
    const part = transposedConvolution(images, entry, inPlane(slide), plane)
    const rows = spaced(reshape(part, [batch, places, part.size / batch / places]), [step])
    const begin = i * apart - before
    return framed(rows, [[begin, depth - begin - places * step]])
  })
  return reshape(addN(parts), [batch, depth, ...plane, kernel.shape[3]!])
}

/** Input (batch, …spatial, in) and kernel (…size, in, times), over one or two axes. No gradient. */
export function depthwiseConvolution(x: Tensor, kernel: Tensor, slide: Slide): Tensor {
  const [channels, times] = kernel.shape.slice(-2) as [number, number]
  const shape = [x.shape[0]!, ...placesOf(x, kernel, slide), channels * times]
  if (x.size === 0 || sizeOf(shape) === 0) return zeros(shape)
  return onImage(x, kernel, slide, depthwiseConv2d)
}

type Pair = [number, number]

/** Sizes along two axes; one axis is computed as an image of height 1. */
const pair = (sizes: readonly number[]): Pair => (sizes.length === 1 ? [1, sizes[0]!] : (sizes as Pair))

// tfjs's wasm backend misplaces its "same" padding where a stride is larger than the kernel, so every
// padding is spelt out.
function spelt(pads: Slide['pads']): Parameters<typeof conv2d>[3] {
  if (!pads.some(([before, after]) => before !== 0 || after !== 0)) return 'valid'
  const along = pads.map(([before, after]): Pair => [before, after])
  return pads.length === 1 ? [NONE, NONE, along[0]!, NONE] : [NONE, along[0]!, along[1]!, NONE]
}

type ImageKind = (
  x: Tensor4D,
  kernel: Tensor4D,
  strides: Pair,
  pad: Parameters<typeof conv2d>[3],
  dataFormat: 'NHWC',
  dilation: Pair,
) => Tensor

function onImage(x: Tensor, kernel: Tensor, { strides, dilation, pads }: Slide, kind: ImageKind): Tensor {
  const cuts = pads.some(([before, after]) => before < 0 || after < 0)
  const whole = cuts ? framed(x, pads) : x
  const padding = cuts ? 'valid' : spelt(pads)
  const flat = kernel.rank === 3
  const image = (flat ? expandDims(whole, 1) : whole) as Tensor4D
  const filter = (flat ? expandDims(kernel, 0) : kernel) as Tensor4D
  const out = kind(image, filter, pair(strides), padding, 'NHWC', pair(dilation))
  return flat ? squeeze(out, [1]) : out
}

const NONE: Pair = [0, 0]

export const spatial = (x: Tensor): number[] => x.shape.slice(1, -1)

export const inner = (axes: number): number[] => Array.from({ length: axes }, (_, axis) => axis + 1)

const placesOf = (x: Tensor, kernel: Tensor, { strides, dilation, pads }: Slide): number[] =>
  spatial(x).map((length, axis) => {
    const span = dilation[axis]! * (kernel.shape[axis]! - 1) + 1
    const [before, after] = pads[axis]!
    return Math.max(0, Math.floor((before + length + after - span) / strides[axis]!) + 1)
  })

/** Zeros around the spatial axes, or entries cut off where a pad is negative. */
function framed(x: Tensor, pads: Slide['pads']): Tensor {
  const all = x.shape.map((_, axis) => pads[axis - 1] ?? NONE)
  const cuts = all.map(([before, after]) => [Math.max(0, -before), Math.max(0, -after)] as const)
  const added = all.map(([before, after]): Pair => [Math.max(0, before), Math.max(0, after)])
  const size = x.shape.map((length, axis) => length - cuts[axis]![0] - cuts[axis]![1])
  if (size.some((length) => length <= 0))
    return zeros(x.shape.map((length, axis) => length + all[axis]![0] + all[axis]![1]))
  const begin = cuts.map(([before]) => before)
  const kept = sizeOf(size) < x.size ? slice(x, begin, size) : x
  return added.flat().some(Boolean) ? pad(kept, added) : kept
}

/** `strides - 1` zeros after each entry of the spatial axes. */
export function spaced(x: Tensor, strides: readonly number[]): Tensor {
  return strides.reduce((x, stride, i) => {
    if (stride === 1 || x.size === 0) return x
    const inside = sizeOf(x.shape.slice(i + 2))
    const rows = pad(reshape(x, [x.size / inside, inside]), [NONE, [0, (stride - 1) * inside]])
    return reshape(
      rows,
      x.shape.map((length, axis) => (axis === i + 1 ? length * stride : length)),
    )
  }, x)
}

export const mirrored = (kernel: Tensor): Tensor =>
  reverse(
    kernel,
    inner(kernel.rank - 2).map((axis) => axis - 1),
  )

/** The kernel that goes the other way: mirrored, with input and output channels exchanged. */
function swapped(kernel: Tensor): Tensor {
  const axes = kernel.rank - 2
  return transpose(mirrored(kernel), [...inner(axes).map((axis) => axis - 1), axes + 1, axes])
}

/** The slide that takes sums, spaced by the strides, back to `lengths` entries. */
export function backwards(x: Tensor, kernel: Tensor, slide: Slide, lengths: readonly number[]): Slide {
  const pads = spatial(x).map((places, axis) => {
    const reach = slide.dilation[axis]! * (kernel.shape[axis]! - 1)
    const before = reach - slide.pads[axis]![0]
    return [before, lengths[axis]! + reach - before - places * slide.strides[axis]!] as const
  })
  return { strides: slide.strides.map(() => 1), dilation: slide.dilation, pads }
}
