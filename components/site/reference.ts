/** The Keras that the book's numbers are checked against. */
export const reference = { keras: '3.3.3', tensorflow: '2.16.1' } as const
