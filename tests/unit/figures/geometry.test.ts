import { describe, expect, test } from 'vitest'
import conv1d from '../../../content/layers/convolution/conv1d/golden.json' with { type: 'json' }
import conv2d from '../../../content/layers/convolution/conv2d/golden.json' with { type: 'json' }
import maxPooling2d from '../../../content/layers/pooling/max_pooling2d/golden.json' with { type: 'json' }
import { axisGeometry, mapAxes, type Padding } from '../../../src/figures/geometry.ts'

type Sizes = number | readonly number[]

interface Case {
  readonly id: string
  readonly config: {
    readonly kernel_size?: Sizes
    readonly pool_size?: Sizes
    readonly strides?: Sizes | null
    readonly dilation_rate?: Sizes
    readonly padding?: string
    readonly data_format?: string
  }
  readonly inputs: readonly { readonly shape: readonly (number | null)[] }[]
  readonly outputs?: readonly { readonly shape: readonly number[] }[]
  readonly output_shapes?: readonly (readonly (number | null)[])[]
}

const at = (sizes: Sizes, axis: number): number => (typeof sizes === 'number' ? sizes : sizes[axis]!)
const cases = [...conv1d.cases, ...conv2d.cases, ...maxPooling2d.cases] as unknown as Case[]
const sized = cases.filter(({ outputs, output_shapes }) => (outputs ?? output_shapes ?? []).length > 0)

test('Keras gave sizes to compare with', () => {
  expect(sized.length).toBeGreaterThan(50)
})

test.each(sized.map((c) => [c.id, c] as const))(
  '%s: output sizes are those Keras gave',
  (_id, { config, inputs, outputs, output_shapes }) => {
    const first = config.data_format?.toLowerCase() === 'channels_first'
    const spatial = <T>(shape: readonly T[]) => (first ? shape.slice(2) : shape.slice(1, -1))
    const sizes = spatial(inputs[0]!.shape)
    const expected = spatial(outputs?.[0]?.shape ?? output_shapes![0]!)
    const window = config.kernel_size ?? config.pool_size ?? 2
    sizes.forEach((size, axis) => {
      if (size === null) return
      const stride = config.strides ?? (config.kernel_size === undefined ? window : 1)
      const { out } = axisGeometry({
        size,
        kernel: at(window, axis),
        stride: at(stride, axis),
        dilation: at(config.dilation_rate ?? 1, axis),
        padding: (config.padding ?? 'valid').toLowerCase() as Padding,
      })
      expect(out).toBe(expected[axis])
    })
  },
)

describe('axisGeometry', () => {
  const axis = { size: 10, kernel: 3, stride: 1, dilation: 1, padding: 'valid' as Padding }

  test('an odd cell of same padding goes to the end', () => {
    expect(axisGeometry({ ...axis, stride: 2, padding: 'same' })).toMatchObject({
      before: 0,
      after: 1,
      out: 5,
    })
    expect(axisGeometry({ ...axis, kernel: 4, padding: 'same' })).toMatchObject({
      before: 1,
      after: 2,
      out: 10,
    })
  })

  test('causal padding is all in front, dilation included', () => {
    const causal = axisGeometry({ ...axis, dilation: 4, padding: 'causal' })
    expect(causal).toMatchObject({ before: 8, after: 0, out: 10, span: 9 })
    expect(causal.taps(0)).toEqual([-8, -4, 0])
    expect(causal.taps(9)).toEqual([1, 5, 9])
  })

  test('taps skip the holes of the dilation', () => {
    expect(axisGeometry({ ...axis, dilation: 3 }).taps(1)).toEqual([1, 4, 7])
  })

  test('what no window reads: a ragged end, and gaps between windows', () => {
    const read = (a: typeof axis) =>
      Array.from({ length: a.size }, (_, i) => i).filter((i) => axisGeometry(a).reads(i))
    expect(read({ ...axis, stride: 2 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(read({ ...axis, kernel: 2, stride: 4 })).toEqual([0, 1, 4, 5, 8, 9])
    expect(read({ ...axis, kernel: 2, stride: 4, padding: 'same' })).toEqual([0, 1, 4, 5, 8, 9])
  })

  test('a window that does not fit leaves nothing', () => {
    expect(axisGeometry({ ...axis, kernel: 11 }).out).toBe(0)
    expect(axisGeometry({ ...axis, kernel: 20 }).out).toBe(0)
    expect(axisGeometry({ ...axis, size: 3, stride: 5, padding: 'same' })).toMatchObject({
      out: 1,
      before: 0,
      after: 0,
    })
  })
})

test('mapAxes finds an element wherever the channels are', () => {
  const last = mapAxes([1, 4, 5, 3], null)
  const first = mapAxes([1, 3, 4, 5], 'channels_first')
  expect([last.channels, first.channels]).toEqual([3, 3])
  expect([last.space, first.space]).toEqual([
    [4, 5],
    [4, 5],
  ])
  expect(last.index(2, [3, 1])).toBe((3 * 5 + 1) * 3 + 2)
  expect(first.index(2, [3, 1])).toBe(2 * 20 + 3 * 5 + 1)
})
