import { expect, test } from 'vitest'
import { sayWhatWasSaid } from '../../../src/llm/offline/recalled.ts'

const prompt = [
  {
    role: 'system' as const,
    content: `<recalled>
- (2026-03-02, you, the AI) What did your father say?
- (2026-03-05, Dana, in person) Write to your father.
- (2026-03-02, Sarah) My father left for Lisbon.
- (2026-03-09, Sarah) The week was long.
</recalled>`,
  },
]

test('the rehearsal says what the client said, with its day, when they ask for it', () => {
  expect(sayWhatWasSaid(prompt, 'Do you remember what I said about my father?')).toBe(
    'On 2026-03-02 you said: “My father left for Lisbon.”',
  )
  expect(sayWhatWasSaid(prompt, 'My father called.')).toBeUndefined()
  expect(sayWhatWasSaid(prompt, 'Do you remember the violin?')).toBeUndefined()
})
