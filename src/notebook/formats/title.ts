import type { NotebookCell } from '../document.ts'
import { closes, openingOf, type Fence } from './fence.ts'

const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/

/** A title for a notebook that says none: its first heading, else the name of its file. */
export function titleOf(cells: readonly Pick<NotebookCell, 'kind' | 'source'>[], file: string): string {
  for (const { kind, source } of cells) {
    const heading = kind === 'markdown' ? headingOf(source) : undefined
    if (heading)
      return heading
        .slice(0, 1000)
        .trimEnd()
        .replace(/[ \t]#+$/, '')
  }
  return file.replace(/^.*[\\/]/s, '').replace(/(?<=.)\.[^.]*$/s, '')
}

function headingOf(markdown: string): string | undefined {
  let fence: Fence | null = null
  for (const line of markdown.split('\n')) {
    // A comment in a fenced program may look like a heading.
    if (fence) fence = closes(line, fence) ? null : fence
    else {
      const heading = HEADING.exec(line)
      if (heading) return heading[1]
      fence = openingOf(line)
    }
  }
  return undefined
}

/** What one file system or another does not take in a name. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/:*?"<>|]+/gu

/** A file's name, without an ending, that every file system takes. */
export function fileNameOf(title: string, untitled: string): string {
  const name = [...title.replaceAll(UNSAFE, ' ').replaceAll(/\s+/g, ' ')].slice(0, 80).join('')
  return name.replace(/^[. ]+|[. ]+$/g, '') || untitled
}
