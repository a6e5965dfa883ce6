/** `/sensitivity`: what makes the AI call the coach, or offer them, where no hard rule does. */
import type { Context } from 'grammy'
import type { Reasons } from '../../coaching/handoff/ports.ts'
import {
  countOutcomes,
  presetSensitivity,
  type Sensitivity,
  type SensitivityChange,
  sensitivityLevels,
  sensitivityPresets,
  weighableSigns,
} from '../../coaching/handoff/sensitivity.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { readSensitivity, renderSensitivity, renderSign } from '../rendering/sensitivity.ts'
import type { Screen, SettingScreens } from './setting-screen.ts'

/** So many of the newest decisions show what a change would have done. */
const lookedAt = 200

type Deps = {
  practices: Pick<Practices, 'getPractice' | 'setSensitivity'>
  reasons: Pick<Reasons, 'listDecisions'>
  screens: SettingScreens
  texts: Texts
}
export type SensitivitySetting = ReturnType<typeof createSensitivitySetting>

export function createSensitivitySetting({ practices, reasons, screens, texts }: Deps) {
  return {
    async onCommand(member: MemberAddress): Promise<void> {
      const now = await current(member)
      await screens.send(member, await show(member, { now, before: now, opened: now }))
    },

    /** @returns what the tap is answered with */
    onTap(ctx: Context, subject: string): Promise<TextKey | undefined> {
      return screens.onTap(ctx, (member) => screenAfter(member, subject))
    },
  }

  /** A tap says what is to be, not what to change: the same tap twice is one. Behind it, how all was when the message came. */
  async function screenAfter(member: MemberAddress, subject: string): Promise<Screen | undefined> {
    const [what = '', how = '', openedAs = ''] = subject.split('.')
    const opened = readSensitivity(openedAs)
    if (!opened) return undefined
    const sign = weighableSigns.find((one) => one === what)
    if (sign && how === 'show') {
      const now = await current(member)
      return renderSign({ sign, now, opened, counts: await counting(member), language: member.language, texts })
    }
    if (what === 'show') {
      const now = await current(member)
      return show(member, { now, before: now, opened })
    }
    const change = changeOf(what, how)
    if (!change) return undefined
    const { before, now } = await practices.setSensitivity(member.coachId, change, member.member.id)
    return show(member, { now, before: what === 'undo' ? now : before, opened })
  }

  async function show(
    member: MemberAddress,
    given: { now: Sensitivity; before: Sensitivity; opened: Sensitivity },
  ): Promise<Screen> {
    const { language } = member
    return renderSensitivity({ ...given, counts: await counting(member), language, texts })
  }

  async function current({ coachId }: MemberAddress): Promise<Sensitivity> {
    return (await practices.getPractice(coachId)).sensitivity
  }

  async function counting({ coachId }: MemberAddress) {
    const decisions = await reasons.listDecisions(coachId, lookedAt)
    return { of: decisions.length, with: (sensitivity: Sensitivity) => countOutcomes(decisions, sensitivity) }
  }
}

function changeOf(what: string, how: string): SensitivityChange | undefined {
  const preset = sensitivityPresets.find((one) => one === how)
  if (what === 'preset') return preset && presetSensitivity(preset)
  if (what === 'undo' || what === 'back') return readSensitivity(how)
  const sign = weighableSigns.find((one) => one === what)
  const level = sensitivityLevels.find((one) => one === how)
  return sign && level && { sign, level }
}
