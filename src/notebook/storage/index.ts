import { browserEnvironment } from './environment.ts'
import { StoredNotebooks } from './notebooks.ts'
import type { Notebooks, NotebooksOptions } from './types.ts'

export type {
  Changed,
  Keeping,
  NotebookEntry,
  NotebookList,
  Notebooks,
  NotebooksEvent,
  NotebooksOptions,
  NotebookSession,
  Opened,
  Recovery,
  Reloaded,
  SaveState,
  SessionEvent,
  StorageTrouble,
} from './types.ts'

/**
 * The notebooks kept in this browser. Call it once a page.
 *
 *     const notebooks = openNotebooks({ titles })
 *     const opened = await notebooks.open(id)          // or `await notebooks.begin(notebook)`
 *     if (opened.opened) {
 *       opened.session.subscribe((event) => …)         // state, copied, changed-elsewhere
 *       opened.session.replace(changedNotebook)        // at every keystroke
 *     }
 */
export const openNotebooks = (options: NotebooksOptions): Notebooks =>
  new StoredNotebooks(browserEnvironment(), options)
