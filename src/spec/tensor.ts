/** A tensor as plain data, row-major. What crosses every border of the house: files, workers, figures. */
export interface TensorData {
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'int32' | 'bool'
  readonly data: ArrayLike<number>
}

/** A tensor that belongs to a layer, under Keras's weight name. */
export interface NamedTensor extends TensorData {
  readonly name: string
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)

export function tensor(
  shape: readonly number[],
  data: ArrayLike<number>,
  dtype: TensorData['dtype'] = 'float32',
): TensorData {
  if (data.length !== sizeOf(shape))
    throw new RangeError(`${data.length} values cannot fill shape [${shape.join(', ')}]`)
  return { shape, dtype, data }
}

/** `(1, 26, 26, 4)`, as Python prints a shape; a lone dimension keeps its comma. */
export const shapeText = (shape: readonly (number | null)[]): string =>
  `(${shape.map((d) => d ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})`

/** `[0, 2, 1]`: the place of a flat index, row-major. */
export function placeOf(shape: readonly number[], flat: number): number[] {
  const place: number[] = []
  for (const size of [...shape].reverse()) {
    place.unshift(flat % size)
    flat = Math.floor(flat / size)
  }
  return place
}
