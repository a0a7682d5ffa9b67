import type { CellProgram, Use } from './transpile.ts'

export interface GraphCell {
  readonly id: string
  /** Its number on the page. */
  readonly place: number
  /** Null where its source has no meaning. */
  readonly program: CellProgram | null
}

/** Why a cell cannot run as the notebook stands. `cells` are numbers on the page. */
export type Problem =
  | { readonly code: 'duplicate'; readonly name: string; readonly cells: string }
  | { readonly code: 'cycle'; readonly cells: string }
  | { readonly code: 'assign'; readonly name: string; readonly cells: string; readonly line: number }

export interface GraphNode {
  /** Names that it gives to other cells. */
  readonly defines: readonly string[]
  /** Names of other cells that it uses. */
  readonly uses: readonly string[]
  readonly problem: Problem | null
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>
  /** The cell that defines a name. */
  readonly owners: ReadonlyMap<string, string>
}

interface Definition {
  readonly cell: GraphCell
  readonly imported: string | null
}

/** How cells hang together, whatever their order; they are given in the order of the page. */
export function graphOf(cells: readonly GraphCell[]): Graph {
  const definitions = new Map<string, Definition[]>()
  for (const cell of cells)
    for (const [name, imported] of cell.program?.defines ?? [])
      definitions.set(name, [...(definitions.get(name) ?? []), { cell, imported }])

  // The same import may stand in many cells: the first gives it to the others.
  const clashes = new Map(
    [...definitions].filter(([, [first, ...others]]) =>
      others.some(({ imported }) => imported === null || imported !== first!.imported),
    ),
  )
  const owners = new Map([...definitions].map(([name, [first]]) => [name, first!.cell.id]))
  const usesOf = ({ id, program }: GraphCell): Use[] =>
    (program?.uses ?? []).filter(({ name }) => owners.has(name) && owners.get(name) !== id)
  const circles = circlesOf(cells, usesOf, owners)

  const problemOf = (cell: GraphCell): Problem | null => {
    const { program } = cell
    if (!program) return null
    const twice = [...program.defines.keys()].find((name) => clashes.has(name))
    if (twice !== undefined)
      return { code: 'duplicate', name: twice, cells: places(clashes.get(twice)!.map(({ cell }) => cell)) }
    const written = program.writes.find(({ name }) => owners.has(name) && owners.get(name) !== cell.id)
    if (written) {
      const owner = cells.filter(({ id }) => id === owners.get(written.name))
      return { code: 'assign', name: written.name, cells: places(owner), line: written.line }
    }
    const circle = circles.get(cell.id)
    return circle ? { code: 'cycle', cells: places(circle) } : null
  }

  return {
    owners,
    nodes: new Map(
      cells.map((cell) => [
        cell.id,
        {
          defines: [...(cell.program?.defines.keys() ?? [])].filter((name) => owners.get(name) === cell.id),
          uses: usesOf(cell).map(({ name }) => name),
          problem: problemOf(cell),
        },
      ]),
    ),
  }
}

const places = (cells: readonly GraphCell[]): string => cells.map(({ place }) => place).join(', ')

/** For each cell that comes to use itself, the cells it does so by. */
function circlesOf(
  cells: readonly GraphCell[],
  usesOf: (cell: GraphCell) => Use[],
  owners: ReadonlyMap<string, string>,
): Map<string, GraphCell[]> {
  const next = new Map(
    cells.map((cell) => [cell.id, new Set(usesOf(cell).map(({ name }) => owners.get(name)!))]),
  )
  const reach = (from: string): Set<string> => {
    const found = new Set<string>()
    const todo = [...next.get(from)!]
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (found.has(id)) continue
      found.add(id)
      todo.push(...next.get(id)!)
    }
    return found
  }
  const reached = new Map(cells.map(({ id }) => [id, reach(id)]))
  const circleOf = (id: string) =>
    cells.filter((other) => reached.get(id)!.has(other.id) && reached.get(other.id)!.has(id))
  return new Map(cells.filter(({ id }) => reached.get(id)!.has(id)).map(({ id }) => [id, circleOf(id)]))
}

/** The wanted cells and all that they use, directly or not, among `cells`. */
export function upstreamOf(cells: readonly GraphCell[], wanted: readonly string[]): Set<string> {
  const definers = new Map<string, GraphCell[]>()
  for (const cell of cells)
    for (const name of cell.program?.defines.keys() ?? [])
      definers.set(name, [...(definers.get(name) ?? []), cell])
  const byId = new Map(cells.map((cell) => [cell.id, cell]))
  const found = new Set<string>()
  const todo = [...wanted]
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    const cell = byId.get(id)
    if (!cell || found.has(id)) continue
    found.add(id)
    for (const { name } of cell.program?.uses ?? [])
      todo.push(...(definers.get(name) ?? []).map(({ id }) => id))
  }
  return found
}
