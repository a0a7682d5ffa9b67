import { LayerError, show, showShape } from './errors.ts'
import type { Where } from './objects.ts'
import type { Shape } from './shapes.ts'

/** One axis of a shape, counted from the front. Refuses one that is not there. */
export function axisOf(axis: number, shape: Shape, { layer, param }: Where): number {
  const rank = shape.length
  if (axis < -rank || axis >= rank)
    throw new LayerError('axis-range', layer, [param, 'input'], { axis, rank, shape: showShape(shape) })
  return axis < 0 ? axis + rank : axis
}

/** Axes of a shape in the order given, counted from the front. Refuses one that is not there or comes twice. */
export function axesOf(axes: number | readonly number[], shape: Shape, where: Where): number[] {
  const list = typeof axes === 'number' ? [axes] : axes
  const found = list.map((axis) => axisOf(axis, shape, where))
  if (new Set(found).size < found.length)
    throw new LayerError('axis-twice', where.layer, [where.param, 'input'], {
      value: show(axes),
      shape: showShape(shape),
    })
  return found
}
