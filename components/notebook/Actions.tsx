import { Icon, type IconName } from './icons.tsx'
import type { Command } from './keys.ts'
import type { Cell } from './model.ts'
import type { Store } from './store.ts'

interface Props {
  store: Store
  cell: Cell
}

/** What can be done with a cell, by pointer; the keyboard has its own ways, and reaches these of the selected cell. */
export function Actions({ store, cell }: Props) {
  const { t } = store
  const code = cell.kind.value === 'code'
  const folded = cell.folded.value
  const actions: [command: Command, icon: IconName, text: string][] = [
    code
      ? ['fold', folded ? 'unfold' : 'fold', t(`notebook.cell.${folded ? 'unfold' : 'fold'}`)]
      : ['edit', 'edit', t('notebook.cell.edit')],
    code ? ['markdown', 'text', t('notebook.cell.to_text')] : ['code', 'code', t('notebook.cell.to_code')],
    ['move-up', 'up', t('notebook.cell.up')],
    ['move-down', 'down', t('notebook.cell.down')],
    ['duplicate', 'copy', t('notebook.cell.duplicate')],
    ['delete', 'delete', t('notebook.cell.delete')],
  ]
  return (
    <div class="nb-actions" role="group" aria-label={t('notebook.cell.actions')}>
      {actions.map(([command, icon, text]) => (
        <button
          key={command}
          type="button"
          aria-label={text}
          title={text}
          data-action={command}
          onClick={() => store.command(command, cell.id)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  )
}
