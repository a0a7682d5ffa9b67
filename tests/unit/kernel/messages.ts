/** What kernels sent, in place of a worker's messages. A test mocks `realm.ts` with it. */
export const messages: string[] = []
