/** `/hours` and `/timezone`: when clients may expect the coach. */
import { isWithin, nextWithin, type WeeklyHours } from '../../coaching/hours.ts'
import { parseHours } from '../../coaching/hours-text.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { Clock, MemberAddress } from '../../coaching/ports.ts'
import { findTimezone } from '../../coaching/timezones.ts'
import type { Texts } from '../../locales/texts.ts'
import type { Place } from '../bot-api.ts'
import { clockTime, renderHours, renderWhen } from '../rendering/times.ts'
import type { Replies } from '../replies.ts'

type Deps = { practices: Practices; replies: Replies; texts: Texts; clock: Clock }
export type HoursSetting = ReturnType<typeof createHoursSetting>

export function createHoursSetting({ practices, replies, texts, clock }: Deps) {
  return {
    async onHours(place: Place, member: MemberAddress, argument: string): Promise<void> {
      const { coachId, language } = member
      if (argument === '') return show(place, member)
      if (/^(?:off|none|aus|no)$/i.test(argument)) await practices.setHours(coachId, undefined, member.member.id)
      else {
        const parsed = parseHours(argument)
        if (parsed.kind === 'unclear')
          return void (await replies.toCoach(place, language, 'hours-unclear', { part: parsed.part.slice(0, 100) }))
        await practices.setHours(coachId, parsed.hours, member.member.id)
      }
      await show(place, member)
    },

    async onTimezone(place: Place, member: MemberAddress, argument: string): Promise<void> {
      const { coachId, language } = member
      if (argument !== '') {
        const timezone = findTimezone(argument)
        if (!timezone)
          return void (await replies.toCoach(place, language, 'timezone-unknown', { name: argument.slice(0, 100) }))
        await practices.setTimezone(coachId, timezone, member.member.id)
      }
      const { timezone } = await practices.getPractice(coachId)
      const time = clockTime(clock.now(), { language, timezone })
      await replies.toCoach(place, language, 'timezone-now', { timezone, time })
    },
  }

  async function show(place: Place, { coachId, language }: MemberAddress): Promise<void> {
    const { hours, timezone } = await practices.getPractice(coachId)
    const now = clock.now()
    const time = clockTime(now, { language, timezone })
    if (!hours) return void (await replies.toCoach(place, language, 'hours-none', { timezone, time }))
    await replies.toCoach(place, language, isWithin({ hours, timezone }, now) ? 'hours-now-open' : 'hours-now-closed', {
      hours: renderHours(hours, language),
      timezone,
      time,
      back: backText(hours, timezone, language, now),
    })
  }

  function backText(hours: WeeklyHours, timezone: string, language: string, now: Date): string {
    const back = nextWithin({ hours, timezone }, now)
    return back ? renderWhen(back, now, { language, timezone }, texts) : '…'
  }
}
