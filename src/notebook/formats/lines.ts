/** The lines of a text with any line ends, without a byte order mark. */
export const linesOf = (text: string): string[] =>
  text
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')

/** The lines as one source: all of them but the separating blank line where `exact`, else without blank lines about them. */
export function sourceOf(lines: readonly string[], exact: boolean): string {
  if (exact) return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).join('\n')
  const from = lines.findIndex((line) => line.trim() !== '')
  const to = lines.findLastIndex((line) => line.trim() !== '')
  return from < 0 ? '' : lines.slice(from, to + 1).join('\n')
}
