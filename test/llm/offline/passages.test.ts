/** The rehearsal knows no meaning: it answers from a document only in the question's own words. */
import { expect, test } from 'vitest'
import { turnAnswer } from '../../../src/coaching/answer.ts'
import { createOfflineModel } from '../../../src/llm/offline.ts'

const passages = {
  p1: 'A boundary is a sentence about yourself, not about the other person.',
  p2: 'With a boss, name the limit first, then the reason, and stop talking.',
}

async function ask(question: string) {
  const told = Object.entries(passages).map(([id, text]) => `<passage id="${id}" from="Workbook">\n${text}\n</passage>`)
  const { value } = await createOfflineModel().answer({
    purpose: 'turn',
    schemaName: 'turn',
    schema: turnAnswer,
    messages: [
      { role: 'system', content: told.join('\n') },
      { role: 'user', content: question },
    ],
  })
  return value
}

test.each([
  ['How do I name a limit to my boss?', 'p2'],
  ['What is a boundary?', 'p1'],
  ['Is a boundary about the other person or about yourself?', 'p1'],
])('%s is answered from %s', async (question, id) => {
  const answer = await ask(question)
  expect(answer).toMatchObject({ asks_knowledge: true, used: [id] })
  expect(answer.reply).toContain(passages[id as keyof typeof passages])
})

test.each([
  'What is the capital of France?',
  'Can you recommend a boss fight in a video game with dragons?',
  'Which day do you charge my credit card?',
])('%s is in none of them', async (question) => {
  const answer = await ask(question)
  expect(answer).toMatchObject({ asks_knowledge: true, used: [] })
  expect(answer.reply).not.toContain('boundary')
  expect(answer.reply).not.toContain('name the limit')
})
