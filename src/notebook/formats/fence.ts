/** A line that opens a fence: its indent, its mark, its info string. */
const OPENING = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/

export interface Fence {
  readonly indent: number
  /** ``` or ~~~, or longer. */
  readonly mark: string
  readonly info: string
}

/** The fence that a line of Markdown opens, or null. */
export function openingOf(line: string): Fence | null {
  const found = OPENING.exec(line)
  return found && { indent: found[1]!.length, mark: found[2]!, info: found[3]!.trim() }
}

/** Whether the line closes the fence. */
export function closes(line: string, { mark }: Fence): boolean {
  const text = line.trim()
  return (
    text.length >= mark.length &&
    text === mark.charAt(0).repeat(text.length) &&
    line.length - line.trimStart().length < 4
  )
}

/** Text in a fence that is longer than any in it. */
export function fenced(text: string, info: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const mark = '`'.repeat(longest + 1)
  return `${mark}${info}\n${text}\n${mark}`
}
