import { defineConfig } from 'vitest/config'
import { heads } from './components/notebook/heads.ts'

export default defineConfig({
  plugins: [heads()],
  test: {
    include: ['tests/{unit,contract,charts,docs}/**/*.test.{ts,tsx}'],
    // A limit against hanging, not on speed: a busy machine may be slow.
    testTimeout: 30_000,
  },
})
