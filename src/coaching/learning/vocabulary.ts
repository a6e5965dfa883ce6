/** The fixed words in which a coach's way is written down: few enough to count, the same for every coach and language. */

export const tones = ['empathetic', 'direct', 'analytical', 'playful', 'challenging'] as const
export const paces = ['slow', 'steady', 'fast'] as const
export const formalities = ['casual', 'neutral', 'formal'] as const
export const energies = ['low', 'medium', 'high'] as const

export const techniques = [
  'question',
  'reflection',
  'reframe',
  'challenge',
  'story',
  'silence',
  'direct_advice',
  'normalization',
  'grounding',
  'affirmation',
] as const

/** What an answer does, move by move: a structure is some of these in their order. */
export const moves = [
  'acknowledge',
  'normalize',
  'pause',
  'ground',
  'reflect',
  'reframe',
  'question',
  'challenge',
  'advise',
  'tell_story',
  'affirm',
  'plan',
  'close',
] as const

export const frameworks = ['GROW', 'OKR', 'Socratic', 'MI', 'CBT', 'ACT', 'NVC', 'SMART', 'solution_focused'] as const

/** What a client is facing. */
export const situations = [
  'crisis',
  'anxiety',
  'grief',
  'anger',
  'self_doubt',
  'overwhelm',
  'procrastination',
  'conflict',
  'boundaries',
  'relationship',
  'family',
  'work',
  'decision',
  'change',
  'health',
  'money',
  'loneliness',
  'cancellation',
  'progress',
  'other',
] as const

export const reactions = ['positive', 'neutral', 'negative', 'transformative'] as const
export const shifts = ['deeper', 'calmer', 'toward_action', 'none', 'away'] as const
export const resolutions = ['resolved', 'partly', 'open'] as const

export type Tone = (typeof tones)[number]
export type Pace = (typeof paces)[number]
export type Formality = (typeof formalities)[number]
export type Energy = (typeof energies)[number]
export type Technique = (typeof techniques)[number]
export type Move = (typeof moves)[number]
export type Framework = (typeof frameworks)[number]
export type Situation = (typeof situations)[number]
export type ClientReaction = (typeof reactions)[number]
