import type { IDBPDatabase, IDBPObjectStore } from 'idb'
import type { Environment, Schema } from './environment.ts'
import type { StorageTrouble } from './types.ts'

export type Records<Mode extends IDBTransactionMode = 'readwrite'> = IDBPObjectStore<
  Schema,
  ['notebooks'],
  'notebooks',
  Mode
>

/** The database did not do it, and holds what it held before. */
export class StorageError extends Error {
  readonly why: StorageTrouble

  constructor(why: StorageTrouble, cause: unknown) {
    super(why, { cause })
    this.name = 'StorageError'
    this.why = why
  }
}

/** What stands between the reader and their notebooks, said by what `Database.use` threw. */
export const troubleOf = (error: unknown): StorageTrouble =>
  error instanceof StorageError ? error.why : 'unavailable'

// Firefox named it otherwise for long.
const FULL = new Set(['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'])

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

const isFull = (error: unknown): boolean => FULL.has(nameOf(error))

/** The records, each transaction whole or not at all, over a connection that is made anew when it was lost. */
export class Database {
  readonly #environment: Environment
  #connection: Promise<IDBPDatabase<Schema>> | null = null

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /**
   * Runs `work` in one transaction. `work` may await nothing but requests to the store, and may run twice.
   * @throws StorageError
   */
  async use<T, Mode extends 'readonly' | 'readwrite'>(
    mode: Mode,
    work: (records: Records<Mode>) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#once(mode, work)
    } catch (error) {
      // The connection was closed meanwhile: by an upgrade in another tab, or because the reader cleared the site.
      if (nameOf(error) !== 'InvalidStateError') throw this.#asTrouble(error)
    }
    this.#connection = null
    try {
      return await this.#once(mode, work)
    } catch (error) {
      throw this.#asTrouble(error)
    }
  }

  async #once<T, Mode extends 'readonly' | 'readwrite'>(
    mode: Mode,
    work: (records: Records<Mode>) => Promise<T>,
  ): Promise<T> {
    const transaction = (await this.#connect()).transaction('notebooks', mode)
    // It also rejects when `work` throws; only one of the two is awaited then.
    transaction.done.catch(() => {})
    try {
      const result = await work(transaction.store)
      await transaction.done
      return result
    } catch (error) {
      const full = isFull(error) || isFull(transaction.error)
      try {
        transaction.abort()
      } catch {
        // It has ended already.
      }
      throw full ? new StorageError('full', error) : error
    }
  }

  #connect(): Promise<IDBPDatabase<Schema>> {
    if (this.#connection) return this.#connection
    const forget = () => {
      if (this.#connection === connection) this.#connection = null
    }
    const connection: Promise<IDBPDatabase<Schema>> = this.#environment.connect({
      // Another tab waits to upgrade or to delete the database.
      blocking: () => {
        forget()
        void connection.then((database) => database.close())
      },
      terminated: forget,
    })
    connection.catch(forget)
    this.#connection = connection
    return connection
  }

  #asTrouble(error: unknown): StorageError {
    if (error instanceof StorageError) return error
    return new StorageError(isFull(error) ? 'full' : 'unavailable', error)
  }
}
