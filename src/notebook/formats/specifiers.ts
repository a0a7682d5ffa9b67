import { parser } from '@lezer/javascript'

/** What a cell may import, and the name under which Deno finds it. */
const NPM: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs': 'npm:@tensorflow/tfjs@4.22.0',
  layerbook: 'npm:layerbook',
  '@observablehq/plot': 'npm:@observablehq/plot@0.6.17',
}

/** Any version will do on the way in: the notebook has one of each. */
const FOREIGN = /^npm:\/?((?:@[\w.-]+\/)?[\w.-]+)(?:@[^/]*)?$/

const typescript = parser.configure({ dialect: 'ts' })
const strict = typescript.configure({ strict: true })
type SyntaxNode = ReturnType<typeof typescript.parse>['topNode']

/** Deno's name of a module that a cell may import; any other name as it is. */
export const npmName = (module: string): string => (Object.hasOwn(NPM, module) ? NPM[module]! : module)

const toBare = (module: string): string => {
  const name = FOREIGN.exec(module)?.[1]
  return name !== undefined && Object.hasOwn(NPM, name) ? name : module
}

/** The source with the specifiers of its imports as Deno wants them: `layerbook` → `npm:layerbook`. */
export const withNpm = (source: string): string =>
  Object.keys(NPM).some((module) => source.includes(module)) ? rewrite(source, npmName) : source

/** The inverse of `withNpm`, for any version. */
export const withoutNpm = (source: string): string =>
  source.includes('npm:') ? rewrite(source, toBare) : source

/** Which of the modules that a cell may import the source does import. */
export function importedModules(source: string): string[] {
  const found = new Set<string>()
  rewrite(source, (module) => {
    if (Object.hasOwn(NPM, module)) found.add(module)
    return module
  })
  return [...found]
}

/** The source with each of its import specifiers replaced. Text between quotes elsewhere is no specifier. */
function rewrite(source: string, change: (module: string) => string): string {
  let text = ''
  let at = 0
  treeOf(source).iterate({
    enter({ name, node, from, to }) {
      if (name !== 'String' || !isSpecifier(node)) return
      text += source.slice(at, from + 1) + change(source.slice(from + 1, to - 1))
      at = to - 1
    },
  })
  return text + source.slice(at)
}

/** The syntax tree up to the first error: recovering from thousands of them would take minutes. */
function treeOf(source: string): ReturnType<typeof typescript.parse> {
  const parse = strict.startParse(source)
  try {
    for (;;) {
      const tree = parse.advance()
      if (tree) return tree
    }
  } catch {
    return typescript.parse(source.slice(0, parse.parsedPos))
  }
}

function isSpecifier({ parent, prevSibling }: SyntaxNode): boolean {
  switch (parent?.name) {
    case 'ImportDeclaration':
    case 'ExportDeclaration':
      return prevSibling?.name === 'from' || prevSibling?.name === 'import'
    case 'DynamicImport':
    case 'ImportType':
      return true
    default:
      return false
  }
}
