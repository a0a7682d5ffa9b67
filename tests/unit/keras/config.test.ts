import { describe, expect, test } from 'vitest'
import { fromConfig, layerNames, layers, LayerError } from '../../../src/keras/index.ts'
import './backend.ts'

function refusal(work: () => unknown): LayerError {
  try {
    work()
  } catch (error) {
    if (error instanceof LayerError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('configuration', () => {
  test('factories and configurations make the same layer', () => {
    const made = layers.conv2d({
      filters: 4,
      kernelSize: [3, 2],
      padding: 'SAME',
      activation: 'swish',
      name: 'c',
    })
    const read = fromConfig('Conv2D', {
      filters: 4,
      kernel_size: [3, 2],
      padding: 'same',
      activation: 'silu',
      name: 'c',
    })
    expect(made.getConfig()).toEqual(read.getConfig())
  })

  test("Keras's aliases are known, and a layer tells its own name", () => {
    expect(fromConfig('Convolution1D', { filters: 1, kernel_size: 1 }).getClassName()).toBe('Conv1D')
    expect(fromConfig('MaxPool2D', {}).getClassName()).toBe('MaxPooling2D')
    expect(layerNames()).toContain('LSTM')
  })

  test('names are numbered as Keras numbers them', () => {
    const [first, second] = [layers.maxPooling2d().name, layers.maxPooling2d().name]
    const number = Number(/^max_pooling2d(?:_(\d+))?$/.exec(first)![1] ?? 0)
    expect(second).toBe(`max_pooling2d_${number + 1}`)
  })
})

describe('refusals', () => {
  test('an unknown parameter is named, with what is allowed', () => {
    const error = refusal(() => fromConfig('Reshape', { target_shape: [1], nonsense: 1 }))
    expect(error).toMatchObject({ code: 'unknown-parameter', layer: 'Reshape', params: ['nonsense'] })
    expect(error.message).toContain('target_shape')
  })

  test.each([
    ['Conv2D', { filters: 1, kernel_size: 1, subsample: 2 }, 'strides'],
    ['Dense', { output_dim: 2 }, 'units'],
    ['Conv1D', { filters: 1, kernel_sizes: 1 }, 'kernel_size'],
    ['Dropout', { p: 0.5 }, 'rate'],
  ])('%s suggests what a wrong name means', (layer, config, suggestion) => {
    expect(refusal(() => fromConfig(layer, config)).values['suggestion']).toBe(suggestion)
  })

  test('a missing parameter and an unknown layer', () => {
    expect(refusal(() => fromConfig('LSTM', {}))).toMatchObject({
      code: 'missing-parameter',
      params: ['units'],
    })
    expect(refusal(() => fromConfig('Nope', {})).message).toContain('Conv1D')
  })

  test('settings inside an object are judged too', () => {
    const kernel = (config: object) => () =>
      fromConfig('Dense', { units: 1, kernel_initializer: { class_name: 'VarianceScaling', config } })
    expect(refusal(kernel({ scale: 0 })).code).toBe('object-field-positive')
    expect(refusal(kernel({ mode: 'fan' })).code).toBe('object-field-choice')
    expect(refusal(kernel({ gain: 1 })).code).toBe('object-field-unknown')
  })
})
