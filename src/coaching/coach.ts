/** What a coach has chosen. */
import { z } from 'zod'
import { mirrorDensities } from './mirrors.ts'

/** auto: the AI answers. copilot: each reply waits as a draft. off: messages go straight to the coach. */
export type CoachMode = 'auto' | 'copilot' | 'off'

/** Every setting has a default, so an empty object is complete. */
export const coachSettings = z.object({ mirrors: z.enum(mirrorDensities).optional() })
export type CoachSettings = z.infer<typeof coachSettings>
