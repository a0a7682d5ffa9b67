import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { One } from '../../cell/Outputs.tsx'
import type { Cell } from '../model.ts'
import type { CellRun, Shown } from '../runs.ts'
import type { Store } from '../store.ts'
import { Input } from './Input.tsx'
import { Training } from './Training.tsx'

interface Props {
  store: Store
  cell: Cell
  run: CellRun
}

/** More outputs than these scroll in their own frame, so that the page stays short. */
const MANY = 30

/** What a cell shows. Outputs of the run before stand, pale, until the new run shows its own or ends. */
export function CellOutputs({ store, cell, run }: Props) {
  const { t } = store
  // Plain outputs never change: the element that was made of one is given again, and nothing of it is compared.
  const made = useRef(new WeakMap<Shown['output'], VNode>()).current
  const outputs = run.outputs.value
  if (outputs.length === 0) return null
  if (store.outputsFolded.value.has(cell.id))
    return (
      <button
        type="button"
        class="nb-folded"
        aria-expanded={false}
        onClick={() => store.toggleOutputs(cell.id)}
      >
        {t('notebook.cell.outputs_folded')}
      </button>
    )

  const still = (output: Exclude<Shown['output'], { kind: 'input' | 'training' }>): VNode => {
    const found = made.get(output) ?? <One output={output} t={t} />
    made.set(output, found)
    return found
  }
  const drawn = ({ output, label }: Shown): VNode => {
    switch (output.kind) {
      case 'input':
        return (
          <Input
            output={output}
            t={t}
            disabled={!run.live.value}
            id={`nb-input-${cell.id}-${output.input}`}
            onSet={(value) => store.runs.setInput(cell.id, output.input, value)}
          />
        )
      case 'training':
        return <Training store={store} output={output} label={label} live={run.live.value} />
      default:
        return still(output)
    }
  }
  const many = outputs.length > MANY
  return (
    <div
      class="cell-outputs nb-outputs"
      role="group"
      aria-label={t('cell.output')}
      data-many={many || undefined}
      tabIndex={many ? 0 : undefined}
    >
      {outputs.map((shown) => (
        <div
          key={shown.slot}
          class="cell-output"
          data-kind={shown.output.kind}
          data-old={shown.run !== run.run.value || undefined}
        >
          {shown.label !== null && shown.output.kind !== 'input' && <p class="nb-label">{shown.label}</p>}
          {drawn(shown)}
        </div>
      ))}
      {run.cut.value && <p class="cell-note">{t('notebook.cell.cut')}</p>}
    </div>
  )
}
