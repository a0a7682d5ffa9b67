import { resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import declared from '../../../content/keras_layers.json' with { type: 'json' }
import { layerNames } from '../../../src/keras/index.ts'
import { textLocales, texts } from '../../../src/notebook/language/build/texts.ts'

/** Every factory of the library with its class and the names of its options, by the compiler. */
function factories(): { name: string; layer: string; options: string[] }[] {
  const file = resolve('src/keras/layers.ts')
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: [],
  })
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!
  return checker.getExportsOfModule(module).flatMap((export_) => {
    const symbol = export_.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(export_) : export_
    const [call] =
      symbol.flags & ts.SymbolFlags.Function ? checker.getTypeOfSymbol(symbol).getCallSignatures() : []
    if (!call) return []
    const [options] = call.parameters
    const type = options && checker.getNonNullableType(checker.getTypeOfSymbol(options))
    return [
      {
        name: export_.name,
        layer: call.getReturnType().getSymbol()!.name,
        options: type ? checker.getPropertiesOfType(type).map(({ name }) => name) : [],
      },
    ]
  })
}

const all = factories()

describe.each(textLocales)('%s', (locale) => {
  const { layers, parameters, globals, settings, messages } = texts(locale)

  const own = (name: string) => layers[name.toLowerCase()]?.parameters ?? {}

  test('every layer has a line, under its class and its factory', () => {
    expect(layerNames().filter((name) => !layers[name.toLowerCase()]?.text)).toEqual([])
    expect(all.filter(({ name }) => !layers[name.toLowerCase()]?.text)).toEqual([])
    expect(all.length).toBeGreaterThan(80)
  })

  test('every option of every layer has a line', () => {
    const missing = all.flatMap(({ name, layer, options }) =>
      options
        .filter((option) => !(own(layer)[option] ?? own(name)[option] ?? parameters[option]))
        .map((option) => `${name}.${option}`),
    )
    expect(missing).toEqual([])
  })

  test('every parameter that Keras names has a line', () => {
    const missing = declared.layers
      .filter(({ name }) => layerNames().includes(name))
      .flatMap(({ name, python_signature: signature }) =>
        signature
          .map(({ param }) => param.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()))
          .filter((param) => !param.startsWith('*'))
          .filter((param) => !(own(name)[param] ?? parameters[param]))
          .map((param) => `${name}.${param}`),
      )
    expect(missing).toEqual([])
  })

  test('no line is left over, and none speaks of Python', () => {
    const options = new Set(all.flatMap((factory) => factory.options))
    expect(Object.keys(parameters).filter((name) => !options.has(name))).toEqual([])
    const lines = [
      ...Object.values(parameters),
      ...Object.values(layers).flatMap((layer) => [layer.text, ...Object.values(layer.parameters)]),
    ]
    expect(lines.filter((line) => /\b(None|True|False)\b/.test(line))).toEqual([])
    for (const line of lines) expect(/[\u4e00-\u9fff]/.test(line), line).toBe(locale === 'zh')
  })

  test('the notebook’s functions and their settings have lines', () => {
    const names = ['display', 'slider', 'number', 'select', 'toggle', 'text', 'button', 'Input']
    expect(Object.keys(globals).sort()).toEqual(names.sort())
    expect(Object.keys(settings).sort()).toEqual(['label', 'max', 'min', 'placeholder', 'step', 'value'])
  })

  test('TypeScript’s messages are there in Chinese, and English ones need no file', () => {
    if (locale === 'en') return expect(messages).toBeNull()
    expect(messages!['Cannot_find_name_0_2304']).toMatch(/[\u4e00-\u9fff]/)
  })
})
