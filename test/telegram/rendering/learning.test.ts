import { expect, test } from 'vitest'
import type { Moment } from '../../../src/coaching/learning/moment.ts'
import { openTexts } from '../../../src/locales/texts.ts'
import { renderMoment } from '../../../src/telegram/rendering/learning.ts'
import { anAnalysis } from '../../support/learning.ts'

function moment(situation: typeof anAnalysis.situation): string {
  const analysis = { ...anAnalysis, situation, counted: undefined } as unknown as Moment['analysis']
  const shown: Moment = { id: 'm1', kind: 'takeover', client: 'Sarah', analysis, verdict: undefined, place: undefined }
  return renderMoment(shown, { language: 'en' }, openTexts()).text
}

test('nobody is told that the AI will try something with a client in danger', () => {
  expect(moment('work')).toContain("I'll try that with Sarah when work comes up.")
  expect(moment('crisis')).toBe('From you, just now: you named what they feel, then asked a question.')
})
