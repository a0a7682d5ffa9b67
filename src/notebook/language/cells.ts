import * as ts from 'typescript'

/**
 * How other cells see a name. value: it may be an input, which stands for its value there. itself: as its own cell
 * sees it, with all its meanings (a class is a type too).
 */
type Sight = 'value' | 'itself'

export interface CellName {
  readonly name: string
  readonly sight: Sight
  /** Where it is declared, in the cell's text. */
  readonly at: number
}

/** What is known of a cell from its text alone. */
export interface ParsedCell {
  readonly source: string
  /** What it declares at its top level. */
  readonly names: ReadonlyMap<string, CellName>
  /** All identifiers in it, whatever they stand for. */
  readonly mentions: ReadonlySet<string>
  /** Names that its own `export` gives away. */
  readonly exported: ReadonlySet<string>
  /** An object as the last statement, which the grammar takes for a block. */
  readonly object: { readonly from: number; readonly to: number } | null
}

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2024, false)

/** What is made there is what it says, so never an input. */
const isPlain = (node: ts.Expression | undefined): boolean =>
  node !== undefined &&
  (ts.isFunctionLike(node) ||
    ts.isClassExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isLiteralExpression(node) ||
    ts.isTemplateExpression(node))

const leaves = (name: ts.BindingName): ts.Identifier[] =>
  ts.isIdentifier(name)
    ? [name]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? leaves(element.name) : []))

const variables = (list: ts.VariableDeclarationList): [ts.Identifier, Sight][] =>
  list.declarations.flatMap(({ name, initializer }) =>
    leaves(name).map((leaf): [ts.Identifier, Sight] => [
      leaf,
      leaf === name && isPlain(initializer) ? 'itself' : 'value',
    ]),
  )

function imported({ importClause: clause }: ts.ImportDeclaration): ts.Identifier[] {
  const bindings = clause?.namedBindings
  return [
    ...(clause?.name ? [clause.name] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name] : []),
    ...(bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name) : []),
  ]
}

function declared(statement: ts.Statement): [ts.Identifier, Sight][] {
  if (ts.isVariableStatement(statement)) return variables(statement.declarationList)
  if (ts.isImportDeclaration(statement))
    return imported(statement).map((name): [ts.Identifier, Sight] => [name, 'itself'])
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isModuleDeclaration(statement)
  return named && statement.name && ts.isIdentifier(statement.name) ? [[statement.name, 'itself']] : []
}

/** `var` within blocks, which belongs to the whole cell. */
function hoisted(node: ts.Node): [ts.Identifier, Sight][] {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return []
  const own =
    ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0 ? variables(node) : []
  const inner: [ts.Identifier, Sight][] = []
  ts.forEachChild(node, (child) => void inner.push(...hoisted(child)))
  return [...own, ...inner]
}

function lastObject(file: ts.SourceFile): ParsedCell['object'] {
  // Where the object does not read as a block, what follows its first comma reads as statements of their own.
  const from = [...file.text.matchAll(/^\{/gm)].at(-1)?.index
  const to = file.text.trimEnd().length
  if (from === undefined || file.text[to - 1] !== '}') return null
  const { statements } = parse(`(${file.text.slice(from, to)})`)
  const only = statements.length === 1 ? statements[0]! : null
  const isObject =
    only !== null &&
    ts.isExpressionStatement(only) &&
    ts.isParenthesizedExpression(only.expression) &&
    ts.isObjectLiteralExpression(only.expression.expression) &&
    only.expression.expression.properties.length > 0 &&
    only.expression.expression.end === to - from + 1
  return isObject && file.statements.some((statement) => statement.getStart(file) === from)
    ? { from, to }
    : null
}

export function parseCell(source: string): ParsedCell {
  const file = parse(source)
  const names = new Map<string, CellName>()
  const exported = new Set<string>()
  const add = ([node, sight]: [ts.Identifier, Sight]) => {
    const name = node.text
    if (name && !names.has(name)) names.set(name, { name, sight, at: node.getStart(file) })
  }
  for (const statement of file.statements) {
    const own = declared(statement)
    own.forEach(add)
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
    if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      own.forEach(([{ text }]) => exported.add(text))
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    )
      statement.exportClause.elements.forEach(({ name }) => exported.add(name.text))
  }
  hoisted(file).forEach(add)

  const mentions = new Set<string>()
  const gather = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) mentions.add(node.text)
    ts.forEachChild(node, gather)
  }
  gather(file)
  return { source, names, mentions, exported, object: lastObject(file) }
}
