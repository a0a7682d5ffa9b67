import {
  customGrad,
  gather,
  matMul,
  mul,
  reshape,
  scatterND,
  tensor,
  tensor1d,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core'
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import { takePatches, toRows, type Patches } from '../patches.ts'
import { sizeOf } from '../shapes.ts'

/** Sizes of a convolution with a kernel of its own at every place. */
export interface Local {
  readonly spatial: readonly number[]
  readonly channels: number
  readonly places: readonly number[]
  readonly filters: number
  readonly channelsLast: boolean
  readonly patches: Patches
}

/** One way to keep the kernel: its shape, and the sums of an input with it, in the order of the output. */
export interface LocalSums {
  readonly kernelShape: number[]
  sums(x: Tensor, kernel: Tensor): Tensor
}

/** Keras 2's `implementation` 1 to 3 (tf_keras/src/layers/locally_connected, v2.16.0). */
export const LOCAL_SUMS = { 1: placeByPlace, 2: maskedMatrix, 3: listOfLinks } as const

/** A small matrix for each place: (places, window · channels, filters). */
function placeByPlace({ channels, filters, channelsLast, patches }: Local): LocalSums {
  const { places, taps } = patches
  return {
    kernelShape: [places, taps * channels, filters],
    sums(x, kernel) {
      const batch = x.shape[0]!
      const rows = toRows(channelsLast ? x : transpose(x, [0, ...x.shape.slice(2).map((_, i) => i + 2), 1]))
      const taken = reshape(takePatches(rows, patches), [places, taps, batch, channels])
      const ordered = transpose(taken, channelsLast ? [0, 2, 1, 3] : [0, 2, 3, 1])
      const products = matMul(reshape(ordered, [places, batch, taps * channels]), kernel)
      return transpose(products, channelsLast ? [1, 0, 2] : [1, 2, 0])
    },
  }
}

/** A weight between every input and every output, of which only those inside a window have an effect. */
function maskedMatrix({ spatial, channels, places, filters, channelsLast, patches }: Local): LocalSums {
  const cells = sizeOf(spatial)
  const linked = new Float32Array(cells * patches.places)
  for (let at = 0; at < patches.cells.length; at++)
    if (patches.real[at]) linked[patches.cells[at]! * patches.places + Math.floor(at / patches.taps)] = 1
  const [maskShape, flatShape] = channelsLast
    ? [
        [cells, 1, patches.places, 1],
        [cells, channels, patches.places, filters],
      ]
    : [
        [1, cells, 1, patches.places],
        [channels, cells, filters, patches.places],
      ]
  return {
    kernelShape: channelsLast
      ? [...spatial, channels, ...places, filters]
      : [channels, ...spatial, filters, ...places],
    sums(x, kernel) {
      const masked = mul(reshape(kernel, flatShape!), tensor(linked, maskShape))
      const matrix = reshape(masked, [cells * channels, patches.places * filters])
      return matMul(reshape(x, [x.shape[0]!, -1]) as Tensor2D, matrix as Tensor2D)
    },
  }
}

/** The weights that have an effect, in one list: by output, then by input. */
function listOfLinks({ spatial, channels, filters, channelsLast, patches }: Local): LocalSums {
  const cells = sizeOf(spatial)
  const [inputs, outputs] = [cells * channels, patches.places * filters]
  const found: number[] = []
  for (let at = 0; at < patches.cells.length; at++) {
    if (!patches.real[at]) continue
    const [place, cell] = [Math.floor(at / patches.taps), patches.cells[at]!]
    for (let filter = 0; filter < filters; filter++)
      for (let channel = 0; channel < channels; channel++) {
        const output = channelsLast ? place * filters + filter : filter * patches.places + place
        const input = channelsLast ? cell * channels + channel : channel * cells + cell
        found.push(output * inputs + input)
      }
  }
  const links = Int32Array.from(found).sort()
  // tfjs has no gradient for scatterND.
  const spread = customGrad((kernel) => ({
    value: scatterND(tensor2d(links, [links.length, 1], 'int32'), kernel as Tensor, [outputs * inputs]),
    gradFunc: (dy: Tensor) => gather(dy, tensor1d(links, 'int32')),
  }))
  return {
    kernelShape: [links.length],
    sums(x, kernel) {
      const matrix = reshape(spread(kernel), [outputs, inputs]) as Tensor2D
      return matMul(reshape(x, [x.shape[0]!, -1]) as Tensor2D, matrix, false, true)
    },
  }
}
