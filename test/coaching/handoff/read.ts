/** Reads texts as a turn does, for a coach called Dana. */
import { handoffLexicons } from '../../../src/coaching/handoff/lexicons.ts'
import { createReadSignals } from '../../../src/coaching/handoff/word-signals.ts'

const readSignals = createReadSignals(handoffLexicons)

export function read(text: string, names: readonly string[] = ['Dana']) {
  return readSignals(text, names)
}
