import * as tfjs from '@tensorflow/tfjs-layers'
import { describe, expect, test } from 'vitest'
import gap from '../../../content/tfjs_gap.json'
import reference from '../../../content/keras_layers.json'
import { layerIds, loadLayer } from '../../../src/catalog/layers.ts'
import { factoryOf, plainCall, pythonCall, typescriptCall } from '../../../src/code/index.ts'
import * as library from '../../../src/keras/index.ts'
import { toSnakeCase } from '../../../src/keras/naming.ts'
import {
  common,
  configOf,
  defineLayer,
  kinds,
  labFields,
  param,
  required,
  startState,
  type AnyDeclaration,
  type LabState,
} from '../../../src/spec/index.ts'

const { axes, bool, choice, dims, float, int, optional } = kinds

const classes = reference.layers.map(({ name }) => name)
const declarations = await Promise.all(layerIds.map(async (id) => ({ id, declaration: await loadLayer(id) })))

describe('factory names', () => {
  test('every class of keras.layers gets a name of its own that code can hold', () => {
    const names = classes.map(factoryOf)
    for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
    expect(new Set(names).size).toBe(112)
  })

  test('the library has its layers under these names', () => {
    const factories = library.layers as unknown as Readonly<Record<string, unknown>>
    const names = library.layerNames()
    expect(names.length).toBeGreaterThanOrEqual(layerIds.length)
    for (const name of names)
      expect(typeof factories[factoryOf(name)], `layers.${factoryOf(name)}`).toBe('function')
    const made = Object.keys(factories).filter((name) => /^[a-z]/.test(name))
    // `input` makes no layer: it is keras.Input, the start of a model.
    expect(made.sort()).toEqual([...names.map(factoryOf), 'input'].sort())
  })

  test.each([
    ['Dense', 'dense'],
    ['Conv2DTranspose', 'conv2dTranspose'],
    ['GlobalAveragePooling1D', 'globalAveragePooling1d'],
    ['LSTM', 'lstm'],
    ['LSTMCell', 'lstmCell'],
    ['StackedRNNCells', 'stackedRNNCells'],
    ['SimpleRNNCell', 'simpleRNNCell'],
    ['TFSMLayer', 'tfsmLayer'],
  ])('%s → %s', (keras, factory) => expect(factoryOf(keras)).toBe(factory))
})

test('a parameter’s name comes back whole from the factory’s spelling, for all of Keras', () => {
  const camel = (name: string) =>
    typescriptCall(
      defineLayer({
        ...sample,
        params: { [name]: required(int({ min: 1, max: 9 }), 1) },
      } as never) as unknown as AnyDeclaration,
      { [name]: 1 },
    ).match(/\{ (\w+): 1 \}/)?.[1]
  const names = new Set(
    reference.layers.flatMap((l) => l.python_signature.map((p) => p.param)).filter((p) => !p.startsWith('*')),
  )
  expect(names.size).toBeGreaterThan(100)
  for (const name of names) expect(toSnakeCase(camel(name)!), name).toBe(name)
})

describe('plain tfjs', () => {
  const exported = tfjs as unknown as Readonly<Record<string, unknown>>
  const factories = tfjs.layers as unknown as Readonly<Record<string, unknown>>

  test.each(Object.entries(gap.layers))(
    '%s is exported as the book says, or not at all',
    (name, { export: path }) => {
      if (path === null) {
        // Whatever tfjs has of that name, spelt any way, the book would have to tell of.
        const alike = Object.keys(factories).filter((f) => f.toLowerCase() === factoryOf(name).toLowerCase())
        expect(alike).toEqual([])
      } else if (path.startsWith('tf.layers.'))
        expect(typeof factories[path.slice('tf.layers.'.length)]).toBe('function')
      else expect(typeof exported[path.slice('tf.'.length)]).toBe('function')
    },
  )

  test.each(declarations)('$id names the factory that tfjs exports', ({ declaration }) => {
    const { export: path } = gap.layers[declaration.keras as keyof typeof gap.layers]
    expect(declaration.plain && `tf.layers.${declaration.plain.factory}`).toBe(path)
  })
})

/** Every state that differs from a scene in one choice, switch or optional value. */
function variants(declaration: AnyDeclaration): LabState[] {
  const scenes = [{}, ...Object.values(declaration.presets)].map((scene) => ({
    ...startState(declaration),
    ...scene,
  }))
  const one = Object.entries(labFields(declaration)).flatMap(([name, { kind }]) => {
    const { control } = kind
    const texts =
      control.as === 'choice'
        ? control.options
        : control.as === 'switch'
          ? ['true', 'false']
          : control.as === 'slider'
            ? [String(control.min), String(control.max), ...(control.optional ? ['None'] : [])]
            : []
    return texts.map((text) => {
      const parsed = kind.parse(text)
      if (!parsed.ok) throw new Error(`${declaration.keras}: ${name} does not take its own "${text}"`)
      return { ...startState(declaration), [name]: parsed.value }
    })
  })
  return [...scenes, ...one]
}

/** What the shown code makes. */
function made(code: string, scope: Readonly<Record<string, unknown>>): unknown {
  const body = code.replace(/^import .*\n/, '').replace('const layer = ', 'return ')
  return new Function(...Object.keys(scope), body)(...Object.values(scope))
}

describe.each(declarations)('$id', ({ declaration }) => {
  test('the library’s call makes the layer that the lab runs', () => {
    let count = 0
    for (const state of variants(declaration)) {
      const config = configOf(declaration, state)
      let wanted
      try {
        wanted = library.fromConfig(declaration.keras, config).getConfig()
      } catch (error) {
        if (!(error instanceof library.LayerError)) throw error
        // What the lab refuses, its code refuses too.
        expect(() => made(typescriptCall(declaration, state), library as never)).toThrow()
        continue
      }
      const layer = made(typescriptCall(declaration, state), library as never) as library.Layer
      const { name: _, ...got } = layer.getConfig()
      const { name: __, ...same } = wanted
      expect(got).toEqual(same)
      count++
    }
    expect(count).toBeGreaterThan(0)
  })

  test('the plain call is one that tfjs takes, wherever it is offered', () => {
    let offered = 0
    for (const state of variants(declaration)) {
      const plain = plainCall(declaration, state)
      if (!plain.same) {
        for (const name of plain.params) expect(labFields(declaration)).toHaveProperty(name)
        continue
      }
      try {
        library.fromConfig(declaration.keras, configOf(declaration, state))
      } catch {
        continue
      }
      const layer = made(plain.code, { tf: tfjs }) as tfjs.layers.Layer
      expect(layer.getClassName(), plain.code).toBe(declaration.keras)
      offered++
    }
    expect(offered).toBeGreaterThan(0)
  })
})

const sample = {
  keras: 'Sample',
  params: {
    size: required(axes(2, { min: 1, max: 7 }), [3, 3]),
    shape: required(dims({ holes: true }), [null, 4]),
    rate: param(float({ min: 0, max: 1 }), 0.5),
    use_bias: param(bool(), true),
    padding: param(choice(['valid', 'same']), 'valid'),
    seed: param(optional(int({ min: 0, max: 9 })), null),
    kernel_initializer: common.initializer('glorot_uniform'),
    kernel_regularizer: common.regularizer(),
  },
  demo: {},
  plan: () => ({ passes: { main: { inputs: [] } }, seed: 0 }),
  presets: {},
  figure: null,
  predict: [],
  legacy: {},
  plain: {
    factory: 'sample',
    rename: { size: 'windowSize' },
    always: { kernelInitializer: "'glorotUniform'" },
    fails: { seed: (v: number | null) => v !== null },
  },
}
const declared = sample as unknown as AnyDeclaration
const state = (more: LabState = {}): LabState => ({ ...startState(declared), ...more })

describe('as people write it', () => {
  test('required arguments, and what is off its default', () => {
    expect(pythonCall(declared, state())).toBe(
      'import keras\n\nlayer = keras.layers.Sample(size=3, shape=(None, 4))',
    )
    expect(typescriptCall(declared, state())).toBe(
      "import { layers } from 'layerbook'\n\nconst layer = layers.sample({ size: 3, shape: [null, 4] })",
    )
  })

  test('one argument a line where they would run on', () => {
    const more = state({
      size: [3, 5],
      rate: 1,
      use_bias: false,
      padding: 'same',
      kernel_initializer: 'lecun_normal',
    })
    expect(pythonCall(declared, more)).toBe(
      [
        'import keras',
        '',
        'layer = keras.layers.Sample(',
        '    size=(3, 5),',
        '    shape=(None, 4),',
        '    rate=1.0,',
        '    use_bias=False,',
        "    padding='same',",
        "    kernel_initializer='lecun_normal',",
        ')',
      ].join('\n'),
    )
    expect(typescriptCall(declared, more)).toContain(
      "  useBias: false,\n  padding: 'same',\n  kernelInitializer: 'lecun_normal',\n})",
    )
    const plain = plainCall(declared, more)
    expect(plain.same && plain.code).toContain('  windowSize: [3, 5],')
    expect(plain.same && plain.code).toContain("  kernelInitializer: 'leCunNormal',")
  })

  test('plain tfjs spells out where its defaults differ, and is not offered where it is wrong', () => {
    const plain = plainCall(declared, state())
    expect(plain.same && plain.code).toContain("kernelInitializer: 'glorotUniform'")
    expect(plainCall(declared, state({ seed: 1 }))).toEqual({ same: false, params: ['seed'] })
    expect(plainCall({ ...declared, plain: null }, state())).toEqual({ same: false, params: [] })
  })

  test('a layer without arguments', () => {
    const bare = { ...declared, params: {}, plain: { factory: 'flatten' } } as AnyDeclaration
    expect(pythonCall(bare, {})).toContain('keras.layers.Sample()')
    expect(typescriptCall(bare, {})).toContain('layers.sample()')
    const plain = plainCall(bare, {})
    expect(plain.same && plain.code).toContain('tf.layers.flatten({})')
  })
})
