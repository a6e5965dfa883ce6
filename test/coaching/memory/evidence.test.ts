import { describe, expect, test } from 'vitest'
import { judgeEvidence, locate } from '../../../src/coaching/memory/evidence.ts'
import type { InsightKind } from '../../../src/coaching/memory/insight.ts'
import type { SessionMessage } from '../../../src/coaching/memory/session.ts'
import fc from '../../support/property.ts'

const message = (content: string, rest: Partial<SessionMessage> = {}): SessionMessage => ({
  ...{ id: 'm', seq: 1, senderType: 'client', senderName: 'Sarah', kind: 'text', content, metadata: {} },
  sentAt: new Date(0),
  ...rest,
})

function verdict(content: string, quote = content, kind: InsightKind = 'goal', language = 'en'): string {
  const judged = judgeEvidence(message(content), quote, kind, language)
  return judged.isGood ? 'good' : judged.why
}

describe('what the client says of themselves, as so, is evidence', () => {
  test.each([
    ['I want to lead the team by June.', 'I want to lead the team by June'],
    ['Hm. I WANT to lead  the team', 'i want to lead the team'],
    ['It’s hard, but I’m changing jobs', "I'm changing jobs"],
    ["I'd like to run a marathon.", "I'd like to run a marathon"],
    ["If I'm honest, I want to leave the company.", 'I want to leave the company'],
    ['My sister is ill. I want to visit Rome more often.', 'I want to visit Rome more often'],
    ['My mother says I am too soft, but I want to speak up.', 'I want to speak up'],
    ['I moved to Rome, did I tell you?', 'I moved to Rome'],
    ['Quiero dejar de fumar.', 'Quiero dejar de fumar'],
    ['Mi objetivo es correr una maratón.', 'correr una maratón'],
    ['Ich möchte mein eigenes Studio eröffnen.', 'Ich möchte mein eigenes Studio eröffnen'],
    ['Ich würde gern weniger arbeiten.', 'Ich würde gern weniger arbeiten'],
    ['Today 3 < 5 things went well for my project', 'Today 3 ‹ 5 things went well'],
  ])('%s', (content, quote) => {
    expect(verdict(content, quote)).toBe('good')
  })
})

describe('anything else is none', () => {
  test.each([
    ['not_in_message', 'I want to lead the team.', 'I want to lead the company'],
    ['not_in_message', 'I want a plan.', 'want a pl'],
    ['not_in_message', 'I want a plan.', '...'],
    ['says_nothing', 'Yes, exactly, that is right.', 'Yes, exactly, that is right'],
    ['says_nothing', 'Sí, claro.', 'Sí, claro'],
    ['says_nothing', 'Ja, genau, stimmt.', 'Ja, genau, stimmt'],
    ['quoted', 'He wrote “I want to quit the choir” to all of us.', 'I want to quit the choir'],
    ['quoted', 'Look:\n> I want to quit the choir\nCan you believe it', 'I want to quit the choir'],
    ['quoted', "The card said 'I want to travel the world' in gold.", 'I want to travel the world'],
    ['hypothetical', 'If I lived in Lisbon I would surf.', 'I lived in Lisbon'],
    ['hypothetical', 'I would move to Lisbon for that.', 'I would move to Lisbon'],
    ['hypothetical', 'What if I sold the house', 'I sold the house'],
    ['hypothetical', 'Imagine: no boss. I run my own bakery.', 'I run my own bakery'],
    ['hypothetical', 'Si viviera en Roma, tengo un jardín.', 'tengo un jardín'],
    ['hypothetical', 'Imagina que tengo una panadería.', 'tengo una panadería'],
    ['hypothetical', 'Wenn ich in Rom lebe, habe ich einen Garten.', 'habe ich einen Garten'],
    ['hypothetical', 'Stell dir vor, ich habe eine Bäckerei.', 'ich habe eine Bäckerei'],
    ['question', 'Do I want to become a manager?', 'I want to become a manager'],
    ['about_another', 'My sister wants to become a nurse.', 'wants to become a nurse'],
    ['about_another', 'She wants to become a nurse.', 'wants to become a nurse'],
    ['about_another', 'Mi hermana quiere ser enfermera.', 'quiere ser enfermera'],
    ['about_another', 'Meine Schwester will Ärztin werden.', 'will Ärztin werden'],
    ['about_another', 'You want me to become a nurse.', 'You want me to become a nurse'],
    ['reported', 'My boss said I need to become a manager.', 'I need to become a manager'],
    ['reported', 'Mein Chef sagt, ich soll Leiter werden.', 'ich soll Leiter werden'],
  ])('%s: %s', (why, content, quote) => {
    expect(verdict(content, quote)).toBe(why)
  })

  test('nor is what somebody else wrote, or what was passed on', () => {
    const words = 'I want to become a nurse'
    for (const rest of [
      { senderType: 'ai' as const },
      { senderType: 'human_coach' as const },
      { metadata: { forwarded_from: 'Tom' } },
    ])
      expect(judgeEvidence(message(words, rest), words, 'goal', 'en')).toEqual({
        isGood: false,
        why: 'not_the_clients',
      })
  })
})

test('a fact may be about someone close, and says so', () => {
  const words = 'My sister moved to Rome'
  expect(judgeEvidence(message(words), words, 'fact', 'en')).toMatchObject({ isGood: true, isOfAnother: true })
})

test('a quotation is found as it stands, whatever a model did to case, spaces and apostrophes; and only whole words', () => {
  const word = fc.stringMatching(/^[a-zäöüñéA-ZÄÖÜ’]{1,8}$/)
  const words = fc.array(word, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (all, a, b) => {
      const text = all.join(' \n')
      const from = a % all.length
      const to = from + 1 + (b % (all.length - from))
      const asked = all.slice(from, to).join(' ').toUpperCase().replaceAll('’', "'")
      const found = locate(text, asked)
      if (!/\p{L}/u.test(asked)) return found === undefined
      const quote = found && text.slice(found.from, found.to)
      const before = found && text[found.from - 1]
      expect(quote?.replaceAll(' \n', ' ').toUpperCase().replaceAll('’', "'")).toBe(asked)
      return before === undefined || !/\p{L}/u.test(before) || !/\p{L}/u.test(quote?.[0] ?? '')
    }),
  )
})
