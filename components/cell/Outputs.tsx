import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { Failure, Output } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'
import { Layer } from './Layer.tsx'
import { Model } from './Model.tsx'
import { Plot } from './Plot.tsx'
import { cellText, ConsoleValue, Value } from './Value.tsx'

/** The failure in the reader's language: in the cell's words, in the library's, else as it came. */
function failureText({ code, values, message }: Failure, t: Translate): string {
  if (code === null) return message
  for (const key of [`cell.errors.${code}`, `errors.${code}`]) {
    try {
      return t(key, values)
    } catch {
      // Not ours, or not with these values: the reader's program may throw what it likes.
    }
  }
  return message
}

/** Names of failures that are no class of errors: something else was thrown, or the cell could not start. */
const OWN_NAMES: ReadonlySet<string> = new Set(['throw', 'blocked'])

function ErrorOutput({ failure, t }: { failure: Failure; t: Translate }) {
  const { name, line, column } = failure
  return (
    <div class="cell-failure" role="alert" data-line={line ?? undefined}>
      <p>
        <strong>{OWN_NAMES.has(name) ? t(`cell.failure.${name}`) : name}</strong>
        {line !== null && (
          <span class="cell-place">
            {column === null ? t('cell.line', { line }) : t('cell.place', { line, column })}
          </span>
        )}
      </p>
      <pre tabIndex={0}>{failureText(failure, t)}</pre>
    </div>
  )
}

function Table({ table, t }: { table: Extract<Output, { kind: 'table' }>; t: Translate }) {
  const [, ...columns] = table.columns
  return (
    <div class="cell-table" tabIndex={0} role="group" aria-label={t('cell.table')}>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells], i) => (
            <tr key={i}>
              <th scope="row">{name && cellText(name)}</th>
              {cells.map((cell, k) => (
                <td key={k}>{cellText(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.total > table.rows.length && (
        <p>{t('cell.shown', { shown: table.rows.length, total: table.total })}</p>
      )}
    </div>
  )
}

/** One output, whatever it is. */
export function One({ output, t }: { output: Output; t: Translate }) {
  switch (output.kind) {
    case 'value':
      return <Value node={output.value} t={t} />
    case 'plot':
      return <Plot parts={output.parts} t={t} />
    case 'table':
      return <Table table={output} t={t} />
    case 'model':
      return <Model model={output} t={t} />
    case 'layer':
      return <Layer layer={output} t={t} />
    case 'error':
      return <ErrorOutput failure={output} t={t} />
    case 'console':
      return (
        <div
          class="cell-console"
          data-level={output.level}
          style={{ paddingInlineStart: `${output.indent * 1.25}rem` }}
        >
          {output.level !== 'log' && <span class="cell-level">{output.level}</span>}
          {output.values.map((node, i) => (
            <ConsoleValue key={i} node={node} t={t} />
          ))}
        </div>
      )
  }
}

/** More outputs than these scroll in their own frame, so that the page stays short. */
const MANY = 30

interface OutputsProps {
  outputs: readonly Output[]
  labelOf(output: Output): string | null
  t: Translate
}

export function Outputs({ outputs, labelOf, t }: OutputsProps) {
  const scroll =
    outputs.length > MANY
      ? { 'data-many': true, tabIndex: 0, role: 'group' as const, 'aria-label': t('cell.output') }
      : {}
  // An output never changes: the element that was made of it is given again, and nothing of it is compared.
  const made = useRef(new WeakMap<Output, VNode>()).current
  const drawn = (output: Output, i: number): VNode => {
    const found = made.get(output) ?? (
      <div key={i} class="cell-output" data-kind={output.kind}>
        {labelOf(output) !== null && <p class="cell-label">{labelOf(output)}</p>}
        <One output={output} t={t} />
      </div>
    )
    made.set(output, found)
    return found
  }
  return (
    <div class="cell-outputs" {...scroll}>
      {outputs.map((output, i) => drawn(output, i))}
    </div>
  )
}
