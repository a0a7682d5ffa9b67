import { customGrad, gather, reshape, scatterND, tensor1d, tensor2d, transpose } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { sizeOf } from './shapes.ts'

/**
 * Which cells of a plane each place of a window covers. Places, taps (the entries of the window) and
 * cells are counted in row-major order.
 */
export interface Patches {
  readonly places: number
  readonly taps: number
  /**
   * The cell under each tap of each place. A tap beyond the edge has the nearest cell inside the same
   * window, so the first of equal values is the same with and without such taps.
   */
  readonly cells: Int32Array
  /** 1 where a tap lies on a cell, 0 where it lies beyond the edge. */
  readonly real: Float32Array
}

/** One axis of a window that moves over a plane: its first tap at place 0 lies on cell `-before`. */
export interface Track {
  readonly length: number
  readonly size: number
  readonly stride: number
  readonly before: number
  readonly places: number
}

export function patchesOf(tracks: readonly Track[]): Patches {
  const places = sizeOf(tracks.map((track) => track.places))
  const taps = sizeOf(tracks.map((track) => track.size))
  const cells = new Int32Array(places * taps)
  const real = new Float32Array(places * taps).fill(1)
  for (let place = 0; place < places; place++)
    for (let tap = 0; tap < taps; tap++) {
      const at = place * taps + tap
      let [restPlace, restTap, scale] = [place, tap, 1]
      for (let axis = tracks.length - 1; axis >= 0; axis--) {
        const track = tracks[axis]!
        const cell = (restPlace % track.places) * track.stride + (restTap % track.size) - track.before
        const inside = Math.min(track.length - 1, Math.max(0, cell))
        if (cell !== inside) real[at] = 0
        cells[at]! += inside * scale
        restPlace = Math.floor(restPlace / track.places)
        restTap = Math.floor(restTap / track.size)
        scale *= track.length
      }
    }
  return { places, taps, cells, real }
}

/** `(batch, …axes, channels)` as `(product of axes, batch · channels)`. */
export function toRows(x: Tensor): Tensor {
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!]
  const cells = sizeOf(x.shape.slice(1, -1))
  return reshape(transpose(reshape(x, [batch, cells, channels]), [1, 0, 2]), [cells, batch * channels])
}

/** What `toRows` did, undone for a batch and axes. */
export function fromRows(rows: Tensor, batch: number, axes: readonly number[]): Tensor {
  const [cells, width] = rows.shape as [number, number]
  const channels = width / batch
  return reshape(transpose(reshape(rows, [cells, batch, channels]), [1, 0, 2]), [batch, ...axes, channels])
}

/** `(cells, width)` to `(places, taps, width)`. */
export function takePatches(rows: Tensor, patches: Patches): Tensor {
  const { places, taps, cells } = patches
  const [count, width] = rows.shape as [number, number]
  // tfjs's own gradient of gather needs a kernel that the wasm backend lacks.
  const take = customGrad((x) => ({
    value: reshape(gather(x as Tensor, tensor1d(cells, 'int32')), [places, taps, width]),
    gradFunc: (dy: Tensor) => addPatches(dy, patches, count),
  }))
  return take(rows)
}

/** Adds `(places, taps, width)` up in the cells they stand for: `(count, width)`. */
export function addPatches(values: Tensor, { places, taps, cells }: Patches, count: number): Tensor {
  const width = values.shape[2]!
  const indices = tensor2d(cells, [places * taps, 1], 'int32')
  return scatterND(indices, reshape(values, [places * taps, width]), [count, width])
}
