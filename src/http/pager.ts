/** The operator's pager: a webhook that hears of a crisis, without a word of what was said. */
import type { SendPage } from '../coaching/ports/deliveries.ts'

const answerWithinMs = 5_000

/** POSTs `{ id, event, text, coachId, conversationId, grade, minutes }`. Any 2xx means that it was taken; all else is tried again. */
export function createPager(url: string, request: typeof fetch = fetch): SendPage {
  return async function sendPage({ coachName, ...page }) {
    const text = `OpenCoach: a client of ${coachName} may be in danger (level ${page.grade} of 4), first seen ${page.minutes} min ago.`
    const event = page.minutes > 0 ? 'crisis.unattended' : 'crisis'
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ event, text, ...page }),
        signal: AbortSignal.timeout(answerWithinMs),
      })
      await answer.body?.cancel()
      return answer.ok ? { kind: 'sent' } : { kind: 'unclear', error: `the pager answered ${answer.status}` }
    } catch (error) {
      return { kind: 'unclear', error: error instanceof Error ? error.name : 'the pager did not answer' }
    }
  }
}
