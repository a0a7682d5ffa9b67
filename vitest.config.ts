import { defineConfig } from 'vitest/config'

export default defineConfig({
  // tfjs's ESM files import each other without extensions, which Node refuses; Vite resolves them.
  ssr: { noExternal: [/@tensorflow\//] },
  test: {
    include: ['tests/{unit,contract,charts,docs}/**/*.test.{ts,tsx}'],
    server: { deps: { inline: [/@tensorflow\//] } },
  },
})
