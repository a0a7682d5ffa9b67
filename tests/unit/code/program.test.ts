import type * as tf from '@tensorflow/tfjs-core'
import ts from 'typescript'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { pythonCells, typescriptCells, typescriptProgram } from '../../../src/code/program.ts'
import { LayerError } from '../../../src/keras/index.ts'
import { transpile, type CellScope } from '../../../src/runtime/sandbox/transpile.ts'
import { load, moduleNames, use } from '../../../src/runtime/sandbox/worker/modules.ts'
import type { TensorData } from '../../../src/spec/index.ts'
import { scenes, words } from './scenes.ts'

const all = await scenes()
const dense = all.find(({ name }) => name === 'core/dense')!

interface Slider {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly value: number
}

/** Runs a program as a cell does; what it displayed, by label, and the sliders it made. */
async function run(source: string, move = ({ value }: Slider) => value) {
  const shown = new Map<string, unknown>()
  const sliders: Slider[] = []
  vi.stubGlobal('display', (value: unknown, label: string) => void shown.set(label, value))
  vi.stubGlobal('slider', (slider: Slider) => {
    sliders.push(slider)
    return move(slider)
  })
  const scope: CellScope = { use, load, value: () => undefined }
  const program = new Function(`return (${transpile(source, moduleNames)})`)() as (
    s: CellScope,
  ) => Promise<void>
  await program(scope)
  return { shown, sliders }
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const plain = (x: tf.Tensor) => ({ shape: x.shape, data: Array.from(x.dataSync()) })
const expected = ({ shape, data }: TensorData) => ({ shape: [...shape], data: Array.from(data) })

describe.each(all)('$name', ({ scene, passes }) => {
  test('the cells give what the lab shows', async () => {
    const { shown } = await run(typescriptCells(scene, words).join('\n'))
    const y = [shown.get(words.output)].flat() as tf.Tensor[]
    expect(y.map(plain)).toEqual(passes.main.outputs.map(expected))
    const shapes = passes.main.outputs.map(({ shape }) => [...shape])
    expect(shown.get(words.outputShape)).toEqual(scene.outputs > 1 ? shapes : shapes[0])
    expect(shown.has(words.layer)).toBe(true)
  })

  test('each cell is a program of its own, but for the names of others', () => {
    for (const cell of typescriptCells(scene, words)) expect(() => transpile(cell, moduleNames)).not.toThrow()
  })

  test('the slider moves over its whole way', async () => {
    const source = typescriptCells(scene, words).join('\n')
    const { sliders } = await run(source)
    expect(sliders.length).toBeLessThanOrEqual(1)
    for (const { min, max, value } of sliders) {
      expect(value).toBeGreaterThanOrEqual(min)
      expect(value).toBeLessThanOrEqual(max)
      for (const end of [min, max]) {
        // What Keras refuses is told by the library; nothing else may go wrong.
        const error = await run(source, () => end).catch((thrown: unknown) => thrown)
        if (error instanceof Error) expect(error).toBeInstanceOf(LayerError)
      }
    }
  })

  test('the program prints what the lab shows', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    await run(typescriptProgram(scene, words))
    const [first, ...rest] = log.mock.calls
    expect(first![0]).toBe(words.outputShape)
    expect(rest).toHaveLength(scene.outputs)
  })

  test('Python names every weight, and the class', () => {
    const text = pythonCells(scene, words).join('\n')
    expect(text).toContain(`keras.layers.${scene.declaration.keras}(`)
    for (const { name } of scene.weights) expect(text).toContain(`  # ${name}`)
    expect(text).not.toMatch(/\b(?:true|false|null|NaN|undefined|Infinity)\b/)
  })
})

test('most labs have something to move', () => {
  const opening = all.filter(({ name }) => !name.includes(' '))
  const moving = opening.filter(({ scene }) => typescriptCells(scene, words).length === 4)
  expect(moving.length).toBeGreaterThan(opening.length / 2)
})

test('Dense as cells', () => {
  expect(typescriptCells(dense.scene, words)).toEqual([
    `import * as tf from '@tensorflow/tfjs'

const x = tf.tensor([
  0.25, -0.99, 0.05, 0.96,
  0.94, -0.44, 0.23, 0.44,
  -0.15, 0.99, -0.09, -0.02,
  -0.72, -0.19, -0.5, -0.69,
], [4, 4])`,
    `const units = slider({ min: 1, max: 8, step: 1, value: 3, label: 'units' })`,
    `import { layers, setRandomSeed } from 'layerbook'

setRandomSeed(7)
const layer = layers.dense({ units })
const y = layer.apply(x) as tf.Tensor`,
    `display(y.shape, 'the output\\'s shape')
display(layer, 'layer')
display(y, 'output')`,
  ])
})

test('Dense in Python', () => {
  const [imports, inputs, layer, output] = pythonCells(dense.scene, words)
  expect(imports).toBe(`import keras
import numpy as np

if not keras.__version__.startswith('3.'):
    print('not Keras 3:', keras.__version__)`)
  expect(inputs).toMatch(/^x = np\.array\(\[\n {4}0\.25, [\s\S]*\n\], dtype='float32'\)\.reshape\(4, 4\)$/)
  expect(layer).toMatch(
    /^layer = keras\.layers\.Dense\(units=3\)\nlayer\.build\(x\.shape\)\nlayer\.set_weights\(\[\n/,
  )
  expect(layer).toContain("    np.array([0, 0, 0], dtype='float32'),  # bias\n])\ny = layer(x)")
  expect(output).toBe(`for value in y if isinstance(y, (list, tuple)) else [y]:
    print('the output\\'s shape', tuple(value.shape))
    print(np.round(keras.ops.convert_to_numpy(value), 4))`)
})

test('the numbers of a weight are those of the lab to the last bit', () => {
  const [, , layer] = pythonCells(dense.scene, words)
  const [kernel] = dense.passes.main.weights
  const list = /np\.array\(\[([^\]]*)\]/.exec(layer!)![1]!
  expect(
    Float32Array.from(
      list.split(',').filter((item) => item.trim()),
      Number,
    ),
  ).toEqual(Float32Array.from(kernel!.data))
})

test('the programs type-check', () => {
  const files = new Map(
    all.map(({ scene }, i) => [`${process.cwd()}/program${i}.ts`, typescriptProgram(scene, words)]),
  )
  const shim = 'tests/unit/tfjs.snippets.d.ts'
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: { layerbook: ['./src/keras/index.ts'], '@tensorflow/tfjs': [`./${shim}`] },
    types: ['node'],
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (file) => files.has(file) || fileExists(file)
  host.getSourceFile = (file, version) => {
    const text = files.get(file)
    return text === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, text, version)
  }
  const program = ts.createProgram([...files.keys(), shim], options, host)
  const problems = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file && files.has(file.fileName))
    .map(
      (d) =>
        `${all[[...files.keys()].indexOf(d.file!.fileName)]!.name}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`,
    )
  expect(problems).toEqual([])
}, 60_000)
