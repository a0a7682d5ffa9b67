import { describe, expect, test } from 'vitest'
import { fromConfig, layers, LayerError } from '../../../src/keras/index.ts'
import { fourier } from '../../../src/keras/preprocessing/fft.ts'
import { tf, valuesOf } from './backend.ts'

async function* batchesOf<B>(...batches: B[]): AsyncGenerator<B> {
  for (const batch of batches) yield await Promise.resolve(batch)
}

const ROWS = [
  [1, 10],
  [3, 20],
  [5, 60],
]
const rows = () => tf.tensor2d(ROWS)
const weightsOf = (layer: { getWeights(): tf.Tensor[] }) =>
  layer.getWeights().map((weight) => valuesOf(weight))

describe('Normalization', () => {
  test('adapts to lists, tensors and iterators alike; only an iterator makes it a promise', async () => {
    const [fromList, fromTensor, fromBatches] = [
      layers.normalization(),
      layers.normalization(),
      layers.normalization(),
    ]
    expect(fromList.adapt(ROWS)).toBeUndefined()
    expect(fromTensor.adapt(rows())).toBeUndefined()
    const adapting = fromBatches.adapt(
      batchesOf<tf.Tensor | number[][]>(tf.tensor2d(ROWS.slice(0, 1)), ROWS.slice(1)),
    )
    expect(adapting).toBeInstanceOf(Promise)
    await adapting
    for (const layer of [fromList, fromTensor, fromBatches]) {
      const [mean, variance, count] = weightsOf(layer)
      expect(mean).toEqual([3, 30])
      expect(variance![0]).toBeCloseTo(8 / 3, 5)
      expect(variance![1]).toBeCloseTo(1400 / 3, 3)
      expect(count).toEqual([0])
    }
  })

  test('a typed array is one axis', () => {
    const layer = layers.normalization({ axis: null })
    layer.adapt(Float32Array.of(1, 2, 3, 6))
    expect(weightsOf(layer).slice(0, 2)).toEqual([[3], [3.5]])
  })

  test('adapting again forgets what was learned before', () => {
    const layer = layers.normalization()
    layer.adapt([[100, 200]])
    layer.adapt(ROWS)
    expect(weightsOf(layer)[0]).toEqual([3, 30])
  })

  test('steps end an endless iterator, and progress is told', async () => {
    async function* endless() {
      for (let i = 0; ; i++) yield await Promise.resolve([[i]])
    }
    const told: unknown[] = []
    const layer = layers.normalization()
    await layer.adapt(endless(), { steps: 3, onProgress: (...progress) => told.push(progress) })
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
    expect(weightsOf(layer)[0]).toEqual([1])
  })

  test('long data is learned in parts, whatever its size', () => {
    const told: unknown[] = []
    const layer = layers.normalization()
    const data = Array.from({ length: 2500 }, (_, i) => [i, 1e6 + (i % 2)])
    layer.adapt(data, { onProgress: (...progress) => told.push(progress) })
    expect(told).toEqual([
      [1024, 2500],
      [2048, 2500],
      [2500, 2500],
    ])
    const [mean, variance] = weightsOf(layer)
    expect(mean).toEqual([1249.5, 1000000.5])
    expect(variance![1]).toBeCloseTo(0.25, 6)
  })

  test('weights carry what was learned to another layer', () => {
    const [learned, other] = [layers.normalization(), layers.normalization()]
    learned.adapt(rows())
    other.build([null, 2])
    other.setWeights(learned.getWeights())
    expect(valuesOf(other.apply(rows()) as tf.Tensor)).toEqual(valuesOf(learned.apply(rows()) as tf.Tensor))
  })

  test('training leaves mean and variance alone', async () => {
    const layer = layers.normalization({ inputShape: [2] })
    layer.adapt(rows())
    expect(layer.trainableWeights).toEqual([])
    expect(layer.nonTrainableWeights.map(({ name }) => name)).toEqual(['mean', 'variance', 'count'])
  })

  test('a batch that does not fit refuses the promise, and leaves no tensor', async () => {
    const layer = layers.normalization()
    layer.build([null, 2])
    const before = tf.memory().numTensors
    await expect(layer.adapt(batchesOf(ROWS, [[1, 2, 3]]))).rejects.toThrow(LayerError)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('an iterator without batches teaches nothing', async () => {
    await expect(layers.normalization().adapt(batchesOf<number[]>())).rejects.toThrow(/learn from nothing/)
  })
})

describe('Discretization', () => {
  test('what was learned is in the configuration, from which a layer can be made again', () => {
    const layer = layers.discretization({ numBins: 4 })
    layer.adapt(Array.from({ length: 400 }, (_, i) => i))
    const config = layer.getConfig()
    expect(config['bin_boundaries']).toEqual([99, 198, 297])
    const again = fromConfig('Discretization', JSON.parse(JSON.stringify(config)) as Record<string, unknown>)
    expect(valuesOf(again.apply(tf.tensor([0, 150, 500])) as tf.Tensor)).toEqual([0, 1, 3])
    expect(() => layers.discretization({ binBoundaries: [1] }).adapt([1, 2])).toThrow(/cannot replace/)
  })

  test('adapts to iterators, and stops after as many steps', async () => {
    const layer = layers.discretization({ numBins: 2 })
    const adapting = layer.adapt(batchesOf([1, 2, 3], [4, 5, 6], [100, 200, 300]), { steps: 2 })
    expect(adapting).toBeInstanceOf(Promise)
    await adapting
    expect(layer.getConfig()['bin_boundaries']).toEqual([3])
  })

  test('values that are not finite', () => {
    const edges = layers.discretization({ binBoundaries: [0, 1, 2] })
    expect(valuesOf(edges.apply(tf.tensor([NaN, Infinity, -Infinity])) as tf.Tensor)).toEqual([3, 3, 0])
    const layer = layers.discretization({ numBins: 4 })
    // As Keras 3.3.3 learns them.
    layer.adapt([NaN, 1, 2, 3, 4, 5, Infinity])
    const [first, second, third] = layer.getConfig()['bin_boundaries'] as number[]
    expect(first).toBeCloseTo(1.7499998807907104, 6)
    expect(second).toBe(3.5)
    expect(third).toBe(Infinity)
  })
})

test('CategoryEncoding takes its weights under both spellings', () => {
  const layer = layers.categoryEncoding({ numTokens: 3, outputMode: 'count' })
  const x = tf.tensor([[0, 2, 2]], undefined, 'int32')
  const weights = tf.tensor([[0.5, 1, 2]])
  for (const name of ['countWeights', 'count_weights'])
    expect(valuesOf(layer.apply(x, { [name]: weights }) as tf.Tensor)).toEqual([0.5, 0, 3])
})

describe('the Fourier transform', () => {
  test.each([1, 2, 3, 5, 8, 12, 15, 64, 97])('of %i numbers is the sum that defines it', (n) => {
    const [re, im] = [0.7, 1.3].map((step) =>
      Float64Array.from({ length: n }, (_, i) => Math.sin(1 + step * i)),
    )
    const [x, y] = [re!.slice(), im!.slice()]
    fourier(n)(x, y)
    for (let k = 0; k < n; k++) {
      let [sumRe, sumIm] = [0, 0]
      for (let t = 0; t < n; t++) {
        const angle = (-2 * Math.PI * k * t) / n
        sumRe += re![t]! * Math.cos(angle) - im![t]! * Math.sin(angle)
        sumIm += re![t]! * Math.sin(angle) + im![t]! * Math.cos(angle)
      }
      expect(x[k]).toBeCloseTo(sumRe, 9)
      expect(y[k]).toBeCloseTo(sumIm, 9)
    }
  })
})

test('a tone of 1000 Hz is loudest where the mel scale has it', () => {
  const samples = tf.tensor(Array.from({ length: 8000 }, (_, i) => Math.sin((2 * Math.PI * 1000 * i) / 8000)))
  const layer = layers.melSpectrogram({ samplingRate: 8000, fftLength: 512, numMelBins: 40, minFreq: 0 })
  const found = layer.apply(samples) as tf.Tensor
  expect(found.shape).toEqual([40, 16])
  const mel = (hertz: number) => 1127 * Math.log(1 + hertz / 700)
  const expected = Math.round((mel(1000) / mel(4000)) * 41) - 1
  expect(tf.argMax(tf.slice(found, [0, 8], [40, 1]), 0).dataSync()[0]).toBe(expected)
})
