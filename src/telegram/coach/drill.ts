/** `/drill`: would a crisis wake this coach? A page like a real one, which no client hears of. `/country` beside it. */
import type { Context } from 'grammy'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Senders } from '../../coaching/ports.ts'
import type { Helplines } from '../../coaching/safety/lines/helplines.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { chosenCountry, countryButtons, findCountry, nameOf } from '../country.ts'
import type { Replies } from '../replies.ts'

type Deps = { practices: Practices; senders: Senders; replies: Replies; texts: Texts; helplines: Helplines }

export function createDrill({ practices, senders, replies, texts, helplines }: Deps) {
  return {
    async start({ member, language, coachName, groupChatId }: MemberAddress): Promise<void> {
      const subject = String(member.telegramUserId)
      await replies.toCoach(
        { chatId: member.telegramUserId },
        language,
        'drill-page',
        {},
        {
          buttons: [
            [
              { key: 'drill-yes-button', action: 'drill_yes', subject },
              { key: 'drill-no-button', action: 'drill_no', subject },
            ],
          ],
        },
      )
      if (groupChatId !== undefined)
        await replies.toCoach({ chatId: groupChatId }, language, 'drill-group', { coach: coachName })
    },

    /** @param wanted a country's code or name behind the command; '' to be asked */
    async askCountry(asker: MemberAddress, wanted: string): Promise<void> {
      const { member, language } = asker
      const place = { chatId: member.telegramUserId }
      const country = findCountry(helplines.countries, wanted, language)
      if (country) return saveCountry(asker, country)
      const about = { action: 'set_country' as const, subject: (code: string) => code }
      const buttons = countryButtons(helplines.countries, language, about)
      if (wanted === '')
        return void (await replies.toCoach(place, language, 'country-ask', {}, { silent: true, buttons }))
      const values = helplines.countries.map((code) => `${code} (${nameOf(code, language)})`).join(', ')
      const params = { value: wanted.slice(0, 100), values }
      await replies.toCoach(place, language, 'country-unknown', params, { silent: true, buttons })
    },

    /** @returns what the tap is answered with */
    async onTap(
      ctx: Context,
      action: 'drill_yes' | 'drill_no' | 'set_country',
      subject: string,
    ): Promise<TextKey | undefined> {
      const found = ctx.from && (await senders.findMember(ctx.from.id))
      if (found?.member.role !== 'owner') return 'tap-owner-only'
      const place = { chatId: found.member.telegramUserId }
      const { language } = found
      if (action !== 'set_country') {
        await replies.toCoach(place, language, action === 'drill_yes' ? 'drill-yes' : 'drill-no', {}, { silent: true })
        return undefined
      }
      const country = chosenCountry(helplines.countries, subject)
      if (country) await saveCountry(found, country)
      return undefined
    },
  }

  async function saveCountry({ coachId, member, language }: MemberAddress, country: string): Promise<void> {
    await practices.setCountry(coachId, country, member.id)
    const saved = { country: nameOf(country, language) ?? texts.render(language, 'country-elsewhere') }
    await replies.toCoach({ chatId: member.telegramUserId }, language, 'country-saved', saved, { silent: true })
  }
}
