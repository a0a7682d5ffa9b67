import type { Notebook } from '../document.ts'
import { NotebookError } from '../errors.ts'
import { writeIpynb, type CellOutputs } from './ipynb.ts'
import { readIpynb } from './ipynb_read.ts'
import { readMarkdown, writeMarkdown } from './markdown.ts'
import { readPercent, writePercent } from './percent.ts'
import { fileNameOf } from './title.ts'

interface Format {
  /** Endings of file names; the first is the one that is written. */
  readonly endings: readonly string[]
  readonly mediaType: string
  read(text: string, name: string): Notebook
  write(notebook: Notebook, outputs: CellOutputs): string
  /** Whether a text whose name tells nothing is of this format. */
  claims(text: string): boolean
}

const FORMATS = {
  ipynb: {
    endings: ['ipynb'],
    mediaType: 'application/x-ipynb+json',
    read: readIpynb,
    write: writeIpynb,
    claims: (text) => /^\s*\{/.test(text) && /"nbformat"\s*:/.test(text),
  },
  md: {
    endings: ['md', 'markdown'],
    mediaType: 'text/markdown',
    read: readMarkdown,
    write: writeMarkdown,
    claims: (text) => /^---\r?$/m.test(text.slice(0, 5)) && /^layerbook:/m.test(text.slice(0, 1000)),
  },
  ts: {
    endings: ['ts', 'mts', 'js', 'mjs'],
    mediaType: 'text/plain',
    read: readPercent,
    write: writePercent,
    claims: (text) => /^\/\/[ \t]*(---|%%)/m.test(text),
  },
} as const satisfies Record<string, Format>

/** The file formats, by the ending of the file's name. */
export type FormatId = keyof typeof FORMATS

const formats: readonly Format[] = Object.values(FORMATS)

/** Endings of the files that can be read, as a file chooser wants them: `.ipynb,.ts,…`. */
export const ACCEPTED = formats.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(',')

/** Characters of the longest file that is read: many times a notebook, for outputs, which are dropped, are long. */
const FILE_LIMIT = 50_000_000

/** A file to hand to the reader. */
export interface NotebookFile {
  /** Made of the title, with the format's ending; safe on every file system. */
  readonly name: string
  readonly mediaType: string
  readonly text: string
}

/** The notebook as a file. Outputs are written into .ipynb only. `untitled` names the file where the title is empty. */
export function writeFile(
  notebook: Notebook,
  format: FormatId,
  { outputs = new Map(), untitled = 'notebook' }: { outputs?: CellOutputs; untitled?: string } = {},
): NotebookFile {
  const { endings, mediaType, write }: Format = FORMATS[format]
  return {
    name: `${fileNameOf(notebook.title, untitled)}.${endings[0]}`,
    mediaType,
    text: write(notebook, outputs),
  }
}

/**
 * The notebook in a file, told by the ending of its name, else by its content.
 * @throws NotebookError `unknown-format` (`name`, `known`), `damaged` (`detail`), `too-large` (`what`: a key of
 * `LIMITS`, or `file`).
 */
export function readFile(name: string, text: string): Notebook {
  if (text.length > FILE_LIMIT)
    throw new NotebookError('too-large', { what: 'file', limit: FILE_LIMIT, actual: text.length })
  const ending = /\.([^.]*)$/s.exec(name)?.[1]?.toLowerCase() ?? ''
  const format =
    formats.find(({ endings }) => endings.includes(ending)) ?? formats.find(({ claims }) => claims(text))
  if (!format) throw new NotebookError('unknown-format', { name, known: ACCEPTED.replaceAll(',', ', ') })
  return format.read(text, name)
}
