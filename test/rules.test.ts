/** `/rules`: a coach adds a rule, tries it, and takes it away; what it does, clients see. */
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changeRules } from '../src/coaching/handoff/change-rules.ts'
import { parseRule } from '../src/coaching/handoff/rule-words.ts'
import { coachRuleLimits } from '../src/coaching/handoff/rules.ts'
import { stateOf } from './support/acts.ts'
import { openWorld } from './support/world.ts'

type World = Awaited<ReturnType<typeof openWorld>>

const last = (world: World) =>
  world.dana
    .screen()
    .filter(({ from }) => from.isBot)
    .at(-1)
const buttons = (world: World) =>
  last(world)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? []
const stored = async (world: World) => {
  const [row] = await world.rows<{ rules: { phrases: string[]; action: string }[] | null }>(
    sql`select settings -> 'rules' as rules from coaches`,
  )
  return (row?.rules ?? []).map(({ phrases, action }) => `${action}: ${phrases.join(', ')}`)
}

async function says(world: World, text: string): Promise<string> {
  await world.dana.says(text)
  await world.quiet()
  return last(world)?.text ?? ''
}

async function taps(world: World, button: string): Promise<string> {
  await world.dana.taps(button)
  await world.quiet()
  return last(world)?.text ?? ''
}

describe('a coach adds a rule', () => {
  test('the next message it speaks of calls the coach; once it is removed, the next does not; undone, it does again', async () => {
    await using world = await openWorld()
    expect(await says(world, '/rules')).toContain('You have no rules yet')
    expect(await says(world, '/rules add divorce, custody')).toContain('Call me: “divorce” or “custody”')
    await world.sarah.says('The custody hearing is near.')
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
    expect(
      world.topic('Sarah').some(({ text }) => text.includes('wrote something that you want to be called for')),
    ).toBe(true)

    await taps(world, 'Remove')
    await world.taps(world.dana, 'AI may answer')
    await world.settle()
    await world.sarah.says('So, the custody hearing.')
    await world.settle()
    expect(await stateOf(world)).toBe('ai')

    expect(await says(world, '/rules')).toContain('You have no rules yet')
    const removed = world.dana.screen().find(({ text }) => text.includes('Removed:'))
    expect(removed?.buttons?.flat().map(({ text }) => text)).toEqual(['Undo', 'All rules'])
    await world.dana.taps('Undo')
    await world.quiet()
    expect(await stored(world)).toEqual(['handoff: divorce, custody'])
    await world.sarah.says('And custody again.')
    await world.settle()
    expect(await stateOf(world)).toBe('waiting')
  })

  test('by a button, and in another kind by a tap', async () => {
    await using world = await openWorld({ clients: [] })
    await says(world, '/rules')
    expect(await taps(world, 'Add a rule')).toContain('Which words?')
    expect(await says(world, 'homework')).toContain('Call me: “homework”')
    expect(await taps(world, 'Leave it to the AI instead')).toContain('Danger, a plain request for you')
    expect(await stored(world)).toEqual(['never: homework'])
    expect(await taps(world, 'Offer me instead')).toContain('Answer, and offer me: “homework”')
    await taps(world, 'All rules')
    expect(last(world)?.text).toContain('1. Answer, and offer me: “homework”')
    expect(buttons(world)).toEqual(['1', 'Add a rule', 'Try a message'])
    await taps(world, '1')
    expect(buttons(world)).toContain('Call me instead')
  })

  test('a key that is sent instead is a key, and never a rule', async () => {
    await using world = await openWorld({ clients: [] })
    await says(world, '/rules add')
    await world.dana.says('sk-test-key-of-dana-00009')
    await world.dana.hears('0009')
    expect(await stored(world)).toEqual([])
  })

  test('what cannot be a rule is said, and nothing changes', async () => {
    await using world = await openWorld({ clients: [] })
    expect(await says(world, '/rules add ,,,')).toContain('There are no words in it')
    expect(await says(world, '/rules add 🙈')).toContain('“🙈” has no word')
    expect(await says(world, `/rules add ${'x'.repeat(coachRuleLimits.phraseLength + 1)}`)).toContain('too long')
    const many = Array.from({ length: coachRuleLimits.phrases + 1 }, (_, at) => `word${at}`)
    expect(await says(world, `/rules add ${many.join(', ')}`)).toContain('That is 21 phrases, and 20')
    expect(await says(world, '/rules sing')).toContain('/rules try, and a client')
    expect(await stored(world)).toEqual([])
  })

  test('many rules turn pages, the longest too, and one more than the most is refused', async () => {
    await using world = await openWorld({ clients: [] })
    const phrases = Array.from({ length: coachRuleLimits.phrases }, () => 'w'.repeat(coachRuleLimits.phraseLength))
    const rules = Array.from({ length: coachRuleLimits.rules }, (_, at) => ({
      id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      phrases: at === 9 ? ['ten'] : phrases,
      action: 'never',
    }))
    await world.rows(sql`update coaches set settings = ${JSON.stringify({ rules })}::jsonb`)
    expect(await says(world, '/rules add one more')).toContain('You have 50 rules, and that is the most')
    await says(world, '/rules')
    expect(buttons(world)).toEqual([...'12345678', 'Next ▶', 'Add a rule', 'Try a message'])
    expect(await taps(world, 'Next ▶')).toContain('10. Leave it to the AI: “ten”')
    expect(await taps(world, '9')).toContain('w'.repeat(100))
    await taps(world, 'Remove')
    expect((await stored(world)).length).toBe(49)
    await taps(world, 'Undo')
    expect((await stored(world))[9]).toBe('never: ten')
  })

  test('nobody but the coach', async () => {
    await using world = await openWorld()
    await world.sarah.says('/rules add divorce')
    await world.settle()
    expect(await stored(world)).toEqual([])
  })
})

describe('a coach tries a message', () => {
  test.each([
    ['My divorce comes up.', ['🙋 I would call you', 'your rule 2, for “divorce”']],
    ['Homework again.', ['💬 The AI would answer', 'your rule 1, for “homework”']],
    [
      'Can I talk to Dana in person? It is homework.',
      ['🙋', 'a request in plain words', 'rule 1, for “homework”, speaks of it too'],
    ],
    ['What a fine day.', ['💬', 'nothing in these words calls you', 'I did not ask the AI']],
    [
      'I will quit my job right now.',
      ['💬', 'less than 60% sure of its answer: 🙋', 'an important decision (job, now)'],
    ],
    [
      'I want to kill myself tonight.',
      ['🆘 I would see danger in this (level 4 of 4)', 'No rule of yours changes that'],
    ],
  ])('%s', async (message, said) => {
    await using world = await openWorld({ clients: [] })
    await says(world, '/rules add never call me for homework')
    await says(world, '/rules add divorce')
    const asked = world.model.requests.length
    const answer = await says(world, `/rules try ${message}`)
    for (const words of said) expect(answer.replaceAll(/\s+/g, ' ')).toContain(words)
    expect(world.model.requests.length).toBe(asked)
  })

  test('by a button', async () => {
    await using world = await openWorld({ clients: [] })
    await says(world, '/rules')
    await taps(world, 'Try a message')
    expect(await says(world, 'Hello there.')).toContain('nothing in these words calls you')
    expect(buttons(world)).toEqual(['Try another', 'All rules'])
  })

  test('and what is said is what happens', async () => {
    await using world = await openWorld()
    await says(world, '/rules add offer me for the gym')
    for (const [message, mark, outcome] of [
      ['What a fine day.', '💬', 'continue'],
      ['I was at the gym.', '🤝', 'offer'],
      ['Can I talk to Dana in person?', '🙋', 'handoff'],
    ] as const) {
      expect((await says(world, `/rules try ${message}`)).slice(0, 2)).toBe(mark)
      await world.sarah.says(message)
      await world.settle()
      expect(await stateOf(world), message).toBe(outcome === 'handoff' ? 'waiting' : 'ai')
      if (outcome === 'handoff') continue
      const [answer] = await world.rows<{ outcome: string | null }>(
        sql`select metadata -> 'decision' ->> 'outcome' as outcome from messages where sender_type = 'ai' order by seq desc limit 1`,
      )
      expect(answer?.outcome, message).toBe(outcome)
    }
  })
})

test.each([
  ['divorce', 'handoff: divorce'],
  ['divorc*, custody or alimony.', 'handoff: divorc* | custody | alimony'],
  ['when someone mentions divorce or custody', 'handoff: divorce | custody'],
  ['call me when a client talks about “life or death”', 'handoff: life or death'],
  ['Never call me for homework; tests', 'never: homework | tests'],
  ["don't call me over small talk", 'never: small talk'],
  ['offer me: gym', 'offer: gym'],
  ['offer', 'handoff: offer'],
  ['job offer', 'handoff: job offer'],
  ['never again', 'handoff: never again'],
  ['if only', 'handoff: if only'],
  ['call meetings', 'handoff: call meetings'],
  ['wenn jemand von Scheidung oder Sorgerecht spricht', 'handoff: Scheidung | Sorgerecht'],
  ['ruf mich nicht bei Hausaufgaben', 'never: Hausaufgaben'],
  ['biete mich an, wenn jemand „Kündigung“ schreibt', 'offer: Kündigung'],
  ['no me llames por deberes', 'never: deberes'],
  ['cuando alguien menciona divorcio o custodia', 'handoff: divorcio | custodia'],
  ['', 'no_words'],
  ['call me', 'no_words'],
  ['!!', 'no_words'],
  ['🙈', 'no_phrase'],
])('“%s” is read as %s', (said, expected) => {
  const parsed = parseRule(said)
  expect(parsed.kind === 'rule' ? `${parsed.rule.action}: ${parsed.rule.phrases.join(' | ')}` : parsed.kind).toBe(
    expected,
  )
})

test('a repeated message adds no second rule, and only the last removed comes back, once', () => {
  const rule = (id: string, ...phrases: string[]) => ({ id, phrases, action: 'handoff' as const })
  const rules = [rule('a', 'one'), rule('b', 'two'), rule('c', 'three')]
  expect(changeRules({ rules }, { kind: 'add', rule: rule('d', 'Two') })).toEqual({ rules, rule: rules[1] })
  const removed = changeRules({ rules }, { kind: 'remove', id: 'b' })
  expect(removed?.rules.map(({ id }) => id)).toEqual(['a', 'c'])
  const more = changeRules({ ...removed }, { kind: 'add', rule: rule('d', 'four') })
  expect(changeRules({ ...more }, { kind: 'restore', id: 'a' })).toBeUndefined()
  const restored = changeRules({ ...more }, { kind: 'restore', id: 'b' })
  expect(restored?.rules.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  expect(changeRules({ ...restored }, { kind: 'restore', id: 'b' })).toBeUndefined()
})
