import type { ValueNode } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'
import { Tensor } from './Tensor.tsx'

interface Props {
  node: ValueNode
  t: Translate
}

const isShort = (node: ValueNode): boolean =>
  node.kind === 'plain' || node.kind === 'more' || (node.kind === 'string' && node.text.length <= 40)

const hasTensor = (node: ValueNode): boolean =>
  node.kind === 'tensor' ||
  (node.kind === 'list' && node.items.some(hasTensor)) ||
  (node.kind === 'record' && node.entries.some(([, value]) => hasTensor(value)))

const left = (total: number, shown: number) => (total > shown ? `… ${total - shown}` : null)

/** A value on one line: `[1, 2, 3]`, `{a: 1}`. Tensors within it are named by their shape. */
function inline(node: ValueNode): string {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.text)
    case 'plain':
      return node.text
    case 'more':
      return '…'
    case 'tensor':
      return `Tensor (${node.tensor.shape.join(', ')})`
    case 'list': {
      const items = [...node.items.map(inline), left(node.total, node.items.length)].filter(
        (item) => item !== null,
      )
      return `${node.name && `${node.name} `}[${items.join(', ')}]`
    }
    case 'record': {
      const entries = node.entries.map(([key, value]) => `${key}: ${inline(value)}`)
      const rest = left(node.total, node.entries.length)
      return `${node.name && `${node.name} `}{${[...entries, ...(rest ? [rest] : [])].join(', ')}}`
    }
  }
}

/** Longest that a value may be to stand on one line. */
const LINE = 76

const isLine = (node: ValueNode): boolean =>
  isShort(node) || (!hasTensor(node) && inline(node).length <= LINE)

/** A value as a tree: what fits stands on a line, the rest opens. */
export function Value({ node, t }: Props) {
  if (node.kind === 'tensor') return <Tensor tensor={node.tensor} t={t} />
  if (node.kind === 'string') return <pre class="cell-text">{node.text}</pre>
  if (node.kind !== 'list' && node.kind !== 'record') return <code class="cell-plain">{inline(node)}</code>
  if (isLine(node)) return <code class="cell-plain">{inline(node)}</code>
  const entries: [string, ValueNode][] =
    node.kind === 'list' ? node.items.map((item, i) => [String(i), item]) : node.entries
  return (
    <details class="cell-tree" open={entries.length <= 12}>
      <summary>
        <code>
          {node.name}
          {node.kind === 'list' ? `[${node.total}]` : `{${node.total}}`}
        </code>
      </summary>
      <dl>
        {entries.map(([key, value]) => (
          <div key={key} class={isLine(value) ? 'cell-entry' : undefined}>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>
              {isLine(value) ? <code class="cell-plain">{inline(value)}</code> : <Value node={value} t={t} />}
            </dd>
          </div>
        ))}
      </dl>
      {left(node.total, entries.length) && (
        <p>{t('cell.shown', { shown: entries.length, total: node.total })}</p>
      )}
    </details>
  )
}

/** A value as a console writes it: text without quotes. */
export function ConsoleValue({ node, t }: Props) {
  if (node.kind === 'string') return <span>{node.text}</span>
  return isLine(node) ? <code class="cell-plain">{inline(node)}</code> : <Value node={node} t={t} />
}

/** A value in a table: on one line, whatever it is. */
export const cellText = (node: ValueNode): string => (node.kind === 'string' ? node.text : inline(node))
