/** The screens of a coach's own practice, and where a tap on them goes. */
import type { Context } from 'grammy'
import type { Logger } from 'pino'
import type { Access } from '../../coaching/access.ts'
import type { Reasons } from '../../coaching/handoff/ports.ts'
import type { TryWords } from '../../coaching/handoff/try-words.ts'
import type { Batches } from '../../coaching/knowledge/batches.ts'
import type { Conflicts } from '../../coaching/knowledge/conflicts.ts'
import type { Download } from '../../coaching/knowledge/fetch-files.ts'
import type { Library } from '../../coaching/knowledge/library.ts'
import type { Gaps } from '../../coaching/knowledge/ports.ts'
import type { Samples } from '../../coaching/knowledge/samples.ts'
import type { Interventions, Teachings } from '../../coaching/learning/ports.ts'
import { createPutRight } from '../../coaching/learning/put-right.ts'
import type { Rehearsals } from '../../coaching/learning/rehearse.ts'
import type { CoachTexts, Practices } from '../../coaching/ports/practices.ts'
import type { Clock, Ids, Senders, Wake } from '../../coaching/ports.ts'
import type { PracticeService } from '../../coaching/practice.ts'
import type { Helplines } from '../../coaching/safety/lines/helplines.ts'
import type { Tries } from '../../coaching/trying/tries.ts'
import type { Trying } from '../../coaching/trying/trying.ts'
import type { HearAnswer } from '../../coaching/voice/hear-answer.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import type { BotApi } from '../bot-api.ts'
import type { Tap } from '../buttons.ts'
import type { Replies } from '../replies.ts'
import { createAnswersSetting } from './answers-setting.ts'
import { batchActions, createBatchTap } from './batch-taps.ts'
import { coldActions, createColdStart } from './cold-start.ts'
import { conflictActions, createConflictTaps } from './conflicts.ts'
import { createCopilotSetting } from './copilot-setting.ts'
import { createDocsSetting, docActions } from './docs-setting.ts'
import { createDrill } from './drill.ts'
import { createGapsList, gapActions } from './gaps.ts'
import { createHoursSetting } from './hours-setting.ts'
import { createImportChats, importActions } from './import-chats.ts'
import { createMirrorSetting } from './mirror-setting.ts'
import { createReceiptsSetting } from './receipts-setting.ts'
import { createRehearseScreens, rehearseActions } from './rehearse.ts'
import { createReminderSetting } from './reminder-setting.ts'
import { createRulesSetting, ruleActions } from './rules-setting.ts'
import { createSampleTaps, sampleActions } from './sample.ts'
import { createSensitivitySetting } from './sensitivity-setting.ts'
import { createSettingScreens } from './setting-screen.ts'
import { createAddSnippet } from './snippet.ts'
import { createStyleScreens, styleActions } from './style.ts'
import { createTextsSetting, textActions } from './texts-setting.ts'
import { createTokenSetting, tokenActions } from './token-setting.ts'
import { createTryChat, tryActions } from './try.ts'
import { createSendUploadLink } from './upload-link.ts'
import { createWayScreens, wayActions } from './ways.ts'

export type ScreenDeps = {
  botApi: BotApi
  practice: PracticeService
  practices: Practices
  reasons: Reasons
  gaps: Gaps
  coachTexts: CoachTexts
  senders: Senders
  helplines: Helplines
  tryWords: TryWords
  access: Access
  batches: Batches
  conflicts: Conflicts
  interventions: Interventions
  teachings: Teachings
  hearAnswer: HearAnswer
  download: Download
  rehearsals: Rehearsals
  tries: Tries
  trying: Trying
  samples: Samples
  library: Library
  /** Where the upload page is reached; undefined where it is not. */
  publicUrl: string | undefined
  fileBytesAtMost: number
  texts: Texts
  wake: Wake
  clock: Clock
  ids: Ids
  inBackground: (what: string, work: () => Promise<unknown>) => void
  log: Logger
}

/** What a coach sets, looks at and decides by buttons, in private or wherever else they tap them. */
export function createCoachScreens({
  botApi,
  practice,
  practices,
  reasons,
  gaps,
  coachTexts,
  senders,
  helplines,
  tryWords,
  access,
  batches,
  conflicts,
  interventions,
  teachings,
  hearAnswer,
  download,
  rehearsals,
  tries,
  trying,
  samples,
  library,
  publicUrl,
  fileBytesAtMost,
  texts,
  wake,
  clock,
  ids,
  inBackground,
  log,
  replies,
}: ScreenDeps & { replies: Replies }) {
  const drill = createDrill({ practices, senders, replies, texts, helplines })
  const screens = createSettingScreens({ senders, botApi, texts })
  const mirrorSetting = createMirrorSetting({ practices, screens, replies, texts })
  const hoursSetting = createHoursSetting({ practices, replies, texts, clock })
  const textsSetting = createTextsSetting({ coachTexts, screens, botApi, texts, ask: practice.ask })
  const reminderSetting = createReminderSetting({ practices, screens, texts })
  const rulesSetting = createRulesSetting({
    practices,
    screens,
    replies,
    texts,
    tryWords,
    ask: practice.ask,
    clock,
    ids,
  })
  const sensitivitySetting = createSensitivitySetting({ practices, reasons, screens, texts })
  const answersSetting = createAnswersSetting({ practices, screens, texts })
  const receiptsSetting = createReceiptsSetting({ practices, screens, texts })
  const copilotSetting = createCopilotSetting({ practices, screens, texts })
  const gapsList = createGapsList({ gaps, practices, screens, texts })
  const styleScreens = createStyleScreens({ interventions, practices, screens, botApi, texts, wake, log })
  const wayScreens = createWayScreens({
    ...{ interventions, practices, screens, botApi, replies, texts },
    putRight: createPutRight({ interventions }),
  })
  const rehearseScreens = createRehearseScreens({ rehearsals, practices, screens, texts, wake })
  const docsSetting = createDocsSetting({
    ...{ library, conflicts, practices, screens, replies, texts },
    ...{ ask: practice.ask, hasPage: publicUrl !== undefined },
  })
  const addSnippet = createAddSnippet({ library, batches, senders, wake })
  const sampleTaps = createSampleTaps({
    ...{ samples, library, batches, screens, botApi, replies, texts, practices, wake },
    ask: practice.ask,
  })
  const tokenSetting = createTokenSetting({ access, practices, screens, botApi, texts })
  const sendUploadLink = createSendUploadLink({ access, practices, botApi, texts, publicUrl, fileBytesAtMost })
  const coldStart = createColdStart({
    ...{ teachings, practices, senders, botApi, replies, texts, hearAnswer, wake, inBackground },
    ask: practice.ask,
  })
  const importChats = createImportChats({
    ...{ teachings, senders, download, botApi, replies, texts, wake, inBackground, log },
    ask: practice.ask,
  })
  const tryChat = createTryChat({
    ...{ trying, tries, teachings, senders, screens, botApi, replies, texts, wake, clock },
  })
  const onConflictTap = createConflictTaps({ conflicts, library, practices, screens, texts, wake })
  const onBatchTap = createBatchTap({ batches, library, senders, wake })

  return {
    drill,
    mirrorSetting,
    hoursSetting,
    textsSetting,
    reminderSetting,
    rulesSetting,
    sensitivitySetting,
    answersSetting,
    receiptsSetting,
    copilotSetting,
    gapsList,
    styleScreens,
    wayScreens,
    rehearseScreens,
    docsSetting,
    sampleTaps,
    tokenSetting,
    sendUploadLink,
    coldStart,
    importChats,
    tryChat,
    onTap,
  }

  /** @returns undefined when the tap is for others */
  function onTap(ctx: Context, tap: Tap): Promise<TextKey | undefined> | undefined {
    if (tap.action === 'set_mirrors') return mirrorSetting.onTap(ctx, tap.subject)
    if (tap.action === 'set_reminders') return reminderSetting.onTap(ctx, tap.subject)
    if (tap.action === 'set_sensitivity') return sensitivitySetting.onTap(ctx, tap.subject)
    if (tap.action === 'drill_yes' || tap.action === 'drill_no' || tap.action === 'set_country')
      return drill.onTap(ctx, tap.action, tap.subject)
    const textAction = textActions.find((action) => action === tap.action)
    if (textAction) return textsSetting.onTap(ctx, textAction, tap.subject)
    if (tap.action === 'set_receipts') return receiptsSetting.onTap(ctx, tap.subject)
    if (tap.action === 'set_copilot') return copilotSetting.onTap(ctx, tap.subject)
    if (tap.action === 'set_answers') return answersSetting.onTap(ctx, tap.subject)
    const styleAction = styleActions.find((action) => action === tap.action)
    if (styleAction) return styleScreens.onTap(ctx, styleAction, tap.subject)
    const wayAction = wayActions.find((action) => action === tap.action)
    if (wayAction) return wayScreens.onTap(ctx, wayAction, tap.subject)
    const rehearseAction = rehearseActions.find((action) => action === tap.action)
    if (rehearseAction) return rehearseScreens.onTap(ctx, rehearseAction)
    const gapAction = gapActions.find((action) => action === tap.action)
    if (gapAction) return gapsList.onTap(ctx, gapAction, tap.subject)
    const tokenAction = tokenActions.find((action) => action === tap.action)
    if (tokenAction) return tokenSetting.onTap(ctx, tokenAction, tap.subject)
    const batchAction = batchActions.find((action) => action === tap.action)
    if (batchAction) return onBatchTap(ctx, batchAction, tap.subject)
    const docAction = docActions.find((action) => action === tap.action)
    if (docAction) return docsSetting.onTap(ctx, docAction, tap.subject)
    const conflictAction = conflictActions.find((action) => action === tap.action)
    if (conflictAction) return onConflictTap(ctx, conflictAction, tap.subject)
    const sampleAction = sampleActions.find((action) => action === tap.action)
    if (sampleAction) return sampleTaps.onTap(ctx, sampleAction, tap.subject)
    const coldAction = coldActions.find((action) => action === tap.action)
    if (coldAction) return coldStart.onTap(ctx, coldAction, tap.subject)
    const importAction = importActions.find((action) => action === tap.action)
    if (importAction) return importChats.onTap(ctx, importAction, Number(tap.subject))
    const tryAction = tryActions.find((action) => action === tap.action)
    if (tryAction) return tryChat.onTap(ctx, tryAction, tap.subject)
    if (tap.action === 'snippet_add') return addSnippet(ctx)
    const ruleAction = ruleActions.find((action) => action === tap.action)
    if (ruleAction) return rulesSetting.onTap(ctx, ruleAction, tap.subject)
    return undefined
  }
}
