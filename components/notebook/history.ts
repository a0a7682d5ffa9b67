/** States to go back to and forth again. The state at hand is never in it: whoever keeps it hands it in. */
export class History<State> {
  readonly #most: number
  #past: State[] = []
  #future: State[] = []

  constructor(most = 200) {
    this.#most = most
  }

  /** Keeps the state that a step is about to leave. What was undone before cannot be redone from here on. */
  leave(state: State): void {
    this.#past = [...this.#past, state].slice(-this.#most)
    this.#future = []
  }

  /** The state before the last step, or null where there is none. */
  undo(present: State): State | null {
    const state = this.#past.pop()
    if (state === undefined) return null
    this.#future.push(present)
    return state
  }

  redo(present: State): State | null {
    const state = this.#future.pop()
    if (state === undefined) return null
    this.#past.push(present)
    return state
  }

  clear(): void {
    this.#past = []
    this.#future = []
  }
}
