import {
  labFields,
  type AnyDeclaration,
  type LabState,
  type Language,
  type Param,
  type Plan,
} from '../spec/index.ts'

export const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/** `Conv2D` → `conv2d`, `MaxPooling2D` → `maxPooling2d`, `LSTM` → `lstm`: the library's factory of a class. */
export function factoryOf(keras: string): string {
  if (/^[A-Z]+$/.test(keras)) return keras.toLowerCase()
  const [, head = '', rest = ''] = /^([A-Z]+(?=[A-Z][a-z])|[A-Z])(.*)$/.exec(keras) ?? []
  return head.toLowerCase() + rest.replace(/(\d)D/g, '$1d')
}

export interface Argument {
  /** Keras's name. */
  readonly name: string
  /** Its value as source text. */
  readonly text: string
}

/**
 * The arguments worth writing: required ones, those off Keras's default, and the one that is a `variable` of the
 * program.
 */
function argumentsOf(
  declaration: AnyDeclaration,
  state: LabState,
  language: Language,
  variable?: Argument,
): Argument[] {
  const fields = labFields(declaration)
  return Object.entries(declaration.params as Record<string, Param<unknown>>)
    .filter(([name]) => name in fields)
    .filter(
      ([name, p]) =>
        p.required || name === variable?.name || p.kind.format(state[name]) !== p.kind.format(p.default),
    )
    .map(([name, p]) =>
      name === variable?.name ? variable : { name, text: p.kind.literal(state[name], language) },
    )
}

const WIDTH = 68

/** `open(a, b)` on one line where it fits, else an argument a line. */
function call(open: string, args: readonly string[], close: string, indent: string): string {
  const line = `${open}${args.join(', ')}${close}`
  if (line.length <= WIDTH || args.length === 0) return line
  return `${open.trimEnd()}\n${args.map((a) => `${indent}${a},`).join('\n')}\n${close.trimStart()}`
}

/** The layer in Keras, as people write it. */
export const pythonCall = (declaration: AnyDeclaration, state: LabState): string =>
  `import keras\n\n${pythonLayer(declaration, state)}`

/** `layer = keras.layers.Dense(…)` */
export function pythonLayer(declaration: AnyDeclaration, state: LabState): string {
  const args = argumentsOf(declaration, state, 'python').map(({ name, text }) => `${name}=${text}`)
  return call(`layer = keras.layers.${declaration.keras}(`, args, ')', '    ')
}

/** The layer in the library. */
export const typescriptCall = (declaration: AnyDeclaration, state: LabState): string =>
  `import { layers } from 'layerbook'\n\n${typescriptLayer(declaration, state)}`

/** `const layer = layers.dense(…)`; one argument may be a variable of the program. */
export function typescriptLayer(declaration: AnyDeclaration, state: LabState, variable?: Argument): string {
  const args = argumentsOf(declaration, state, 'typescript', variable).map(({ name, text }) =>
    camel(name) === text ? text : `${camel(name)}: ${text}`,
  )
  const open = `const layer = layers.${factoryOf(declaration.keras)}(`
  return args.length === 0 ? `${open})` : call(`${open}{ `, args, ' })', '  ')
}

/** The layer called on `x` as a plan calls it; `training` is written where it is not Keras's default. */
export function layerCall(plan: Plan, language: Language): string {
  const training = plan.passes.main.call?.training === true
  return language === 'python'
    ? `y = layer(x${training ? ', training=True' : ''})`
    : `const y = layer.apply(x${training ? ', { training: true }' : ''})`
}

export type PlainCall =
  | { readonly same: true; readonly code: string }
  /** Parameters whose values plain tfjs gets wrong; none when it lacks the layer. */
  | { readonly same: false; readonly params: readonly string[] }

/** The layer in plain tfjs, where that gives the same numbers. */
export function plainCall(declaration: AnyDeclaration, state: LabState): PlainCall {
  const { plain } = declaration
  if (!plain) return { same: false, params: [] }
  const failing = Object.entries(plain.fails ?? {}).filter(([name, fails]) =>
    (fails as (v: unknown) => boolean)(state[name]),
  )
  if (failing.length > 0) return { same: false, params: failing.map(([name]) => name) }
  const given = argumentsOf(declaration, state, 'typescript')
  const args = given.map(
    ({ name, text }) => `${plain.rename?.[name] ?? camel(name)}: ${tfjsWord(name, text)}`,
  )
  for (const [name, text] of Object.entries(plain.always ?? {}))
    if (!args.some((a) => a.startsWith(`${name}:`))) args.push(`${name}: ${text}`)
  const open = `const layer = tf.layers.${plain.factory}(`
  // Some tfjs factories fail when called without an object.
  const body = args.length === 0 ? `${open}{})` : call(`${open}{ `, args, ' })', '  ')
  return { same: true, code: `import * as tf from '@tensorflow/tfjs'\n\n${body}` }
}

const WORDS = /_(initializer|format)$|activation$/

/** tfjs spells identifiers in camelCase, and knows silu by its second name only. */
const tfjsWord = (name: string, text: string) => {
  if (!WORDS.test(name)) return text
  const word = camel(text).replace(/^'silu'$/, "'swish'")
  return name.endsWith('_initializer') ? word.replace(/^'lecun/, "'leCun") : word
}
