import type { Environment } from './environment.ts'

const ASKED = 'layerbook.persistence'

/** Some browsers ask the reader, who shall not be asked again soon. */
const AGAIN = 30 * 24 * 60 * 60 * 1000

/**
 * Asks the browser to keep what is stored even when it needs space. Gives its answer, or `null` where it cannot
 * be asked, or was not long ago.
 */
export async function askToPersist({ persistence, journal, now }: Environment): Promise<boolean | null> {
  try {
    if (!persistence) return null
    if (await persistence.persisted()) return true
    const asked = Number(journal?.getItem(ASKED) ?? 0)
    if (Math.abs(now() - asked) < AGAIN) return null
    const granted = await persistence.persist()
    journal?.setItem(ASKED, String(now()))
    return granted
  } catch {
    return null
  }
}
