import { defineConfig } from 'vitest/config'
import { heads } from './components/notebook/heads.ts'

export default defineConfig({
  plugins: [heads()],
  test: { include: ['tests/{unit,contract,charts,docs}/**/*.test.{ts,tsx}'] },
})
