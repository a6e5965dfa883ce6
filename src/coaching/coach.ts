/** auto: the AI answers. copilot: each reply waits as a draft. off: messages go straight to the coach. */
export type CoachMode = 'auto' | 'copilot' | 'off'

/** What a coach has set; every setting has a default, so an empty object is complete. */
export type CoachSettings = Record<string, never>
