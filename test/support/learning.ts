/** What a model says of an intervention. */
import type { ModelAnalysis } from '../../src/coaching/learning/analysis.ts'
import type { FakeRequest } from './openai-server.ts'

export const anAnalysis: ModelAnalysis = {
  style: { tone: 'empathetic', pace: 'slow', formality: 'casual', energy: 'low' },
  techniques: ['grounding', 'question'],
  framework: null,
  structure: ['acknowledge', 'question'],
  key_phrases: ['breathe with me'],
  metaphor: null,
  emotional_handling: 'named the fear first',
  situation: 'work',
  situation_summary: 'work is too much, and breathing is hard',
  outcome: null,
  why_it_worked: '',
  applicable_to_similar: true,
  transferable_to_others: 0.8,
  confidence: 0.9,
  replication_value: 0.8,
}

/** Where the client has said something afterwards, that it went well. */
export function analysed(request: FakeRequest): Record<string, unknown> {
  const after = /<after>\n([\s\S]*?)\n?<\/after>/.exec(request.texts('user').join('\n'))?.[1] ?? ''
  const wentWell = {
    client_reaction: 'positive',
    conversation_shift: 'calmer',
    resolution: 'partly',
    follow_through: null,
  }
  return { ...anAnalysis, outcome: after.trim() === '' ? null : wentWell }
}
