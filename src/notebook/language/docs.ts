import * as ts from 'typescript'
import type { NameKind } from './answers.ts'
import type { Texts } from './texts.ts'

const LIBRARY = '/types/layerbook/'
const GLOBALS = '/types/globals.d.ts'

const fileOf = (symbol: ts.Symbol): string => symbol.declarations?.[0]?.getSourceFile().fileName ?? ''

/** A property of a layer's options, not of what the library makes of them. */
const isOption = (symbol: ts.Symbol): boolean => {
  const owner = symbol.declarations?.[0]?.parent
  return owner !== undefined && ts.isInterfaceDeclaration(owner) && owner.name.text.endsWith('Options')
}

/** The smallest node that holds the offset. */
export function nodeAt(file: ts.SourceFile, offset: number): ts.Node {
  let found: ts.Node = file
  const look = (node: ts.Node): void => {
    if (offset < node.getStart(file) || offset > node.end) return
    found = node
    ts.forEachChild(node, look)
  }
  ts.forEachChild(file, look)
  return found
}

/** The name of what is called, where `offset` is the place of the call's first argument. */
export function calleeAt(file: ts.SourceFile, offset: number): ts.Node | undefined {
  const call = ts.findAncestor(
    nodeAt(file, offset - 1),
    (node): node is ts.CallExpression | ts.NewExpression =>
      (ts.isCallExpression(node) || ts.isNewExpression(node)) && node.expression.end < offset,
  )
  const called = call?.expression
  return called && ts.isPropertyAccessExpression(called) ? called.name : called
}

/** The layer's class, in lower case, whose options the node stands in; null elsewhere. */
function layerOf(checker: ts.TypeChecker, node: ts.Node): string | null {
  const options = ts.findAncestor(node, ts.isObjectLiteralExpression)
  if (!options) return null
  const call = options.parent
  if (ts.isCallExpression(call) || ts.isNewExpression(call)) {
    const made = checker.getTypeAtLocation(call).getSymbol()
    if (made && fileOf(made).startsWith(LIBRARY)) return made.name.toLowerCase()
  }
  const wanted = checker.getContextualType(options)
  const name = (wanted?.aliasSymbol ?? wanted?.getSymbol())?.name
  return name?.endsWith('Options') ? name.slice(0, -'Options'.length).toLowerCase() : null
}

/** What a name in the code stands for; for the key of an object, the option that it sets. */
export function symbolAt(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const { parent } = node
  if (parent && ts.isObjectLiteralElement(parent) && parent.name === node) {
    const wanted = checker.getContextualType(parent.parent as ts.ObjectLiteralExpression)
    const option = wanted && checker.getPropertyOfType(checker.getNonNullableType(wanted), node.getText())
    if (option) return option
  }
  const symbol = checker.getSymbolAtLocation(node)
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

/**
 * What the book says of a name, in the reader's language; null where that is nothing. `node` is where it stands,
 * `comment` what its own code says of it.
 */
export function bookText(
  checker: ts.TypeChecker,
  texts: Texts,
  symbol: ts.Symbol,
  node: ts.Node,
  comment: readonly string[],
): string[] | null {
  const { name } = symbol
  const file = fileOf(symbol)
  const isProperty = (symbol.flags & ts.SymbolFlags.Property) !== 0
  if (file === GLOBALS) {
    const told = isProperty ? texts.settings[name] : texts.globals[name]
    return told ? [told] : null
  }
  if (!file.startsWith(LIBRARY)) return null
  if (isProperty) {
    const layer = texts.layers[layerOf(checker, node) ?? '']
    const line = layer?.parameters[name] ?? texts.parameters[name]
    const value = layer?.defaults[name]
    if (!line || !isOption(symbol)) return null
    return value === undefined ? [line] : [line, texts.default.replace('{value}', () => value)]
  }
  const layer = texts.layers[name.toLowerCase()]
  return layer ? [layer.text, ...(texts.comments ? comment.slice(1) : [])] : null
}

const FLAGS: readonly (readonly [ts.SymbolFlags, NameKind])[] = [
  [ts.SymbolFlags.Class, 'class'],
  [ts.SymbolFlags.Function, 'function'],
  [ts.SymbolFlags.Enum, 'enum'],
  [ts.SymbolFlags.Module, 'namespace'],
  [ts.SymbolFlags.Variable, 'constant'],
  [ts.SymbolFlags.Interface, 'interface'],
  [ts.SymbolFlags.TypeAlias, 'type'],
]

/** What the names stand for that are imported into, or given on by, what the node names. */
export function aliasKinds(checker: ts.TypeChecker, node: ts.Node): ReadonlyMap<string, NameKind> {
  const access = ts.findAncestor(node, ts.isPropertyAccessExpression)
  const owner = access && symbolAt(checker, access.expression)
  const symbols =
    owner && owner.flags & ts.SymbolFlags.Module
      ? checker.getExportsOfModule(owner)
      : checker.getSymbolsInScope(node, ts.SymbolFlags.Alias)
  return new Map(
    symbols
      .filter(({ flags }) => flags & ts.SymbolFlags.Alias)
      .map((symbol) => {
        const { flags } = checker.getAliasedSymbol(symbol)
        return [symbol.name, FLAGS.find(([flag]) => flags & flag)?.[1] ?? 'variable']
      }),
  )
}
