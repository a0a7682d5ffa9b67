import type { DataFormat } from './params.ts'
import type { Shape } from './shapes.ts'

export type Padding = 'valid' | 'same' | 'causal'

export interface Window {
  readonly size: readonly number[]
  readonly strides: readonly number[]
  readonly dilation: readonly number[]
  readonly padding: Padding
}

/** The steps a window covers along one axis, holes of the dilation included. */
export const spanOf = (window: Window, axis: number): number =>
  window.dilation[axis]! * (window.size[axis]! - 1) + 1

/** How many places a window takes along one axis; 0 or less where it does not fit, null where unknown. */
export function placesAlong(window: Window, axis: number, length: number | null): number | null {
  if (length === null) return null
  const last = window.padding === 'valid' ? length - spanOf(window, axis) : length - 1
  return Math.floor(last / window.strides[axis]!) + 1
}

/** How many entries padding "same" adds before and after an axis. An odd one goes after. */
export function samePadding(window: Window, axis: number, length: number): [before: number, after: number] {
  const places = Math.ceil(length / window.strides[axis]!)
  const missing = Math.max(0, (places - 1) * window.strides[axis]! + spanOf(window, axis) - length)
  return [Math.floor(missing / 2), Math.ceil(missing / 2)]
}

/** How many entries the padding adds before and after an axis. */
export function paddingAlong(window: Window, axis: number, length: number): [before: number, after: number] {
  if (window.padding === 'same') return samePadding(window, axis, length)
  return [window.padding === 'causal' ? spanOf(window, axis) - 1 : 0, 0]
}

/** The axes between batch and channels (or after both). */
export const spatialOf = <T>(shape: readonly T[], format: DataFormat): T[] =>
  format === 'channels_last' ? shape.slice(1, -1) : shape.slice(2)

/** A batch shape from its parts, in the order of the data format. */
export const withSpatial = (
  batch: number | null,
  spatial: Shape,
  channels: number | null,
  format: DataFormat,
): Shape => (format === 'channels_last' ? [batch, ...spatial, channels] : [batch, channels, ...spatial])

/** Where the spatial axes begin. */
export const firstSpatialAxis = (format: DataFormat): number => (format === 'channels_last' ? 1 : 2)
