/** What the model is asked for in a turn: one structured call, the judgement before the words. */
import { z } from 'zod'

export const turnAnswer = z.object({
  risk: z
    .enum(['none', 'low', 'high', 'imminent'])
    .describe(
      'danger to the client or to someone else; low: a passive wish to be gone or not to live, never ordinary stress, sadness or a figure of speech',
    ),
  wants_human: z.boolean().describe('the client asks to talk to the human coach'),
  situation: z.string().max(200).describe('what the client is facing, in a few words'),
  sentiment: z.number().min(-1).max(1).describe('how the client feels: -1 despair, 0 neutral, 1 joy'),
  stakes: z
    .enum(['none', 'low', 'high'])
    .describe(
      'high: the client is about to take, or has just taken, a decision that is hard to undo (job, marriage, debt, health, law)',
    ),
  confidence: z.number().min(0).max(1).describe('how sure you are that this reply is what the coach would say'),
  asks_knowledge: z
    .boolean()
    .describe(
      'the client asks for knowledge that documents could hold (a fact, a method, how to do something), not to be heard',
    ),
  used: z
    .array(z.string())
    .describe(
      'ids of the passages the reply stands on, and of the examples it goes by; empty when none was given or none helped',
    ),
  reply: z.string().min(1).max(12_000).describe('what to say to the client'),
})

export type TurnAnswer = z.infer<typeof turnAnswer>
