import * as tfl from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import { fromConfig, layers, registerForLoading, registerFunction } from '../../../src/keras/index.ts'
import { fingerprint64, joinFingerprints, sipHash } from '../../../src/keras/preprocessing/hash.ts'
import { tf, valuesOf } from './backend.ts'

registerForLoading()

const text = (values: string[], shape: number[] = [values.length]) => tf.tensor(values, shape, 'string')
const bytes = (value: string) => new TextEncoder().encode(value)

async function* batchesOf<B>(...batches: B[]): AsyncGenerator<B> {
  for (const batch of batches) yield await Promise.resolve(batch)
}

describe('hashes', () => {
  // Of TensorFlow's own tests (core/platform/fingerprint_test.cc) and of the SipHash paper.
  test('known values', () => {
    expect(fingerprint64(bytes('Hello'))).toBe(15404698994557526151n)
    expect(fingerprint64(bytes('World'))).toBe(18308117990299812472n)
    expect(fingerprint64(bytes(''))).toBe(0x9ae16a3b2f90404fn)
    const key = [0x0706050403020100n, 0x0f0e0d0c0b0a0908n] as const
    expect(
      sipHash(
        Uint8Array.from({ length: 15 }, (_, i) => i),
        key,
      ),
    ).toBe(0xa129ca6149be45e5n)
  })

  test('the order of what is crossed counts', () => {
    expect(joinFingerprints(1n, 2n)).not.toBe(joinFingerprints(2n, 1n))
  })
})

describe('adapt', () => {
  test('to lists, tensors and iterators alike; only an iterator makes it a promise', async () => {
    const documents = [
      ['猫', '狗'],
      ['狗', '😀'],
    ]
    const [fromList, fromTensor, fromTensors, fromLists] = Array.from({ length: 4 }, () =>
      layers.stringLookup(),
    )
    expect(fromList!.adapt(documents)).toBeUndefined()
    expect(fromTensor!.adapt(text(documents.flat(), [2, 2]))).toBeUndefined()
    const promise = fromTensors!.adapt(batchesOf(text(documents[0]!), text(documents[1]!)))
    expect(promise).toBeInstanceOf(Promise)
    await promise
    await fromLists!.adapt(batchesOf(documents)[Symbol.asyncIterator]())
    for (const layer of [fromList, fromTensor, fromTensors, fromLists])
      expect(layer!.getVocabulary()).toEqual(['[UNK]', '狗', '😀', '猫'])
  })

  test('rows of a list may differ in length', () => {
    const layer = layers.integerLookup()
    layer.adapt([[3], [], [3, 5]])
    expect(layer.getVocabulary()).toEqual([-1, 3, 5])
    expect(() => layer.adapt([[3], 4])).toThrow(/nested equally deep/)
  })

  test('forgets what it learnt before', () => {
    const layer = layers.stringLookup()
    layer.adapt(['a', 'b'])
    layer.adapt(['c'])
    expect(layer.getVocabulary()).toEqual(['[UNK]', 'c'])
  })

  test('tells how far it is, and takes as many steps as it is told', async () => {
    const seen: unknown[] = []
    const onProgress = (done: number, total: number | null) => seen.push([done, total])
    const layer = layers.textVectorization()
    layer.adapt(
      Array.from({ length: 2500 }, (_, i) => `word${i % 7} here`),
      { onProgress },
    )
    expect(seen).toEqual([
      [1024, 2500],
      [2048, 2500],
      [2500, 2500],
    ])
    expect(layer.getVocabulary().slice(0, 4)).toEqual(['', '[UNK]', 'here', 'word0'])
    seen.length = 0
    let isClosed = false
    async function* endless() {
      try {
        for (let i = 0; ; i++) yield await Promise.resolve([`word${i}`])
      } finally {
        isClosed = true
      }
    }
    await layer.adapt(endless(), { steps: 2, onProgress })
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(isClosed).toBe(true)
    expect(layer.getVocabulary(false)).toEqual(['word1', 'word0'])
  })

  test('leaves no tensor, and the batches to their maker', async () => {
    const before = tf.memory().numTensors
    const batch = text(['a b', 'b'])
    const layer = layers.textVectorization({ outputMode: 'tf_idf' })
    await layer.adapt(batchesOf(batch, batch))
    expect(batch.isDisposed).toBe(false)
    batch.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('refuses data of another kind, in the middle of an iterator too', async () => {
    const layer = layers.stringLookup()
    await expect(layer.adapt(batchesOf<tf.Tensor>(text(['a']), tf.tensor1d([1])))).rejects.toThrow(
      /takes text/,
    )
  })
})

describe('the vocabulary', () => {
  test('goes from one layer to another', () => {
    const first = layers.textVectorization({ split: 'character' })
    first.adapt(['天地玄黄', '天地'])
    const second = fromConfig('TextVectorization', first.getConfig()) as layers.TextVectorization
    expect(() => second.apply(text(['天']))).toThrow(/no vocabulary/)
    second.setVocabulary(first.getVocabulary() as string[])
    const x = text(['天黄人'])
    expect(valuesOf(second.apply(x))).toEqual(valuesOf(first.apply(x)))
    expect(second.vocabularySize()).toBe(6)
  })

  test('set as a tensor, with weights', () => {
    const layer = layers.stringLookup({ outputMode: 'tf_idf' })
    layer.setVocabulary(text(['a', 'b']), tf.tensor1d([1, 3]))
    expect(valuesOf(layer.apply(text(['b', 'x', 'x'])))).toEqual([4, 0, 3])
    expect(() => layer.setVocabulary(['a', 'b', 'c'], [1, 2, 3])).toThrow(/cannot come to have 4/)
  })

  test('output dtypes: whole numbers but for weighed ones', () => {
    const dtypeOf = (layer: layers.Layer) => (layer.apply(text(['a'])) as tf.Tensor).dtype
    expect(dtypeOf(layers.stringLookup({ vocabulary: ['a'] }))).toBe('int32')
    expect(dtypeOf(layers.stringLookup({ vocabulary: ['a'], outputMode: 'count' }))).toBe('int32')
    const weighed = { vocabulary: ['a'], outputMode: 'tf_idf', idfWeights: [1] } as const
    expect(dtypeOf(layers.textVectorization(weighed))).toBe('float32')
    expect(dtypeOf(layers.hashing({ numBins: 3 }))).toBe('int32')
    expect(dtypeOf(layers.hashing({ numBins: 3, outputMode: 'count' }))).toBe('float32')
  })

  test('a byte order mark is a letter like others', () => {
    const layer = layers.stringLookup({ vocabulary: ['a', '\ufeffa'] })
    expect(valuesOf(layer.apply(text(['\ufeffa', 'a'])))).toEqual([2, 1])
  })
})

describe('functions', () => {
  const reverse = registerFunction('reverse_text', (value: string) => [...value].reverse().join(''))
  const commas = registerFunction('at_commas', (value: string) => value.split('，'))

  test('of one text each; they serialize by name', () => {
    const layer = layers.textVectorization({
      standardize: reverse,
      split: commas,
      vocabulary: ['天今', '好'],
    })
    expect(valuesOf(layer.apply(text(['好，今天', '今天'])))).toEqual([2, 3, 2, 0])
    const again = fromConfig('TextVectorization', layer.getConfig())
    expect(again.getConfig()).toEqual(layer.getConfig())
    expect(valuesOf(again.apply(text(['好，今天'])))).toEqual([2, 3])
  })

  test('that give something else are refused', () => {
    const wrong = (() => 3) as unknown as () => never
    const by = (options: object) => () =>
      layers.textVectorization({ vocabulary: ['a'], ...options }).apply(text(['a']))
    expect(by({ standardize: wrong })).toThrow(/must give a string/)
    expect(by({ split: wrong })).toThrow(/must give a list of strings/)
  })
})

describe('ragged', () => {
  test('the parts of a ragged output are a ragged input', () => {
    const words = layers.textVectorization({ vocabulary: ['a', 'b'], ragged: true })
    const found = words.apply(text(['a b a', '', 'b'])) as tf.Tensor[]
    expect(found.map(valuesOf)).toEqual([
      [2, 3, 2, 3],
      [0, 3, 3, 4],
    ])
    const counted = layers
      .integerLookup({ vocabulary: [2, 3], outputMode: 'count' })
      .apply(found) as tf.Tensor
    expect(counted.shape).toEqual([3, 3])
    expect(valuesOf(counted)).toEqual([0, 2, 1, 0, 0, 0, 0, 0, 1])
  })

  test('refuses splits that do not fit', () => {
    const layer = layers.hashing({ numBins: 4 })
    for (const splits of [
      [0, 1],
      [1, 2],
      [0, 2, 1, 2],
      [0, 1.5, 2],
    ])
      expect(() => layer.apply([text(['a', 'b']), tf.tensor1d(splits)])).toThrow(/divide/)
  })
})

describe('in a model', () => {
  async function again(model: tfl.LayersModel): Promise<tfl.LayersModel> {
    let saved: tf.io.ModelArtifacts = {}
    await model.save({
      save: async (artifacts: tf.io.ModelArtifacts) => {
        saved = { ...artifacts, modelTopology: JSON.parse(JSON.stringify(artifacts.modelTopology)) as object }
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const } }
      },
    })
    return tfl.loadLayersModel({ load: async () => saved })
  }

  test('saving keeps what was learnt, letter by letter', async () => {
    const words = layers.textVectorization({ standardize: null, outputSequenceLength: 4 })
    words.adapt(['Hello World', 'snake_case 你好', 'Hello'])
    const input = tfl.input({ shape: [1], dtype: 'string' })
    const embedded = layers.embedding({ inputDim: 9, outputDim: 2 }).apply(words.apply(input))
    const model = tfl.model({ inputs: input, outputs: embedded as tfl.SymbolicTensor })
    const loaded = await again(model)
    const x = text(['Hello 你好 snake_case', 'world World'], [2, 1])
    expect(valuesOf(loaded.apply(x))).toEqual(valuesOf(model.apply(x)))
    expect((loaded.layers[1] as layers.TextVectorization).getVocabulary()).toEqual(words.getVocabulary())
  })

  test('first in tf.sequential', async () => {
    const words = layers.textVectorization({ inputShape: [], vocabulary: ['天', '地'], split: 'character' })
    const model = tfl.sequential({ layers: [words, layers.embedding({ inputDim: 4, outputDim: 2 })] })
    const found = (one: tfl.LayersModel) => valuesOf(one.apply(text(['天地', '人'])))
    expect(found(model)).toHaveLength(8)
    expect(found(await again(model))).toEqual(found(model))
  })

  test('lookups and hashes', async () => {
    const lookup = layers.stringLookup({
      outputMode: 'multi_hot',
      maskToken: 'NoWord',
      vocabulary: ['aB', '_c'],
    })
    const hashed = layers.hashing({ numBins: 5, maskValue: 'NoWord', outputMode: 'multi_hot' })
    const input = tfl.input({ shape: [3], dtype: 'string' })
    const outputs = layers
      .concatenate()
      .apply([lookup.apply(input), hashed.apply(input)] as tfl.SymbolicTensor[])
    const model = tfl.model({ inputs: input, outputs: outputs as tfl.SymbolicTensor })
    const x = text(['aB', 'NoWord', '_c', 'ab', '_c', 'X'], [2, 3])
    const expected = valuesOf(model.apply(x))
    expect(expected).toHaveLength(16)
    expect(valuesOf((await again(model)).apply(x))).toEqual(expected)
  })
})
