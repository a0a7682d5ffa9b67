import { readFileSync } from 'node:fs'

/** What `npm run conformance` measured when the book was built, for programs. */
export const GET = () =>
  new Response(readFileSync('.generated/conformance.json', 'utf8'), {
    headers: { 'Content-Type': 'application/json' },
  })
