import { describe, expect, test } from 'vitest'
import type { ChatModel } from '../../src/coaching/ports.ts'
import { gentleQuestions, methods, openQuestions } from '../../src/llm/offline/questions.ts'
import { createOfflineModel } from '../../src/llm/offline.ts'
import { turnRequest, turnRequestUnder } from './turn-schema.ts'

const model: ChatModel = createOfflineModel()
const longStory = `I feel tired, ${'and then there is another thing that happened at the office with the others, '.repeat(30)}`

async function turn(...said: string[]) {
  return (await model.answer(turnRequest(...said))).value
}

/** A conversation in which the client says these, and each reply stays in view. */
async function talk(system: string, ...client: string[]): Promise<string[]> {
  const said: string[] = []
  for (const text of client) {
    const { value } = await model.answer(turnRequestUnder(system, ...said, text))
    said.push(text, value.reply)
  }
  return said.filter((_, index) => index % 2 === 1)
}

test('costs nothing and says who it is', async () => {
  const { usage } = await model.answer(turnRequest('Hello'))
  expect(usage).toEqual({ model: 'offline', tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: 0, latencyMs: 0 })
})

test('says once in a conversation that it is a rehearsal', async () => {
  const [first, second, third] = await talk('You are the AI clone of the coach Dana.', 'Hi', 'I feel stuck', 'Yes')
  expect(first).toMatch(/\n\n\(Rehearsal: no language model is connected, so my answers are simple\.\)$/)
  expect(second).not.toMatch(/rehearsal/i)
  expect(third).not.toMatch(/rehearsal/i)
})

test.each([
  'Hi',
  'hello there',
  'I keep putting off my thesis and I feel stuck',
  'My week was great, I am proud of it',
  'What should I do about my boss?',
  'Why?',
  'yes',
  'no',
  'not sure',
  'hm',
  '👍',
  '???',
  '',
  'thanks!',
  'bye',
  'Are you a real person?',
  'I want to quit my job today',
  'Can I talk to Dana?',
  longStory,
])('answers %j with one open question, and briefly', async (text) => {
  const { reply } = await turn(text)
  const spoken = reply.split('\n\n(')[0] ?? ''
  const ownWords = spoken.replace(/“[^”]*”/g, '')
  expect(ownWords.match(/\?/g)).toHaveLength(1)
  expect(spoken.length).toBeLessThan(220)
  expect(spoken).not.toMatch(/[{}]|undefined|“”/)
})

test('mirrors a few of the client’s words, in quotation marks', async () => {
  expect((await turn('I keep putting off my thesis and I feel stuck')).reply).toContain('“keep putting off my thesis”')
  expect((await turn('I am not good enough for this job')).reply).toContain('“not good enough for this job”')
})

test('never parrots', async () => {
  const { reply } = await turn(longStory)
  for (const [, quoted] of reply.matchAll(/“([^”]*)”/g)) expect(quoted?.length).toBeLessThanOrEqual(48)
})

test('answers all that is unanswered, and nothing older', async () => {
  const request = turnRequest('My cat is ill', 'What is hardest about it?')
  const more = [
    { role: 'user' as const, content: 'Hello?' },
    { role: 'user' as const, content: 'My landlord wants me out by the end of June' },
  ]
  const { value } = await model.answer({ ...request, messages: [...request.messages, ...more] })
  expect(value.reply).toContain('landlord')
  expect(value.reply).not.toMatch(/cat|ill\b/)
})

test.each([
  'I keep putting off my thesis and I feel stuck',
  'My project is late',
  'Nobody answers my emails',
  'The budget is gone',
])('the same words again and again (%s) get another opening and another question each time', async (same) => {
  const replies = await talk('You are the AI clone of the coach Dana.', ...Array.from({ length: 6 }, () => same))
  const questions = replies.map((reply) => openQuestions.find((question) => reply.includes(question)))
  const openings = replies.map((reply, index) => reply.slice(0, reply.indexOf(questions[index] ?? '')))
  expect(new Set(questions).size).toBe(6)
  expect(new Set(openings.slice(0, 4)).size).toBe(4)
})

test('what the client has heard already is passed over', async () => {
  const { reply } = await turn('Hi', 'Hello.', 'My project is late')
  const { reply: next } = await turn('Hi', reply, 'My project is late')
  const question = openQuestions.find((candidate) => reply.includes(candidate))
  expect(question).toBeDefined()
  expect(next).not.toContain(question)
})

test('an answer of the coach’s is taken over once, and not said again to who has heard it', async () => {
  const shown = '<examples>\n- [e1] this client: “Work”. The answer: “Breathe with me. What can wait?”\n</examples>'
  const [first, second] = await talk(shown, 'Work is crushing me', 'That does not help at all')
  expect(first).toContain('Breathe with me. What can wait?')
  expect(second).not.toContain('Breathe with me.')
})

test('the same request gets the same reply', async () => {
  expect(await turn('I feel stuck')).toEqual(await turn('I feel stuck'))
})

describe('the method of the coach', () => {
  const asks = (reply: string | undefined, questions: readonly string[]) => {
    return questions.some((question) => reply?.includes(question))
  }

  test.each(methods)('$name is recognised and asked in', async ({ name, stages }) => {
    const [reply] = await talk(
      `You are the clone of Dana.\nMethod: ${name === 'values' ? 'values-based' : name}, and much patience.`,
      'My project is late',
    )
    expect(asks(reply, stages[0] ?? [])).toBe(true)
  })

  test('GROW is walked through from goal to will', async () => {
    const story = [
      'The project is late',
      'Nobody answers my emails',
      'The budget is gone',
      'My team is new',
      'Our office moved',
      'The client is loud',
      'The printer broke',
    ]
    const replies = await talk('You are the clone of Dana. I work with the GROW model.', ...story)
    const grow = methods.find(({ name }) => name === 'GROW')
    expect(asks(replies[0], grow?.stages[0] ?? [])).toBe(true)
    expect(asks(replies[2], grow?.stages[1] ?? [])).toBe(true)
    expect(asks(replies[6], grow?.stages[3] ?? [])).toBe(true)
  })

  test('another method gets open questions', async () => {
    const [reply] = await talk('You are the clone of Dana. I help people grow.', 'My project is late')
    expect(asks(reply, openQuestions)).toBe(true)
  })
})

test.each([
  'You are the AI clone of the coach Dana.',
  'You are the AI clone of Dana.',
  'You write on behalf of Dana, a coach.',
  "You are Dana's AI clone.",
  'Coach: Dana',
  '<coach name="Dana">\nMethod: talking\n</coach>',
  'coach_name: "Dana"',
])('finds the name of the coach in: %s', async (system) => {
  const { value } = await model.answer(turnRequestUnder(system, 'Can I talk to Dana?'))
  expect(value).toMatchObject({ wants_human: true, reply: expect.stringContaining('Dana') })
})

test('reads through the fence around a client’s words', async () => {
  const { wants_human, reply } = await turn('<client_message id="7">I want a human</client_message>')
  expect(wants_human).toBe(true)
  expect(reply).not.toContain('client_message')
})

test('mirrors the words of a client, never what is remarked on them', async () => {
  const { reply } = await turn('[photo, which you cannot see] my new running shoes are wonderful')
  expect(reply).toContain('new running shoes')
  expect(reply).not.toMatch(/cannot see|\]/)
})

test('does not coach someone in danger', async () => {
  const { risk, reply } = await turn('I want to end my life')
  expect(risk).toBe('high')
  expect(reply.split('\n\n(')[0]).not.toContain('?')
})

test('someone in despair is asked gently, whatever the method', async () => {
  const { risk, reply } = await turn('I feel worthless and hopeless about all of it')
  expect(risk).toBe('none')
  expect(gentleQuestions.some((question) => reply.includes(question))).toBe(true)
})

test('a schema that asks for more than it knows is an unusable answer', async () => {
  const { messages, schemaName } = turnRequest('Hello')
  const { schema } = turnRequest()
  const stricter = schema.refine(() => false)
  const answer = model.answer({ purpose: 'turn', messages, schema: stricter, schemaName })
  await expect(answer).rejects.toMatchObject({ code: 'ai_unavailable', why: 'malformed' })
})
