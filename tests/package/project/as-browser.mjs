// What tfjs looks at to tell a browser from Node.
Object.defineProperty(process.versions, 'node', { value: undefined })
globalThis.window = globalThis
globalThis.document = {}
