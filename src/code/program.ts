import {
  labFields,
  type AnyDeclaration,
  type LabState,
  type Language,
  type NamedTensor,
  type Param,
  type Plan,
  type TensorData,
} from '../spec/index.ts'
import { camel, pythonLayer, typescriptLayer, type Argument } from './call.ts'
import { tensorText } from './values.ts'

/** One forward pass of a lab, to be written down as a program. */
export interface Scene {
  readonly declaration: AnyDeclaration
  readonly state: LabState
  readonly plan: Plan
  /** The weights it ran with, in Keras's order. */
  readonly weights: readonly NamedTensor[]
  /** Outputs that the layer gave. */
  readonly outputs: number
}

/** What programs say to their readers. */
export interface Words {
  readonly outputShape: string
  readonly layer: string
  readonly output: string
  /** Why weights are set under a condition. */
  readonly fitting: string
  /** Before the version of Keras, where it is not 3. */
  readonly otherKeras: string
}

/** Named tensors, as statements; `x` is a list where there are several inputs. */
function definitions({ plan }: Scene, language: Language): string {
  const define = (name: string, value: string) =>
    language === 'python' ? `${name} = ${value}` : `const ${name} = ${value}`
  const tensor = (name: string, value: TensorData) => define(name, tensorText(value, language))
  const { inputs, call } = plan.passes.main
  const names = inputs.map((_, i) => `x${i + 1}`)
  return [
    ...(inputs.length === 1
      ? [tensor('x', inputs[0]!)]
      : [...inputs.map((x, i) => tensor(names[i]!, x)), define('x', `[${names.join(', ')}]`)]),
    ...(call?.mask ? [tensor('mask', call.mask)] : []),
    ...(call?.initial_state ?? []).map((state, i) => tensor(`state${i + 1}`, state)),
  ].join('\n')
}

/** The arguments of the call beside `x`. */
function callArguments({ plan }: Scene, language: Language): string[] {
  const { training, mask, initial_state: states } = plan.passes.main.call ?? {}
  const list = `[${(states ?? []).map((_, i) => `state${i + 1}`).join(', ')}]`
  if (language === 'python')
    return [training && 'training=True', mask && 'mask=mask', states && `initial_state=${list}`].filter(
      (argument) => typeof argument === 'string',
    )
  const options = [training && 'training: true', mask && 'mask', states && `initialState: ${list}`].filter(
    Boolean,
  )
  return options.length > 0 ? [`{ ${options.join(', ')} }`] : []
}

const applied = (scene: Scene, language: Language): string => {
  const args = ['x', ...callArguments(scene, language)].join(', ')
  return language === 'python'
    ? `y = layer(${args})`
    : `const y = layer.apply(${args}) as tf.Tensor${scene.outputs > 1 ? '[]' : ''}`
}

const shapesOf = (plan: Plan): string =>
  JSON.stringify([
    plan.passes.main.inputs.map(({ shape }) => shape),
    plan.passes.main.call?.mask?.shape,
    plan.passes.main.call?.initial_state?.map(({ shape }) => shape),
  ])

interface Slider {
  /** Keras's name of the parameter. */
  readonly name: string
  readonly text: string
}

/** The input for the first parameter with bounds that may move while everything the layer is called with stays. */
function sliderOf({ declaration, state, plan }: Scene): Slider | null {
  const fields = labFields(declaration)
  const params = Object.entries(declaration.params as Record<string, Param<unknown>>).filter(
    ([name, { when }]) => name in fields && (when?.(state) ?? true),
  )
  const candidates = [
    ...params.filter(([, { required }]) => required),
    ...params.filter(([, { required }]) => !required),
  ]
  for (const [name, { kind }] of candidates) {
    const { control } = kind
    if (control.as !== 'slider' && control.as !== 'axes') continue
    const given = state[name]
    const value =
      Array.isArray(given) && given.every((size) => size === given[0]) ? (given[0] as unknown) : given
    if (typeof value !== 'number') continue
    const [min, max] = [Math.min(control.min, value), Math.max(control.max, value)]
    const other = value < max ? value + 1 : value - 1
    const moved = { ...state, [name]: Array.isArray(given) ? given.map(() => other) : other }
    if (shapesOf(declaration.plan(moved as never)) !== shapesOf(plan)) continue
    const step = control.as === 'slider' ? control.step : 1
    return {
      name,
      text: `slider({ min: ${min}, max: ${max}, step: ${step}, value: ${value}, label: '${name}' })`,
    }
  }
  return null
}

const noisy = ({ plan }: Scene): boolean => plan.passes.main.call?.training === true

/** The layer, its weights as in the lab, and its call. */
function typescriptLines(scene: Scene, words: Words, variable?: Argument): string[] {
  const { declaration, state, plan, weights } = scene
  const seed = weights.length > 0 || noisy(scene) ? `setRandomSeed(${plan.seed})\n` : ''
  const given = plan.passes.main.weights ?? {}
  const set = weights.flatMap(({ name }, i) => (Object.hasOwn(given, name) ? [{ name, i }] : []))
  const shape = plan.passes.main.inputs.length === 1 ? 'x.shape' : 'x.map(({ shape }) => shape)'
  const lines = [`${seed}${typescriptLayer(declaration, state, variable)}`]
  if (set.length > 0) {
    const list = weights.map(({ name }, i) => (Object.hasOwn(given, name) ? camel(name) : `drawn[${i}]`))
    const all = set.length === weights.length
    const fits = set.map(({ name, i }) => `String(${camel(name)}.shape) === String(drawn[${i}].shape)`)
    const assign = `layer.setWeights([${list.join(', ')}])`
    lines.push(
      `layer.build(${shape})`,
      ...(variable || !all ? ['const drawn = layer.getWeights()'] : []),
      ...[...new Set(set.map(({ name }) => name))].map(
        (name) => `const ${camel(name)} = ${tensorText(given[name]!, 'typescript')}`,
      ),
      ...(variable ? [`// ${words.fitting}`, `if (${fits.join(' && ')}) ${assign}`] : [assign]),
    )
  }
  return [...lines, applied(scene, 'typescript')]
}

const libraryImport = (scene: Scene): string =>
  scene.weights.length > 0 || noisy(scene)
    ? `import { layers, setRandomSeed } from 'layerbook'`
    : `import { layers } from 'layerbook'`

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', ' ')}'`

const TF = `import * as tf from '@tensorflow/tfjs'`
const yShapes = ({ outputs }: Scene): string => (outputs > 1 ? 'y.map(({ shape }) => shape)' : 'y.shape')

/** The scene as cells of the notebook: the inputs, a slider where there is something to move, the layer, what came out. */
export function typescriptCells(scene: Scene, words: Words): string[] {
  const slider = sliderOf(scene)
  const variable = slider ? { name: slider.name, text: camel(slider.name) } : undefined
  return [
    `${TF}\n\n${definitions(scene, 'typescript')}`,
    ...(slider && variable ? [`const ${variable.text} = ${slider.text}`] : []),
    `${libraryImport(scene)}\n\n${typescriptLines(scene, words, variable).join('\n')}`,
    [
      `display(${yShapes(scene)}, ${quote(words.outputShape)})`,
      `display(layer, ${quote(words.layer)})`,
      `display(y, ${quote(words.output)})`,
    ].join('\n'),
  ]
}

/** The scene as one TypeScript program, for Node. */
export function typescriptProgram(scene: Scene, words: Words): string {
  return `${[
    `${TF}\n${libraryImport(scene)}`,
    definitions(scene, 'typescript'),
    typescriptLines(scene, words).join('\n'),
    [
      `console.log(${quote(words.outputShape)}, ${yShapes(scene)})`,
      scene.outputs > 1 ? 'for (const tensor of y) tensor.print()' : 'y.print()',
    ].join('\n'),
  ].join('\n\n')}\n`
}

/** The scene as cells of a Python notebook: the imports, the inputs, the layer, what came out. */
export function pythonCells(scene: Scene, words: Words): string[] {
  const { declaration, state, plan, weights } = scene
  const shape = plan.passes.main.inputs.length === 1 ? 'x.shape' : '[value.shape for value in x]'
  const set = weights.map((weight) => {
    const text = tensorText(weight, 'python').replaceAll('\n', '\n    ')
    return `    ${text},  # ${weight.name}`
  })
  return [
    [
      'import keras',
      'import numpy as np',
      '',
      `if not keras.__version__.startswith('3.'):`,
      `    print(${quote(words.otherKeras)}, keras.__version__)`,
    ].join('\n'),
    definitions(scene, 'python'),
    [
      ...(noisy(scene) ? [`keras.utils.set_random_seed(${plan.seed})`] : []),
      pythonLayer(declaration, state),
      ...(set.length > 0 ? [`layer.build(${shape})`, 'layer.set_weights([', ...set, '])'] : []),
      applied(scene, 'python'),
    ].join('\n'),
    [
      `for value in y if isinstance(y, (list, tuple)) else [y]:`,
      `    print(${quote(words.outputShape)}, tuple(value.shape))`,
      '    print(np.round(keras.ops.convert_to_numpy(value), 4))',
    ].join('\n'),
  ]
}
