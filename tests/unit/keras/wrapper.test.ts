import type { Tensor } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { fromConfig, layers, LayerError } from '../../../src/keras/index.ts'
import type { Pass } from '../../../src/keras/layer.ts'
import { toList, type Shape } from '../../../src/keras/shapes.ts'
import { tf } from './backend.ts'

class Negated extends layers.Wrapper {
  static override readonly className = 'Negated'

  override computeOutputShape(inputShape: Shape | Shape[]) {
    return this.layer.computeOutputShape(inputShape)
  }

  protected override forward(inputs: Tensor[], pass: Pass) {
    return tf.neg(toList(this.layer.apply(inputs[0]!, { training: pass.training }) as Tensor)[0]!)
  }
}

const x = () =>
  tf.tensor2d([
    [1, 2, 3],
    [4, 5, 6],
  ])

describe('Wrapper', () => {
  it('builds the layer inside, whose weights, losses and trainability are its own', () => {
    const inner = layers.dense({ units: 2, kernelInitializer: 'ones', kernelRegularizer: 'l1' })
    const layer = new Negated({ layer: inner })
    const output = layer.apply(x()) as Tensor
    expect(output.arraySync()).toEqual([
      [-6, -6],
      [-15, -15],
    ])
    expect(layer.weights.map((weight) => weight.path)).toEqual([
      `${layer.name}/${inner.name}/kernel`,
      `${layer.name}/${inner.name}/bias`,
    ])
    expect(layer.countParams()).toBe(8)
    expect(layer.calculateLosses().map((loss) => loss.dataSync()[0])).toEqual([expect.closeTo(0.06)])
    layer.trainable = false
    expect(inner.trainable).toBe(false)
    expect(layer.trainableWeights).toEqual([])
  })

  it('refuses to be called where it is only the base, and to hold what is no layer', () => {
    const base = layers.wrapper({ layer: layers.dense({ units: 2 }) })
    expect(() => base.apply(x())).toThrow(expect.objectContaining({ code: 'layer-abstract' }))
    expect(() => base.computeOutputShape([2, 3])).toThrow(LayerError)
    for (const layer of ['Dense', 3, null, undefined, {}])
      expect(() => fromConfig('Wrapper', { layer })).toThrow(LayerError)
  })

  it('writes the layer inside as Keras does, and reads it back, built where it was', () => {
    const layer = new Negated({ layer: layers.dense({ units: 2, name: 'inner' }) })
    const before = layer.getConfig()['layer'] as object
    expect(before).toMatchObject({ module: 'keras.layers', class_name: 'Dense', registered_name: null })
    expect(before).not.toHaveProperty('build_config')
    layer.build([null, 3])
    const config = layer.getConfig()['layer']
    expect(config).toMatchObject({
      config: { name: 'inner', units: 2 },
      build_config: { input_shape: [null, 3] },
    })
    const again = fromConfig('Wrapper', { layer: JSON.parse(JSON.stringify(config)) as unknown })
    expect(again.getConfig()['layer']).toEqual(config)
    expect(again.weights.map((weight) => weight.shape)).toEqual([[3, 2], [2]])
    const held = tf.memory().numTensors
    again.dispose()
    expect(tf.memory().numTensors).toBe(held - 2)
  })
})
