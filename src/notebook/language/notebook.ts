import { parseCell, type ParsedCell } from './cells.ts'
import { cellFile } from './files.ts'
import type { Host } from './host.ts'
import { cellModuleOf, type Borrowed, type CellModule } from './module.ts'

export interface SourceCell {
  readonly id: string
  readonly source: string
}

interface Held {
  readonly parsed: ParsedCell
  readonly module: CellModule
}

/** The notebook's cells as modules that see each other's names. */
export class NotebookModules {
  readonly #host: Host
  #parsed = new Map<string, ParsedCell>()
  readonly #held = new Map<string, Held>()
  /** The cell that defines a name; where several do, the first. */
  #owners = new Map<string, string>()

  constructor(host: Host) {
    this.#host = host
  }

  /** The cells in the order of the page. Gives those whose problems may have changed. */
  update(cells: readonly SourceCell[]): string[] {
    const before = this.#parsed
    this.#parsed = new Map(
      cells.map(({ id, source }) => {
        const old = before.get(id)
        return [id, old?.source === source ? old : parseCell(source)]
      }),
    )
    this.#owners = new Map()
    for (const [id, { names }] of this.#parsed) {
      for (const name of names.keys()) if (!this.#owners.has(name)) this.#owners.set(name, id)
    }
    for (const id of before.keys()) {
      if (this.#parsed.has(id)) continue
      this.#held.delete(id)
      this.#host.write(cellFile(id), null)
    }
    const changed: string[] = []
    for (const [id, parsed] of this.#parsed) {
      const held = this.#held.get(id)
      const module = cellModuleOf(parsed, this.#borrowed(id, parsed))
      this.#held.set(id, { parsed, module })
      if (held?.module.text === module.text) continue
      this.#host.write(cellFile(id), module.text)
      changed.push(id)
    }
    return this.#touched(changed)
  }

  /** The cell as it stands; throws for an id that is none. */
  cell(id: string): Held {
    const held = this.#held.get(id)
    if (!held) throw new Error(`no cell "${id}"`)
    return held
  }

  has(id: string): boolean {
    return this.#held.has(id)
  }

  /** Names of other cells that this one does not have for itself. */
  others(id: string): { name: string; cell: string; at: number }[] {
    const own = this.#parsed.get(id)?.names
    return [...this.#owners]
      .filter(([name, cell]) => cell !== id && !own?.has(name))
      .map(([name, cell]) => ({ name, cell, at: this.#parsed.get(cell)!.names.get(name)!.at }))
  }

  #borrowed(id: string, { names, mentions }: ParsedCell): Borrowed[] {
    return [...mentions].flatMap((name) => {
      const cell = this.#owners.get(name)
      if (cell === undefined || cell === id || names.has(name)) return []
      return [{ name, cell, value: this.#parsed.get(cell)!.names.get(name)!.sight === 'value' }]
    })
  }

  /** The cells, and those that use what they define, and so on. */
  #touched(changed: readonly string[]): string[] {
    const users = new Map<string, string[]>()
    for (const [id, parsed] of this.#parsed) {
      for (const { cell } of this.#borrowed(id, parsed)) users.set(cell, [...(users.get(cell) ?? []), id])
    }
    const touched = new Set(changed)
    for (const id of touched) users.get(id)?.forEach((user) => touched.add(user))
    return [...touched]
  }
}
