/** The more the coach has stepped in, the nearer the clone's reply is to how they write; without what was learned it is not. */
import { expect, test } from 'vitest'
import { inventedCoaches } from '../scripts/measure/invented-coaches.ts'
import { styleDistance, styleOf } from '../src/coaching/learning/style-distance.ts'
import type { ModelMessage } from '../src/coaching/ports.ts'
import { analyseIntervention } from '../src/llm/offline/analysis.ts'
import type { FakeRequest } from './support/openai-server.ts'
import { openWorld } from './support/world.ts'

const dayMs = 24 * 3_600_000
const bring = ['the talk with my manager', 'my sleepless nights', 'the empty page', 'my sister and the wedding']

/** What the rehearsal's rules make of an intervention. */
function analysedByRule(request: FakeRequest): Record<string, unknown> {
  return analyseIntervention(request.body.messages as ModelMessage[]) as Record<string, unknown>
}

/** A model that has no words but those of the style and of the examples in its prompt. */
function echo(request: FakeRequest, isBlind: boolean): { used: string[]; reply: string } {
  const system = isBlind ? '' : request.texts('system').join('\n')
  const answers = [...system.matchAll(/- \[(e\d)\] .*? The answer: “(.*)”/g)]
  const opening = /- Opens with: “(.*?)”/.exec(system)?.[1]
  const phrases = /- Phrases of their own: “(.*?)”/.exec(system)?.[1]
  if (answers.length === 0 && !opening && !phrases)
    return {
      used: [],
      reply:
        'I understand that this situation is challenging for you. It could be beneficial to reflect upon it further.',
    }
  return {
    used: answers.slice(0, 1).map(([, id = '']) => id),
    reply: [opening, ...answers.map(([, , answer]) => answer), phrases].filter(Boolean).join(' '),
  }
}

/** @param after so many interventions each, rising */
async function distances(after: readonly number[], { isBlind = false } = {}): Promise<number[]> {
  await using world = await openWorld()
  const { sarah, dana, model } = world
  const replies = inventedCoaches(7).find(({ name }) => name === 'warm and slow')?.replies ?? []
  const heldBack = styleOf(replies.slice(40))
  model.answersAs('analysis', analysedByRule)
  model.answersWith((request) => echo(request, isBlind))
  const found: number[] = []
  let known = 0
  for (const n of after) {
    for (; known < n; known++) {
      await sarah.says(`I cannot stop thinking about ${bring[known % bring.length]}.`)
      await world.settle()
      await world.writes(dana, 'Sarah', '/takeover')
      await world.settle()
      await world.writes(dana, 'Sarah', replies[known] ?? '')
      await world.settle()
      await world.writes(dana, 'Sarah', '/handback')
      await world.settle()
      await world.taps(dana, 'Keep')
      await world.settle()
      await world.advance(dayMs)
    }
    const sent: string[] = []
    for (const matter of bring) {
      await sarah.says(`It is ${matter} again, I cannot stop thinking about it.`)
      await world.settle()
      sent.push(sarah.screen().at(-1)?.text ?? '')
      await world.advance(dayMs)
    }
    found.push(styleDistance(styleOf(sent), heldBack))
  }
  return found
}

test('the reply that is sent nears the coach, and does not where what was learned is taken out', async () => {
  const [none = 0, some = 0] = await distances([0, 4])
  expect(some).toBeLessThan(none - 0.05)
  const [blind = 0] = await distances([4], { isBlind: true })
  expect(blind).toBeGreaterThanOrEqual(none - 0.02)
}, 60_000)
