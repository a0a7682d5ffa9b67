import type * as ts from 'typescript'
import type { CodePart, NameKind } from './answers.ts'

/** TypeScript's kinds of display parts that have a colour. */
const PARTS: Readonly<Record<string, CodePart['kind']>> = {
  keyword: 'keyword',
  stringLiteral: 'string',
  numericLiteral: 'number',
  functionName: 'function',
  methodName: 'function',
  className: 'typeName',
  interfaceName: 'typeName',
  enumName: 'typeName',
  typeParameterName: 'typeName',
}

/** TypeScript's kinds of names, as its completions call them. */
const KINDS: Readonly<Record<string, NameKind>> = {
  class: 'class',
  'local class': 'class',
  const: 'constant',
  enum: 'enum',
  'enum member': 'constant',
  function: 'function',
  'local function': 'function',
  interface: 'interface',
  keyword: 'keyword',
  'primitive type': 'keyword',
  method: 'method',
  construct: 'method',
  call: 'method',
  module: 'namespace',
  getter: 'property',
  setter: 'property',
  accessor: 'property',
  property: 'property',
  string: 'text',
  type: 'type',
  'type parameter': 'type',
}

export const nameKind = (kind: string): NameKind => KINDS[kind] ?? 'variable'

type Parts = readonly ts.SymbolDisplayPart[] | undefined

/** Modules by the names that a reader knows them by. */
export const known = (text: string): string => text.replaceAll(/import\("\/(?:types|cells)\//g, 'import("')

export const plain = (parts: Parts): string => known(parts?.map(({ text }) => text).join('') ?? '')

/** Coloured code, with neighbours of one kind joined. */
export function codeParts(parts: Parts): CodePart[] {
  const code: CodePart[] = []
  for (const part of parts ?? []) {
    const { kind } = part
    const text = known(part.text)
    const own = PARTS[kind] ?? 'plain'
    const last = code.at(-1)
    if (last?.kind === own) code[code.length - 1] = { text: last.text + text, kind: own }
    else code.push({ text, kind: own })
  }
  return code
}

/** What TypeScript says of a name, without its own words about it: `(alias) `, `(property) Options.`, `import x`. */
export function nameParts(parts: Parts): CodePart[] {
  const list = [...(parts ?? [])]
  if (list[0]?.text === '(') {
    const isProperty = list[1]?.text === 'property'
    const from = isProperty
      ? list.findIndex(({ kind }) => kind === 'propertyName')
      : list.findIndex(({ text }) => text === ')') + 1
    list.splice(0, Math.max(0, from))
    if (list[0]?.kind === 'space') list.shift()
  }
  const joint = list.findIndex(
    ({ kind }, i) => kind === 'lineBreak' && /^(?:import|export)$/.test(list[i + 1]?.text ?? ''),
  )
  return codeParts(joint < 0 ? list : list.slice(0, joint))
}

/** Comments are wrapped at the width of the code; only what begins as a list's entry stands on a line of its own. */
const unwrapped = (text: string): string => text.replaceAll(/\s*\n\s*(?![-*\s]|\d+\.)/g, ' ')

/** Blocks between empty lines; a fenced piece of code is one block. */
function paragraphs(text: string): string[] {
  const blocks: string[] = []
  for (const [i, piece] of text.split(/^[ \t]*```/m).entries()) {
    if (i % 2 === 1) blocks.push(`\`\`\`${piece.replace(/^\w*\n/, '\n').trimEnd()}`)
    else blocks.push(...piece.split(/\n\s*\n/).map((block) => unwrapped(block.trim())))
  }
  return blocks.filter(Boolean)
}

const TAGS = new Set(['param', 'returns', 'return', 'deprecated', 'example'])

/** A comment of the code: its text, then what its tags say. */
export function commentText(documentation: Parts, tags: readonly ts.JSDocTagInfo[] | undefined): string[] {
  const clean = (parts: Parts) =>
    plain(parts?.filter(({ kind }) => kind !== 'link')).replaceAll(/\{@link\s+([^}|]+?)\s*\}/g, '`$1`')
  const told = (tags ?? [])
    .filter(({ name }) => TAGS.has(name))
    .map(({ name, text }) => {
      const said = clean(text)
      return name === 'param'
        ? said.replace(/^(\S+)\s*(?:[-–]\s*)?/, '`$1`: ')
        : name === 'example'
          ? said
          : `\`@${name}\` ${said}`
    })
  return [...paragraphs(clean(documentation)), ...told.flatMap(paragraphs)]
}
