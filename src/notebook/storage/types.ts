import type { Notebook } from '../document.ts'
import type { NotebookError } from '../errors.ts'

/** Why the browser keeps nothing: its space is used up, or it has no database for this page. */
export type StorageTrouble = 'full' | 'unavailable'

/** Times are in milliseconds since 1970 and for display only; what is newer is told by `revision`. */
interface EntryBase {
  readonly id: string
  readonly revision: number
  readonly created: number
  readonly changed: number
  /** When it was removed; `null` while it is not. */
  readonly deleted: number | null
}

/** A line in the list of notebooks. One that cannot be read is listed too, and kept. */
export type NotebookEntry =
  | (EntryBase & { readonly readable: true; readonly title: string; readonly cells: number })
  | (EntryBase & { readonly readable: false; readonly error: NotebookError })

export type NotebookList =
  | {
      readonly listed: true
      /** The latest change first, those removed left out. */
      readonly notebooks: readonly NotebookEntry[]
      /** Those removed and not yet purged, the latest first. */
      readonly deleted: readonly NotebookEntry[]
      /**
       * Ids of notebooks that this call brought back: typed in a tab that ended before it could store them. They
       * are listed, and can be opened, even while they cannot be stored.
       */
      readonly recovered: readonly string[]
    }
  | { readonly listed: false; readonly why: StorageTrouble }

/** What became of changes to one notebook that a tab left behind when it crashed or was reloaded. */
export type Recovery =
  /** They are in the notebook that was opened. */
  | { readonly into: 'same' }
  /** The notebook has changed since, so they are in a notebook of their own. */
  | { readonly into: 'copy'; readonly id: string; readonly title: string }
  /** They would be in a notebook of their own, but it cannot be stored; they are kept and tried next time. */
  | { readonly into: 'later'; readonly why: StorageTrouble }

export type Opened =
  | { readonly opened: true; readonly session: NotebookSession; readonly recovered: readonly Recovery[] }
  /** There is none, or it was removed: `restore` brings it back. */
  | { readonly opened: false; readonly why: 'missing' | 'deleted' | StorageTrouble }
  /** It is there but cannot be read. `raw` is what is stored, for the reader to save as a file. */
  | { readonly opened: false; readonly why: 'damaged'; readonly error: NotebookError; readonly raw: unknown }

export type Changed =
  | { readonly done: true; readonly id: string; readonly revision: number }
  | { readonly done: false; readonly why: 'missing' | 'damaged' | StorageTrouble }

/**
 * - `new`: begun, and neither changed nor stored yet.
 * - `saved`: all is stored.
 * - `dirty`: changed; the next pause stores it.
 * - `saving`: being stored.
 * - `full`, `unavailable`: it could not be stored. The next change and `flush` try again, and the state stays
 *   until one of them succeeds.
 */
export type SaveState = 'new' | 'saved' | 'dirty' | 'saving' | StorageTrouble

/**
 * Where the newest text is: `stored` (or nothing is new) in the database; in the `journal`, from where it is recovered after a crash
 * or a reload; or in `memory` only, so that the reader must not leave (the session then asks them to stay).
 */
export type Keeping = 'stored' | 'journal' | 'memory'

export type SessionEvent =
  | { readonly type: 'state'; readonly state: SaveState; readonly keeping: Keeping }
  /**
   * Another tab had stored or removed the notebook `from` meanwhile: this tab's version is now the notebook `id`,
   * with a title of its own, and the session goes on with it. `notebook` replaces what the page holds.
   */
  | { readonly type: 'copied'; readonly from: string; readonly id: string; readonly notebook: Notebook }
  /** Stored or removed elsewhere, with nothing unsaved here. `reload` takes it over. */
  | { readonly type: 'changed-elsewhere'; readonly revision: number; readonly deleted: boolean }

export type Reloaded =
  | { readonly reloaded: true; readonly notebook: Notebook }
  /** `edited`: there are changes here; the next save makes a copy of them. */
  | { readonly reloaded: false; readonly why: 'edited' | 'missing' | 'deleted' | 'damaged' | StorageTrouble }

/** One open notebook: what changes is journalled at once, and stored at the next pause. */
export interface NotebookSession {
  /** Of the notebook; another after `copied`. */
  readonly id: string
  readonly notebook: Notebook
  readonly state: SaveState
  readonly keeping: Keeping
  /**
   * The notebook after a change, given at every change. Cells that did not change are best the same objects.
   * Nothing happens when nothing differs. May throw nothing; what goes wrong is told by `state`.
   */
  replace(notebook: Notebook): void
  /** Stores now what is not stored, and tries again after trouble. Gives the state it ended in. */
  flush(): Promise<SaveState>
  /** Takes the stored version over, where nothing is unsaved here. */
  reload(): Promise<Reloaded>
  /**
   * Stores what is left, then ends the session. `false`: the text is nowhere but in memory, and the session goes
   * on.
   */
  close(): Promise<boolean>
  /** Listens to events. Gives the function that ends it. */
  subscribe(listener: (event: SessionEvent) => void): () => void
}

export type NotebooksEvent =
  /** The list changed, in this tab or another. */
  | { readonly type: 'list' }
  /** Whether the browser promised not to clear what is stored when it needs space. Told once, if at all. */
  | { readonly type: 'persistence'; readonly granted: boolean }

/** The notebooks of this browser. No method throws or rejects: results say what happened. */
export interface Notebooks {
  /** Also purges what was removed more than 30 days ago. */
  list(): Promise<NotebookList>
  open(id: string): Promise<Opened>
  /**
   * A session on a new notebook that is stored with its first change or `flush`: for links, which store nothing
   * until the reader wants them, and for browsers that store nothing.
   */
  begin(notebook: Notebook): Promise<NotebookSession>
  /** Stores a new notebook. */
  create(notebook: Notebook): Promise<Changed>
  /** For notebooks that are not open here: the title of an open one is changed by its session's `replace`. */
  rename(id: string, title: string): Promise<Changed>
  /** `title` makes the new title from the old. Gives the id of the new notebook. */
  duplicate(id: string, title: (title: string) => string): Promise<Changed>
  /** Removes it; `restore` undoes that for 30 days. Close its session first. */
  remove(id: string): Promise<Changed>
  restore(id: string): Promise<Changed>
  subscribe(listener: (event: NotebooksEvent) => void): () => void
}

export interface NotebooksOptions {
  /** Titles, in the reader's language, for notebooks that come about by themselves. They get the old title. */
  readonly titles: {
    /** This tab's version, when another tab had stored the same notebook. */
    conflict(title: string): string
    /** Changes of a crashed tab to a notebook that has changed since. */
    recovered(title: string): string
  }
  /** Milliseconds without a change before it is stored: 400 when left out. */
  readonly pause?: number
}
