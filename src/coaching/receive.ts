/** A client's message arrives: crisis rules first, in memory; then stored once, and a turn is due. */
import { deliver, noticeToClient } from './alerts.ts'
import type { ConversationSnapshot, Effect, Ruling } from './conversation.ts'
import { turnFor } from './due-turn.ts'
import { type MessageFile, type MessageKind, passedOnAt, readingOf } from './media.ts'
import { correctionOf } from './memory/items.ts'
import { correctionNoted } from './memory/receipt.ts'
import { isRoutine, mirror, mirrorDueAt } from './mirrors.ts'
import type {
  ClientAddress,
  Clock,
  ConversationAddress,
  Conversations,
  Emergency,
  Ids,
  Origin,
  Senders,
  StoredMessage,
  Wake,
} from './ports.ts'
import { onChatContinues } from './safety/ai-reminder.ts'
import { isInCrisis, onDanger, onMessageInEpisode } from './safety/danger.ts'
import type { CrisisFinding, CrisisScreen } from './safety/screen.ts'
import { notSafe, sayNotSafe } from './safety/taps.ts'
import { graver, unweighedDanger } from './safety/weigh.ts'
import { createWithoutStore, type Sender } from './safety/without-store.ts'
import { type Heard, onHeard } from './voice/heard.ts'
import type { SpokenMessage } from './voice/ports.ts'
import { contentOf } from './voice/spoken.ts'

export type IncomingMessage = {
  origin: Origin
  chatId: number
  messageId: number
  telegramUserId: number
  /** The text, the caption, or what stands for the rest in words; '' when there is none. */
  text: string
  kind: MessageKind
  file?: MessageFile
  forwardedFrom?: string
  quote?: string
  /** What of the memory it puts right: it was written as an answer to that. */
  corrects?: string
  /** Telegram's word for the sender's language. */
  language?: string | undefined
  sentAt: Date
}

/** What the edge has to answer itself: a person without a coach, and in no danger. The rest is answered from here. */
export type Received =
  | { kind: 'stored' }
  | { kind: 'duplicate' }
  | { kind: 'stranger' }
  | { kind: 'stranger_in_danger' }

/** `tapsNotSafe`: no words, but the button [I'm not safe]. */
export type Words = Pick<IncomingMessage, 'telegramUserId' | 'text' | 'language'> & { tapsNotSafe?: true }

type Deps = {
  screen: CrisisScreen
  senders: Senders
  conversations: Conversations
  emergency: Emergency
  wake: Wake
  clock: Clock
  ids: Ids
}

/** Notices that only say "not yet" are repeated to a client at most this often. */
const noticeEveryMs = 60_000
/** "{coach} will see this too", while waiting. */
const waitingNoticeEveryMs = 10 * 60_000

export function createReceive({ screen, senders, conversations, emergency, wake, clock, ids }: Deps) {
  const nextId = () => ids.next()
  const withoutStore = createWithoutStore({ emergency, clock })

  return {
    /** @throws when the message could not be stored: the update must then not be acknowledged, so that it comes again */
    receive: (message: IncomingMessage, client: ClientAddress | undefined) =>
      handle(
        message,
        async () => client,
        (s, finding) => onClientMessage(s, message, finding),
      ),

    /** An edit is kept, screened again, and read by the turn that has not answered yet. */
    receiveEdit: (message: IncomingMessage) =>
      handle(
        message,
        // Where the message went, whichever coach is the active one by now. Of one that is not known only danger counts.
        async (finding) =>
          (await senders.findClientConversationOfMessage(message.telegramUserId, message.messageId)) ??
          (finding && (await senders.findClient(message.telegramUserId))),
        (s, finding, stored) => onClientEdit(s, message, finding, stored),
      ),

    /** What came of listening. The client's words are screened as typed ones are, and only then answered. */
    async receiveHeard(spoken: SpokenMessage, heard: Heard): Promise<void> {
      const { coachId, conversationId, client } = spoken
      const said = spoken.isClients && heard.kind === 'words' ? heard.transcription.text : ''
      await changeScreened(
        { coachId, conversationId, message: { id: spoken.messageId } },
        { telegramUserId: client.telegramUserId, language: client.language, text: said },
        undefined,
        screen.screen(said),
        (s, finding, stored) => onHeard(s, stored, spoken, heard, finding, { now: clock.now(), nextId }),
      )
    },

    /** [I'm not safe]. */
    async receiveNotSafe(sender: Sender, client: ClientAddress, origin: Origin): Promise<void> {
      withoutStore.remember(sender.telegramUserId, client)
      const changed = await conversations.change(client, origin, (s) => sayNotSafe(s, { now: clock.now(), nextId }))
      if (!changed) return
      withoutStore.noteUnsent(client.conversationId, sender, notSafe)
      await wake(changed.wakeUps)
    },

    /**
     * For a message that cannot be stored yet, or is no client's: only danger is answered.
     *
     * @returns whether there is any
     */
    async screenOnly(message: Words): Promise<boolean> {
      const finding = message.tapsNotSafe ? notSafe : screen.screen(message.text)
      if (finding) await withoutStore.answer(message, finding)
      return finding !== undefined
    },

    /** The text for someone in danger is stored, and the database may have gone since. */
    sendOrAnswer: withoutStore.sendOrAnswer,

    /** Whose client this is, for when the database is down. */
    remember: withoutStore.remember,

    /** At the start: everyone's. */
    async rememberAll(): Promise<void> {
      const clients = await senders.listClients(withoutStore.knownAtMost)
      for (const { telegramUserId, ...address } of clients.reverse()) withoutStore.remember(telegramUserId, address)
    },
  }

  async function handle(
    message: IncomingMessage,
    find: (finding: CrisisFinding | undefined) => Promise<ClientAddress | undefined>,
    rule: (s: ConversationSnapshot, finding: CrisisFinding | undefined, stored: StoredMessage | undefined) => Effect[],
  ): Promise<Received> {
    const onSight = screen.screen(message.text)
    const address = await answeringWithoutStore(
      message,
      () => onSight,
      () => find(onSight),
    )
    if (!address) return answerStranger(message, onSight)
    withoutStore.remember(message.telegramUserId, address)
    const { chatId, messageId } = message
    const at = { ...address, message: { chatId, messageId } }
    const isNew = await changeScreened(at, message, message.origin, onSight, rule)
    return { kind: isNew ? 'stored' : 'duplicate' }
  }

  /** @returns whether it had not had its effect before */
  async function changeScreened(
    address: ConversationAddress,
    words: Words,
    origin: Origin | undefined,
    onSight: CrisisFinding | undefined,
    rule: (s: ConversationSnapshot, finding: CrisisFinding | undefined, stored: StoredMessage | undefined) => Effect[],
  ): Promise<boolean> {
    let finding = onSight
    return answeringWithoutStore(
      words,
      () => finding,
      async () => {
        const done = await conversations.change(address, origin, (s, stored): Ruling<undefined> => {
          finding = isInCrisis(s, clock.now()) ? graver(onSight, screen.screenInCrisis(words.text)) : onSight
          return { effects: rule(s, finding, stored), result: undefined }
        })
        if (!done) return false
        if (finding) withoutStore.noteUnsent(address.conversationId, words, finding)
        await wake(done.wakeUps)
        return true
      },
    )
  }

  /** A duplicate text later is accepted; silence is not. */
  async function answeringWithoutStore<T>(
    words: Words,
    finding: () => CrisisFinding | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const found = finding()
      if (found) await withoutStore.answer(words, found)
      throw error
    }
  }

  async function answerStranger(message: IncomingMessage, finding: CrisisFinding | undefined): Promise<Received> {
    if (!finding) return { kind: 'stranger' }
    withoutStore.forget(message.telegramUserId)
    if (!(await withoutStore.answer(message, finding))) throw new Error('A stranger in danger could not be reached')
    return { kind: 'stranger_in_danger' }
  }

  function onClientMessage(
    s: ConversationSnapshot,
    message: IncomingMessage,
    finding: CrisisFinding | undefined,
  ): Effect[] {
    const now = clock.now()
    const id = ids.next()
    // Before consent a human reads what is written in a crisis, and nothing else; an AI reads none of it.
    const isShared = s.client.consented || finding !== undefined || s.openEpisode !== undefined
    const effects: Effect[] = [
      {
        kind: 'store_message',
        message: {
          id,
          senderType: 'client',
          senderId: s.client.id,
          kind: message.kind,
          content: message.text,
          ...(message.file && { file: message.file }),
          visibility: isShared ? 'shared' : 'held',
          metadata: {
            ...(message.forwardedFrom && { forwarded_from: message.forwardedFrom }),
            ...(message.quote && { quote: message.quote }),
            ...(finding && { crisis_grade: finding.grade, crisis_rule: finding.matched }),
          },
          telegram: { chatId: message.chatId, messageId: message.messageId },
          sentAt: message.sentAt,
        },
      },
    ]
    if (isShared) effects.push(...mirrorOf(s, id, message, finding, now))
    if (s.client.consented) effects.push(...onChatContinues(s, now))
    if (s.client.status === 'blocked') effects.push({ kind: 'set_client_status', status: 'active' })

    if (finding) return [...effects, ...onFinding(s, finding, message, now)]
    if (s.openEpisode) return [...effects, ...onMessageInEpisode(s, now)]
    if (!s.client.consented) return [...effects, ...askForConsent(s, message, now)]
    const soft = unweighedDanger(s, message.text)
    if (soft) return [...effects, ...onDanger(s, soft, { now, nextId, words: message.text })]
    if (message.corrects) return [...effects, ...correct(message.corrects, message.text, id)]
    if (s.state === 'waiting') return [...effects, ...stillWaiting(s, now)]
    if (s.state === 'human') return effects
    const reading = readingOf(message)
    // Of an album with a caption, the answer to the caption says what has to be said.
    if (reading === 'unseen') return s.turnDueAt ? effects : [...effects, ...cannotSee(s, now)]
    return [...effects, ...turnFor(s, message.text, now)]
  }

  /** It is said to the memory, not to whoever leads: nobody has to answer it. */
  function correct(itemId: string, text: string, messageId: string): Effect[] {
    const correction = { id: ids.next(), text: correctionOf(text) ?? text, messageId }
    return [{ kind: 'correct_item', itemId, correction }, correctionNoted(correction.id)]
  }

  function onFinding(s: ConversationSnapshot, finding: CrisisFinding, { text }: IncomingMessage, now: Date): Effect[] {
    const danger = { grade: finding.grade, kind: finding.kind, rule: finding.matched }
    return onDanger(s, danger, { now, nextId, words: text })
  }

  function onClientEdit(
    s: ConversationSnapshot,
    message: IncomingMessage,
    finding: CrisisFinding | undefined,
    stored: StoredMessage | undefined,
  ): Effect[] {
    if (stored?.senderType !== 'client') return onClientMessage(s, message, finding)
    if (stored.kind === 'location') return [] // a live location moves by edits
    if (stored.isForgotten && !finding) return [] // its words were to go, and do not come back by a mended letter
    const content = contentOf(message.text, stored.metadata.transcription)
    if (stored.content === content) return []
    const now = clock.now()
    const effects: Effect[] = [
      { kind: 'edit_message', messageId: stored.id, content, editedAt: now },
      deliver({
        target: s.coach.hasGroup ? 'topic' : 'coach',
        lane: 'mirror',
        body: { kind: 'edit', messageId: stored.id },
      }),
    ]
    if (finding) return [...effects, ...onFinding(s, finding, message, now)]
    const soft = unweighedDanger(s, message.text)
    if (soft) return [...effects, ...onDanger(s, soft, { now, nextId, words: message.text })]
    // Not answered yet: whatever is being made of the old words is made again from the new ones.
    const isUnanswered = stored.seq > s.lastAnswerSeq || s.aiReplyPending
    if (s.state === 'ai' && s.client.consented && isUnanswered)
      return [...effects, ...turnFor(s, message.text, now, { isEdit: true })]
    return effects
  }
}

/** Shown at once when a human should see it, else when the coach likes to see what the AI deals with. */
function mirrorOf(
  s: ConversationSnapshot,
  id: string,
  message: IncomingMessage,
  finding: CrisisFinding | undefined,
  now: Date,
): Effect[] {
  // What shows danger is announced by its alert.
  const inTime = passedOnAt(message.file, now)
  if (finding || !isRoutine(s))
    return [mirror(s, id, { loud: s.openEpisode !== undefined && !finding, notBefore: inTime })]
  const { mirrors } = s.coach
  const notBefore = mirrorDueAt(mirrors, inTime, { isAnswered: readingOf(message) !== 'unseen' })
  if (!notBefore) return []
  return [
    ...(mirrors === 'session' ? [{ kind: 'hold_mirrors', until: notBefore } as const] : []),
    mirror(s, id, { notBefore }),
  ]
}

function cannotSee(s: ConversationSnapshot, now: Date): Effect[] {
  if (!isDue(s.lastNoticeAt, now, noticeEveryMs)) return [] // an album is told about once
  return [noticeToClient('cannot-see', { coach: s.coach.displayName }), { kind: 'note_noticed' }]
}

function askForConsent(s: ConversationSnapshot, message: IncomingMessage, now: Date): Effect[] {
  const isSpoken = readingOf(message) === 'spoken'
  if (!isSpoken && !isDue(s.lastNoticeAt, now, noticeEveryMs)) return []
  return [
    noticeToClient(
      isSpoken ? 'consent-needed-voice' : 'consent-needed',
      { coach: s.coach.displayName },
      { buttons: consentButtons(s) },
    ),
    { kind: 'note_noticed' },
  ]
}

export function consentButtons(s: Pick<ConversationSnapshot, 'id'>) {
  return [
    [
      { key: 'consent-agree-button', action: 'agree' as const, subject: s.id },
      { key: 'consent-decline-button', action: 'decline' as const, subject: s.id },
    ],
  ]
}

function stillWaiting(s: ConversationSnapshot, now: Date): Effect[] {
  if (!isDue(s.lastNoticeAt, now, waitingNoticeEveryMs)) return []
  return [noticeToClient('waiting-still', { coach: s.coach.displayName }), { kind: 'note_noticed' }]
}

function isDue(lastAt: Date | undefined, now: Date, everyMs: number): boolean {
  return lastAt === undefined || now.getTime() - lastAt.getTime() >= everyMs
}
