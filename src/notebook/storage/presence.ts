import type { Environment } from './environment.ts'

const lockOf = (session: string) => `layerbook.session.${session}`

/** How long an answer from another tab may take. */
const ANSWER = 300

/** Who is alive: each session holds a lock that the browser frees when its tab ends, however it ends. */
export class Presence {
  readonly #environment: Environment
  readonly #here = new Set<string>()
  readonly #answers = new Map<string, () => void>()

  constructor(environment: Environment) {
    this.#environment = environment
    environment.channel?.listen((message) => {
      if (message.tell === 'who' && this.#here.has(message.session))
        environment.channel?.post({ tell: 'here', session: message.session })
      if (message.tell === 'here') this.#answers.get(message.session)?.()
    })
  }

  /** Shows the session as alive until the function it gives is called, or the tab ends. */
  async enter(session: string): Promise<() => void> {
    this.#here.add(session)
    const release = await this.#lock(session, null)
    return () => {
      this.#here.delete(session)
      release?.()
    }
  }

  /**
   * Claims what a session left when its tab ended. Gives the function that ends the claim, or `null` when the
   * session is alive or another tab claims it. A tab that was reloaded may need some `patience`, in
   * milliseconds, to be gone; with 0 only what is gone already is claimed. Where a browser has no locks, a frozen tab counts as gone, so that a claim never
   * may destroy what only that tab knows.
   */
  async claim(session: string, patience: number): Promise<(() => void) | null> {
    if (this.#here.has(session)) return null
    const lock = await this.#lock(session, patience)
    if (lock !== undefined) return lock
    return (await this.#isAnswered(session)) ? null : () => {}
  }

  /** The function that frees the lock; `null` when it is taken; `undefined` where there are no locks. */
  #lock(session: string, patience: number | null): Promise<(() => void) | null | undefined> {
    const { locks, after } = this.#environment
    if (!locks) return Promise.resolve(undefined)
    const giveUp = new AbortController()
    const stopWaiting = patience ? after(patience, () => giveUp.abort()) : () => {}
    return new Promise((resolve) => {
      const held = (lock: Lock | null) => {
        stopWaiting()
        if (!lock) return resolve(null)
        return new Promise<void>((free) => resolve(free))
      }
      locks
        .request(lockOf(session), patience === 0 ? { ifAvailable: true } : { signal: giveUp.signal }, held)
        .catch(() => resolve(giveUp.signal.aborted ? null : undefined))
    })
  }

  #isAnswered(session: string): Promise<boolean> {
    const { channel, after } = this.#environment
    if (!channel) return Promise.resolve(false)
    return new Promise((resolve) => {
      const settle = (alive: boolean) => {
        this.#answers.delete(session)
        stopWaiting()
        resolve(alive)
      }
      const stopWaiting = after(ANSWER, () => settle(false))
      this.#answers.set(session, () => settle(true))
      channel.post({ tell: 'who', session })
    })
  }
}
