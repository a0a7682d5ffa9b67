import { describe, expect, test } from 'vitest'
import { picturesOf } from '../../../components/cell/pictures.ts'

const tensor = (shape: number[], data: number[]) => ({ shape, dtype: 'float32', data })
const filled = (length: number, value: (i: number) => number) => Array.from({ length }, (_, i) => value(i))

describe('pictures of tensors', () => {
  test('one channel is grey, three are colours, four have an opacity', () => {
    const grey = picturesOf(
      tensor(
        [4, 5, 1],
        filled(20, (i) => i / 19),
      ),
    )
    expect(grey.pictures[0]).toMatchObject({ width: 5, height: 4 })
    expect([...grey.pictures[0]!.rgba.slice(-4)]).toEqual([255, 255, 255, 255])
    const colours = picturesOf(
      tensor(
        [4, 4, 3],
        filled(48, (i) => (i % 3 === 0 ? 255 : 0)),
      ),
    )
    expect([...colours.pictures[0]!.rgba.slice(0, 4)]).toEqual([255, 0, 0, 255])
    const clear = picturesOf(
      tensor(
        [4, 4, 4],
        filled(64, (i) => (i % 4 === 3 ? 0.5 : 1)),
      ),
    )
    expect([...clear.pictures[0]!.rgba.slice(0, 4)]).toEqual([255, 255, 255, 128])
  })

  test('a matrix is one, a batch is several, of which those that are all here are shown', () => {
    expect(
      picturesOf(
        tensor(
          [4, 4],
          filled(16, () => 0),
        ),
      ).pictures,
    ).toHaveLength(1)
    const batch = picturesOf(
      tensor(
        [3, 4, 4, 1],
        filled(40, () => 0),
      ),
    )
    expect([batch.pictures.length, batch.total]).toEqual([2, 3])
  })

  test('values beyond a picture’s are spread from the least to the greatest', () => {
    const { pictures } = picturesOf(
      tensor(
        [4, 4],
        filled(16, (i) => i - 8),
      ),
    )
    expect(pictures[0]!.rgba[0]).toBe(0)
    expect(pictures[0]!.rgba.at(-4)).toBe(255)
  })

  test('what has no picture’s shape is none', () => {
    for (const shape of [[], [16], [4, 4, 2], [2, 2], [1, 1, 4, 4, 1]])
      expect(
        picturesOf(
          tensor(
            shape,
            filled(64, () => 0),
          ),
        ).pictures,
      ).toEqual([])
    expect(picturesOf({ shape: [4, 4], dtype: 'string', data: [] }).pictures).toEqual([])
  })
})
