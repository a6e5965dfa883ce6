import { expect, test } from 'vitest'
import { replyRules } from '../../../src/coaching/reply-check/languages.ts'
import { ruleFile } from '../../../src/coaching/reply-check/rule-file.ts'
import { dangerSeenBy, faultWords, replyFault } from '../../../src/telegram/rendering/deciders.ts'

test('every rule of the reply check has its words', () => {
  const ids = replyRules.flatMap((file) => ruleFile.parse(file).rules).map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(10)
  expect(ids.filter((id) => replyFault(id) === 'reply-fault-other')).toEqual([])
  expect(replyFault('prompt.tag')).toBe('reply-fault-prompt')
})

test.each([
  ['button:not_safe', 'seen-by-button'],
  ['model:imminent', 'seen-by-model'],
  ['soft words, model unknown', 'seen-by-soft-words'],
  ['en.thoughts.suicide', 'seen-by-phrase'],
])('%s is seen by %s', (rule, key) => expect(dangerSeenBy(rule)).toBe(key))

test.each([
  ['quota_spent', 'ai-fault-quota-spent'],
  ['the turn never ended', 'ai-fault-timeout'],
  ['no usable answer', 'ai-fault-malformed'],
])('%s is told as %s', (fault, key) => expect(faultWords(fault)).toBe(key))
