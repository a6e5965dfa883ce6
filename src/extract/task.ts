import type { ExtractOptions, LocalFile } from '../coaching/knowledge/ports.ts'
import type { Confinement } from './confine.ts'
import type { Allowance, Usage } from './confined-process.ts'
import type { ExtractLimits } from './limits.ts'

/** What one file's work needs. */
export type Task = {
  file: LocalFile
  options: ExtractOptions
  limits: ExtractLimits
  allowance: Allowance
  confinement: Confinement
  onUsage: ((usage: Usage) => void) | undefined
  /** From here on so much of the whole is done, as this share of the rest is. */
  progress(share: number): void
}
