/** What the head of a text format says. */
export interface Header {
  readonly title: string | null
  /** Written here, so that blank lines are the notebook's own. */
  readonly own: boolean
}

const RULE = '---'
/** A key, a list's item, what is indented under one, a comment, nothing. */
const YAML = /^(?:[\w"'-][^:]*:|- |[ \t#]|$)/

/** The head, a line each: YAML between rules. Jupytext takes it for its own. */
export const headerOf = (title: string): string[] => [
  RULE,
  `title: ${JSON.stringify(title)}`,
  'layerbook: 1',
  'jupyter:',
  '  kernelspec:',
  '    display_name: Deno',
  '    language: typescript',
  '    name: deno',
  RULE,
]

/** The head of a file and the lines after it. Each line of a head begins with `prefix`. */
export function readHeader(lines: readonly string[], prefix: string): { header: Header; rest: string[] } {
  const isRule = (line: string) => line.startsWith(prefix) && line.slice(prefix.length).trimEnd() === RULE
  const end = lines.length > 0 && isRule(lines[0]!) ? lines.findIndex((line, i) => i > 0 && isRule(line)) : -1
  const inside = lines.slice(1, Math.max(1, end)).map((line) => line.slice(prefix.length))
  // Two rules with text between them are no head.
  if (end < 0 || !inside.every((line) => YAML.test(line)))
    return { header: { title: null, own: false }, rest: [...lines] }
  const rest = lines.slice(end + 1)
  // The blank line that follows the head.
  if (rest[0] === '') rest.shift()
  const own = inside.some((line) => line.startsWith('layerbook:'))
  const said = inside.find((line) => line.startsWith('title:'))
  const title = said === undefined ? null : scalarOf(said.slice('title:'.length).trim())
  return { header: { title: own ? title : title || null, own }, rest }
}

function scalarOf(yaml: string): string {
  if (/^".*"$/s.test(yaml)) {
    try {
      return String(JSON.parse(yaml))
    } catch {
      // Quotes that are part of the text.
    }
  }
  return yaml.replace(/^'(.*)'$/s, '$1')
}
