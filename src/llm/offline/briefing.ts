import type { ModelMessage } from '../../coaching/ports.ts'
import { readConversation } from './conversation.ts'
import { composeReply } from './reply.ts'
import { normalise, readSignals } from './signals.ts'

const labelled = /^(m\d+) \((client|AI|team, [^)]*)\): (.*)$/gm
/** A rehearsal reads no more than this of what it quotes. */
const quotedWords = 12

/** A rehearsal of a briefing: what was said last by each side, in their own words, and a question. */
export function briefCoach(messages: readonly ModelMessage[]) {
  const text = messages.flatMap(({ role, content }) => (role === 'user' ? content : [])).join('\n')
  const said = [...text.matchAll(labelled)].map(({ 1: label = '', 2: who = '', 3: words = '' }) => ({
    label,
    who,
    words,
  }))
  const ofClient = said.filter(({ who }) => who === 'client')
  const last = ofClient.at(-1)
  const question = said.findLast(({ who, words }) => who === 'AI' && words.includes('?'))
  const signals = { ...readSignals(normalise(last?.words ?? ''), undefined), wantsHuman: false }
  const conversation = readConversation([{ role: 'user', content: last?.words ?? '' }])
  return {
    wants: quoting(ofClient.find(({ words }) => /\b(want|need|hope|goal|wish)\b/i.test(words))),
    tried: quoting(question),
    matters: [],
    opening: { text: composeReply(conversation, signals).split('\n\n')[0], messages: last ? [last.label] : [] },
  }
}

function quoting(said: { label: string; words: string } | undefined) {
  if (!said) return []
  const words = said.words.replace(/["“”„«»]/g, '').split(' ')
  const text = `“${words.slice(0, quotedWords).join(' ')}${words.length > quotedWords ? ' …' : ''}”`
  return [{ text, messages: [said.label] }]
}
