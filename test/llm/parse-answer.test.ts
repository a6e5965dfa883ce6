import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseAnswer } from '../../src/llm/parse-answer.ts'

const schema = z.object({ reply: z.string(), mood: z.object({ score: z.number() }) })
const valid = { reply: 'Hello', mood: { score: 1 } }

test.each([
  ['plain', JSON.stringify(valid)],
  ['fenced', `\`\`\`json\n${JSON.stringify(valid, null, 2)}\n\`\`\``],
  ['fenced without a language', `\n\`\`\`\n${JSON.stringify(valid)}\n\`\`\`\n`],
])('reads %s JSON', (_how, content) => {
  expect(parseAnswer(content, schema)).toEqual({ ok: true, value: valid })
})

test('says where an answer is wrong, in no word of the answer', () => {
  const answer = parseAnswer('{"reply":"a secret","mood":{"score":"secret"}}', schema)
  expect(answer).toEqual({ ok: false, problem: expect.stringMatching(/^mood\.score: .*number/) })
  expect(JSON.stringify(answer)).not.toContain('secret')
})

test.each(['', 'a secret', '{"reply": "a secret"', '```json\na secret\n```'])('%j is not JSON', (content) => {
  expect(parseAnswer(content, schema)).toEqual({ ok: false, problem: 'It was not JSON.' })
})
