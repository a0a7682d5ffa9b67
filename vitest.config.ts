import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['tests/{unit,contract,charts,docs}/**/*.test.{ts,tsx}'] },
})
