import { customGrad, reshape, sum, transpose } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { takingGradients } from '../gradients.ts'
import { withBias } from '../ops.ts'
import {
  backwards,
  convolution,
  depthwiseConvolution,
  inner,
  mirrored,
  spaced,
  spatial,
  transposedConvolution,
  type Slide,
} from './kernels.ts'

type Product = (a: Tensor, b: Tensor) => Tensor

/** A function of two tensors that is linear in each, with what its output sends back to them. */
function bilinear(a: Tensor, b: Tensor, value: Product, backA: Product, backB: Product): Tensor {
  // Half the time of a small convolution would go into what only gradients need.
  if (!takingGradients()) return value(a, b)
  const run = customGrad((...given) => {
    const [x, y, save] = given as [Tensor, Tensor, (kept: Tensor[]) => void]
    save([x, y])
    return {
      value: value(x, y),
      gradFunc: (above: Tensor, saved: Tensor[]) => [backA(above, saved[1]!), backB(saved[0]!, above)],
    }
  })
  return run(a, b)
}

/**
 * Convolution over one to three axes: input (batch, …spatial, in), kernel (…size, in, out), bias (out,).
 *
 * The gradients are convolutions too. tfjs has none where the kernel is dilated; its wasm backend lacks
 * that of the kernel, and its gradient of the input over three axes is wrong there.
 */
export function convolve(x: Tensor, kernel: Tensor, slide: Slide, bias: Tensor | null = null): Tensor {
  if (!takingGradients()) return convolution(x, kernel, slide, bias)
  const sums = bilinear(
    x,
    kernel,
    (x, kernel) => convolution(x, kernel, slide, null),
    (above, kernel) => spread(above, kernel, slide, spatial(x)),
    (x, above) => kernelGradient(x, above, slide, kernel.shape),
  )
  return withBias(sums, bias)
}

/**
 * Transposed convolution, which sends what `convolve` gathers back to where it came from:
 * input (batch, …places, out), kernel (…size, in, out) → (batch, …lengths, in).
 */
export const spread = (x: Tensor, kernel: Tensor, slide: Slide, lengths: readonly number[]): Tensor =>
  bilinear(
    x,
    kernel,
    (x, kernel) => transposedConvolution(x, kernel, slide, lengths),
    (above, kernel) => convolve(above, kernel, slide),
    (x, above) => kernelGradient(above, x, slide, kernel.shape),
  )

/** Each channel convolved alone: input (batch, …spatial, in), kernel (…size, in, times) → in · times channels. */
export const convolveDepthwise = (x: Tensor, kernel: Tensor, slide: Slide): Tensor =>
  bilinear(
    x,
    kernel,
    (x, kernel) => depthwiseConvolution(x, kernel, slide),
    (above, kernel) => spreadDepthwise(above, kernel, slide, spatial(x)),
    (x, above) => depthwiseKernelGradient(x, above, slide, kernel.shape),
  )

/** The slide of the sums over the input that finds one number for each entry of a kernel of that size. */
function acrossKernel(x: Tensor, above: Tensor, slide: Slide, size: readonly number[]): Slide {
  const pads = spatial(x).map((length, axis) => {
    const before = slide.pads[axis]![0]
    const last =
      slide.strides[axis]! * (above.shape[axis + 1]! - 1) + slide.dilation[axis]! * (size[axis]! - 1)
    return [before, last + 1 - length - before] as const
  })
  return { strides: slide.dilation, dilation: slide.strides, pads }
}

function kernelGradient(x: Tensor, above: Tensor, slide: Slide, size: readonly number[]): Tensor {
  const axes = x.rank - 2
  const batchLast = [axes + 1, ...inner(axes), 0]
  const batchAmidst = [...inner(axes), 0, axes + 1]
  const across = acrossKernel(x, above, slide, size)
  return transpose(convolve(transpose(x, batchLast), transpose(above, batchAmidst), across), batchAmidst)
}

function spreadDepthwise(above: Tensor, kernel: Tensor, slide: Slide, lengths: readonly number[]): Tensor {
  const [channels, times] = kernel.shape.slice(-2) as [number, number]
  const apart = reshape(mirrored(kernel), [...kernel.shape.slice(0, -2), channels * times, 1])
  const slideBack = backwards(above, kernel, slide, lengths)
  const parts = convolveDepthwise(spaced(above, slide.strides), apart, slideBack)
  return sum(reshape(parts, [...parts.shape.slice(0, -1), channels, times]), -1)
}

function depthwiseKernelGradient(x: Tensor, above: Tensor, slide: Slide, size: readonly number[]): Tensor {
  const axes = x.rank - 2
  const [batch, channels, times] = [x.shape[0]!, x.shape.at(-1)!, size.at(-1)!]
  // Samples lie side by side as channels, and what they find is summed at the end.
  const amidst = [...inner(axes), 0, axes + 1]
  const samples = reshape(transpose(x, amidst), [1, ...spatial(x), batch * channels])
  const sums = reshape(transpose(above, amidst), [...spatial(above), batch * channels, times])
  const found = convolveDepthwise(samples, sums, acrossKernel(x, above, slide, size))
  return sum(reshape(found, [...spatial(found), batch, channels, times]), axes)
}
