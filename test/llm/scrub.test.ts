import { expect, test } from 'vitest'
import { scrub } from '../../src/llm/scrub.ts'

const key = 'sk-proj-Q7hT2mZx9LrV4bNcWd81'

test.each([
  [`Incorrect API key provided: ${key}.`, 'Incorrect API key provided: [key].'],
  ['Key sk-proj-********************Wd81 is wrong', 'Key [key] is wrong'],
  ['Key sk-p...Wd81 is wrong', 'Key [key] is wrong'],
  ['Key sk-p…Wd81 is wrong', 'Key [key] is wrong'],
  ['Key ••••••••Wd81 is wrong', 'Key [key] is wrong'],
  ['The key ending in 4bNcWd81 is wrong', 'The key ending in [key] is wrong'],
  ['Authorization: Bearer abc.def_ghi-123', 'Authorization: Bearer [key]'],
  ['Someone else has sk-Zz12345678901234', 'Someone else has [key]'],
  ['The model gpt-4o-mini does not exist', 'The model gpt-4o-mini does not exist'],
])('%s', (text, clean) => {
  expect(scrub(text, key)).toBe(clean)
})

test('a key with signs that mean something elsewhere is taken out as it is, and as it stands in a URL', () => {
  expect(scrub('bad: a+b/c$&==, or a%2Bb%2Fc%24%26%3D%3D', 'a+b/c$&==')).toBe('bad: [key], or [key]')
})

test('without a key there is still something to look for', () => {
  expect(scrub('sk-Zz12345678901234 was sent', undefined)).toBe('[key] was sent')
})
