import * as ts from 'typescript'
import type { Completion, Completions, Detail, Hover, Problem, Signature } from './answers.ts'
import { codeParts, commentText, nameKind, nameParts, plain } from './display.ts'
import { aliasKinds, bookText, calleeAt, nodeAt, symbolAt } from './docs.ts'
import { cellFile, type TypeFiles } from './files.ts'
import { createHost } from './host.ts'
import { NotebookModules, type SourceCell } from './notebook.ts'
import { problemsOf } from './problems.ts'
import type { Texts } from './texts.ts'

const PREFERENCES: ts.UserPreferences = {
  quotePreference: 'single',
  includeCompletionsWithInsertText: true,
  includeCompletionsForModuleExports: false,
}

/** Our own helpers, which no reader needs to see. */
const isHidden = (name: string): boolean => name.startsWith('__')

/** The type service of one notebook. Offsets are in a cell's own text; a cell that is not there throws. */
export interface LanguageService {
  /** The code cells in the order of the page. Gives those whose problems may have changed. */
  update(cells: readonly SourceCell[]): string[]
  has(cell: string): boolean
  complete(cell: string, offset: number): Completions | null
  detail(cell: string, offset: number, completion: Completion): Detail | null
  hover(cell: string, offset: number): Hover | null
  signature(cell: string, offset: number): Signature | null
  problems(cell: string): Problem[]
}

export function createService(types: TypeFiles, texts: Texts): LanguageService {
  const host = createHost(types, texts.messages)
  const { service } = host
  const notebook = new NotebookModules(host)

  const program = () => service.getProgram()!
  const place = (cell: string, offset: number) => {
    const { module } = notebook.cell(cell)
    return { file: cellFile(cell), module, at: module.toModule(offset) }
  }

  /** What the book, or else the code's own comment, says of a symbol. */
  const textOf = (
    symbol: ts.Symbol | undefined,
    file: string,
    at: number,
    comment: readonly string[],
  ): readonly string[] => {
    const source = program().getSourceFile(file)
    if (!symbol || !source) return comment
    return bookText(program().getTypeChecker(), texts, symbol, nodeAt(source, at), comment) ?? comment
  }

  const hoverAt = (cell: string, offset: number): Hover | null => {
    const { file, module, at } = place(cell, offset)
    const info = service.getQuickInfoAtPosition(file, at)
    const source = program().getSourceFile(file)
    if (!info || !source) return null
    const from = module.toCell(info.textSpan.start)
    const to = module.toCell(info.textSpan.start + info.textSpan.length)
    if (from === null || to === null || from === to) return null
    const symbol = symbolAt(program().getTypeChecker(), nodeAt(source, info.textSpan.start))
    const comment = commentText(info.documentation, info.tags)
    return { from, to, code: nameParts(info.displayParts), text: textOf(symbol, file, at, comment) }
  }

  /** Names of other cells where names may stand. */
  const othersAt = (cell: string, list: readonly Completion[]): Completion[] => {
    const there = new Set(list.map(({ label }) => label))
    return notebook
      .others(cell)
      .filter(({ name }) => !there.has(name))
      .map((other) => ({ label: other.name, kind: 'variable', order: '12', cell: other.cell }))
  }

  return {
    update: (cells) => notebook.update(cells),
    has: (cell) => notebook.has(cell),

    complete(cell, offset) {
      const { file, module, at } = place(cell, offset)
      const found = service.getCompletionsAtPosition(file, at, PREFERENCES)
      const { source } = notebook.cell(cell).parsed
      const word = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset))![0]
      const start = (span: ts.TextSpan | undefined) => (span ? module.toCell(span.start) : null)
      // Within quotes the span is the whole text between them, which each entry has for itself.
      const first = found?.entries[0]
      const inText = first?.kind === ts.ScriptElementKind.string
      const from =
        start(found?.optionalReplacementSpan) ??
        (inText ? start(first.replacementSpan) : null) ??
        offset - word.length
      const tree = program().getSourceFile(file)
      const aliases = tree && aliasKinds(program().getTypeChecker(), nodeAt(tree, Math.max(0, at - 1)))
      const list = (found?.entries ?? [])
        .filter(({ name }) => !isHidden(name))
        .map(({ name, kind, sortText, insertText, replacementSpan }): Completion => {
          const own = start(replacementSpan)
          return {
            label: name,
            kind: aliases?.get(name) ?? nameKind(kind),
            order: sortText,
            ...(insertText === undefined || insertText === name ? {} : { insert: insertText }),
            ...(own === null || own === from ? {} : { from: own }),
          }
        })
      if (found?.isGlobalCompletion && !found.isMemberCompletion) list.push(...othersAt(cell, list))
      return list.length === 0 ? null : { from, to: offset, list }
    },

    detail(cell, offset, { label, cell: owner }) {
      if (owner !== undefined) {
        if (!notebook.has(owner)) return null
        const name = notebook.cell(owner).parsed.names.get(label)
        return name ? hoverAt(owner, name.at) : null
      }
      const { file, at } = place(cell, offset)
      const details = service.getCompletionEntryDetails(
        file,
        at,
        label,
        undefined,
        undefined,
        PREFERENCES,
        undefined,
      )
      if (!details || details.kind === ts.ScriptElementKind.keyword) return null
      const symbol = service.getCompletionEntrySymbol(file, at, label, undefined)
      const comment = commentText(details.documentation, details.tags)
      return { code: nameParts(details.displayParts), text: textOf(symbol, file, at, comment) }
    },

    hover: hoverAt,

    signature(cell, offset) {
      const { file, at } = place(cell, offset)
      const help = service.getSignatureHelpItems(file, at, {})
      const source = program().getSourceFile(file)
      if (!help || !source) return null
      const called = calleeAt(source, help.applicableSpan.start)
      const symbol = called && symbolAt(program().getTypeChecker(), called)
      return {
        active: help.selectedItemIndex,
        overloads: help.items.map((item) => {
          const parts = [...item.prefixDisplayParts]
          let span: { from: number; to: number } | null = null
          const current = item.isVariadic
            ? Math.min(help.argumentIndex, item.parameters.length - 1)
            : help.argumentIndex
          item.parameters.forEach(({ displayParts }, i) => {
            if (i > 0) parts.push(...item.separatorDisplayParts)
            const from = plain(parts).length
            parts.push(...displayParts)
            if (i === current) span = { from, to: plain(parts).length }
          })
          parts.push(...item.suffixDisplayParts)
          const parameter = item.parameters[current]
          return {
            code: codeParts(parts),
            text: textOf(symbol, file, at, commentText(item.documentation, undefined)),
            parameter: span,
            parameterText: parameter ? commentText(parameter.documentation, undefined) : [],
          }
        }),
      }
    },

    problems(cell) {
      const { file, module } = place(cell, 0)
      return problemsOf(
        [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)],
        module,
      )
    },
  }
}
