/** What each delivery looks like, for the client, in the coach's topic, and in the coach's private chat. */
import { needsMessageOfItsOwn } from '../../coaching/batches.ts'
import type { Situation } from '../../coaching/learning/vocabulary.ts'
import { fillOwnText } from '../../coaching/lifecycle.ts'
import type { ClaimedDelivery, WrittenBriefing } from '../../coaching/ports/deliveries.ts'
import type { StoredMessage } from '../../coaching/ports.ts'
import { captionOf } from '../../coaching/voice/spoken.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { renderBriefing } from './briefing.ts'
import { dangerSeenBy, whyUnheard } from './deciders.ts'
import { renderException } from './exception.ts'
import { blockquote, bold, concat, type Formatted, italic, join, mention, plain } from './formatted.ts'
import { renderAi, renderHuman, renderNotice } from './labels.ts'
import { renderMoment } from './learning.ts'
import { renderMarkdown } from './markdown.ts'
import { asAlbum, type Outgoing, renderThing, textParts } from './outgoing.ts'
import { renderSources } from './sources.ts'
import { splitFormatted } from './split.ts'
import { dayInWords, renderWhen } from './times.ts'

type Alert = WrittenBriefing['alert']
type Shown = Pick<ClaimedDelivery, 'messages' | 'client' | 'coach'>

export function renderForClient(delivery: ClaimedDelivery, texts: Texts): Outgoing[] {
  const { body, client } = delivery
  if (body.kind === 'text') {
    const params = { ...body.params, ...timesInWords(delivery, texts) }
    const own = delivery.ownTexts[texts.languageOf(client.language)]
    const words =
      own === undefined ? texts.render(client.language, body.key as TextKey, params) : fillOwnText(own, params)
    return textParts(renderNotice(words))
  }
  return renderMessagesForClient(delivery, texts)
}

function timesInWords({ body, client, coach, createdAt }: ClaimedDelivery, texts: Texts): Record<string, string> {
  const times = body.kind === 'text' ? (body.times ?? {}) : {}
  const timezone = client.timezone === 'UTC' ? coach.timezone : client.timezone
  const reader = { language: client.language, timezone }
  return Object.fromEntries(
    Object.entries(times).map(([name, at]) => [name, renderWhen(new Date(at), createdAt, reader, texts)]),
  )
}

/** Messages as the client sees them: one, or the files of an album. */
export function renderMessagesForClient({ messages, client, coach }: Shown, texts: Texts): Outgoing[] {
  return asAlbum(
    messages.flatMap((message, at) => {
      const { senderType, senderName, content, kind, id, metadata } = message
      if (senderType !== 'human_coach')
        return textParts(
          belowIt(
            renderAi(content, coach.displayName, ...coach.teamNames),
            coach.showsSources ? renderSources(metadata.sources, client.language, texts) : undefined,
          ),
          id,
        )
      if (!needsMessageOfItsOwn(kind)) return textParts(renderHuman(senderName, content), id)
      const sends = texts.render(client.language, kind === 'sticker' ? 'sends-sticker' : 'sends-file')
      const [label = plain('')] = renderHuman(senderName, sends)
      const named = concat(bold(plain(`${senderName}:`)))
      // What a machine wrote down of a human's voice is for the record: the client has the voice.
      const caption = captionOf(message)
      const words = caption ? renderHuman(senderName, caption) : at === 0 ? [named] : []
      return renderThing(message, { label: isCaptioned(kind) ? named : label, words, instead: label })
    }),
  )
}

/** Where it comes from, below what is said, where the coach wants clients to see that. */
function belowIt(parts: Formatted[], words: string | undefined): Formatted[] {
  const last = parts.at(-1)
  if (!last || words === undefined) return parts
  return [...parts.slice(0, -1), ...splitFormatted(concat(last, plain('\n\n'), italic(plain(words))))]
}

function isCaptioned(kind: StoredMessage['kind']): boolean {
  return ['photo', 'voice', 'video', 'audio', 'document', 'animation'].includes(kind)
}

/** Alerts and answers to the coach: the text, then the client's words as a quote. */
export function renderForCoach(delivery: ClaimedDelivery, texts: Texts): Outgoing[] {
  const { body, coach } = delivery
  if (body.kind === 'mirror' || body.kind === 'recap') return renderMirror(delivery, texts)
  if (body.kind === 'moment' && delivery.moment) return textParts([renderMoment(delivery.moment, coach, texts)])
  if (body.kind === 'exception' && delivery.exception)
    return textParts([renderException(delivery.exception, coach, texts)])
  if (body.kind !== 'text') return []
  if (body.why) return textParts([renderBriefing({ alert: withLastWords(body, delivery) }, delivery, texts)])
  const text = plain(texts.render(coach.language, body.key as TextKey, body.params))
  if (body.recap) return textParts(splitFormatted(join([text, ...summaryLines(delivery, texts)], plain('\n'))))
  if (body.mention) return textParts(splitFormatted(join([text, mention(body.mention)], '\n')), body.about)
  const standsBelow = delivery.target === 'topic' && body.replyToTelegramMessageId !== undefined
  const quoted = standsBelow ? undefined : body.quote?.trim()
  return textParts(splitFormatted(withQuotes(text, { said: body.said, quote: quoted })), body.about)
}

/** The client's words above the text, what it is about below. */
export function withQuotes(
  text: Formatted,
  { said, quote }: { said?: string | undefined; quote?: string | undefined },
): Formatted {
  return concat(
    ...(said?.trim() ? [blockquote(plain(said.trim()), { expandable: true }), plain('\n')] : []),
    text,
    ...(quote?.trim() ? [plain('\n'), blockquote(plain(quote.trim()))] : []),
  )
}

function withLastWords(body: Alert, { messages }: ClaimedDelivery): Alert {
  const [last] = messages
  return body.quotesLast && last ? { ...body, quote: last.content } : body
}

/** What set it off, and what was said last. */
function summaryLines(delivery: ClaimedDelivery, texts: Texts): Formatted[] {
  const { body, messages, coach } = delivery
  const rule = body.kind === 'text' ? body.params?.['rule'] : undefined
  const seenBy = () => texts.render(coach.language, dangerSeenBy(String(rule)))
  const head = rule === undefined ? [] : [plain(texts.render(coach.language, 'alert-summary', { rule: seenBy() }))]
  return [...head, ...messages.map((message) => lineOf(message, delivery, texts, { labelled: true }))]
}

/** A turn as the coach sees it: who said what, the AI's words in a quote that opens at a tap. */
export function renderMirror(shown: Shown & Partial<Pick<ClaimedDelivery, 'body'>>, texts: Texts): Outgoing[] {
  const { messages, coach } = shown
  const isRecap = shown.body?.kind === 'recap'
  const things = isRecap ? [] : messages.filter(({ kind }) => needsMessageOfItsOwn(kind))
  if (things.length > 0)
    return asAlbum(
      things.flatMap((message, at) => {
        const label = labelOf(message, shown, texts)
        const said = concat(markOf(message), label)
        const sent = concat(label, plain(texts.render(coach.language, 'mirror-sent')))
        const { transcription, not_transcribed: unheard } = message.metadata
        const warning = plain(
          unheard ? `${message.content ? ' ' : ''}⚠️ ${texts.render(coach.language, whyUnheard(unheard))}` : '',
        )
        const own = message.content && isCaptioned(message.kind) ? concat(said, plain(message.content)) : label
        const words = concat(own, warning)
        const below = transcription ? concat(said, plain(message.content)) : unheard && words
        return renderThing(message, {
          ...(below && { below: splitFormatted(below) }),
          label: isCaptioned(message.kind) ? said : sent,
          words: at === 0 || message.content ? [words] : [],
          instead: concat(label, plain(message.content || texts.render(coach.language, 'mirror-unshowable'))),
        })
      }),
    )
  const head = isRecap ? [bold(plain(texts.render(coach.language, 'recap')))] : []
  const lines = messages.map((message, at) => {
    const isSameAuthor = at > 0 && messages[at - 1]?.senderId === message.senderId && message.senderType === 'client'
    return lineOf(message, shown, texts, { labelled: !isSameAuthor })
  })
  // A reaction on it is about the AI's words, else about the client's last.
  const subject = messages.findLast(({ senderType }) => senderType === 'ai') ?? messages.at(-1)
  return textParts(splitFormatted(join([...head, ...lines], plain('\n'))), isRecap ? undefined : subject?.id)
}

function lineOf(message: StoredMessage, shown: Shown, texts: Texts, { labelled }: { labelled: boolean }): Formatted {
  const label = labelled ? labelOf(message, shown, texts) : plain('')
  if (message.senderType === 'ai')
    return concat(
      label,
      plain('\n'),
      blockquote(renderMarkdown(message.content), { expandable: true }),
      ...sourcesLine(message, shown, texts),
      ...exampleLine(message, shown, texts),
      ...offerLine(message, shown, texts),
      ...aloneLine(message, shown, texts),
    )
  const { quote } = message.metadata
  const words = message.content || `[${message.kind.replace('_', ' ')}]`
  const mark = message.editedAt ? italic(plain(` (${texts.render(shown.coach.language, 'mirror-edited')})`)) : plain('')
  return concat(markOf(message), label, ...(quote ? [blockquote(plain(quote)), plain('\n')] : []), plain(words), mark)
}

/** Of what was spoken: these are a machine's words for it. */
function markOf({ metadata }: StoredMessage): Formatted {
  return plain(metadata.transcription ? '🎤 ' : '')
}

/** What of the documents it stands on. */
function sourcesLine({ metadata }: StoredMessage, { coach }: Shown, texts: Texts): Formatted[] {
  const words = renderSources(metadata.sources, coach.language, texts)
  return words ? [plain(`\n${words}`)] : []
}

/** That it goes by an answer of the coach's. */
function exampleLine({ metadata }: StoredMessage, { coach }: Shown, texts: Texts): Formatted[] {
  const { like_intervention: like } = metadata
  if (!like) return []
  const day = dayInWords(new Date(like.at), coach)
  return [plain(`\n${texts.render(coach.language, 'mirror-like-yours', { day })}`)]
}

/** That the human was offered with it, and what became of that. */
function offerLine({ metadata: { offer } }: StoredMessage, { coach }: Shown, texts: Texts): Formatted[] {
  if (!offer) return []
  return [plain(`\n${texts.render(coach.language, `mirror-offer-${offer}`, { coach: coach.displayName })}`)]
}

/** In copilot it was sent without anybody's looking, and by what right. */
function aloneLine({ metadata: { draft } }: StoredMessage, { coach }: Shown, texts: Texts): Formatted[] {
  if (draft?.outcome !== 'alone') return []
  const { situation, unchanged = 0, of = 0 } = draft
  const key = unchanged >= of ? 'mirror-alone' : 'mirror-alone-let'
  const named = texts.render(coach.language, situationKey(situation))
  return [plain(`\n${texts.render(coach.language, key, { situation: named, unchanged, of })}`)]
}

export function situationKey(situation: Situation): TextKey {
  return `situation-${situation.replaceAll('_', '-')}` as TextKey
}

/** Who said it: the client, the AI with how sure it was, or a human of the team. */
function labelOf(
  { senderType, senderName, metadata }: StoredMessage,
  { client, coach }: Shown,
  texts: Texts,
): Formatted {
  if (senderType === 'ai') {
    const confidence = Math.round((metadata.confidence ?? 0) * 100)
    return bold(plain(`${texts.render(coach.language, 'mirror-ai', { client: client.displayName, confidence })} `))
  }
  const { forwarded_from: name } = metadata
  const remark = name ? ` (${texts.render(coach.language, 'mirror-forwarded', { name })})` : ''
  return bold(plain(`${senderType === 'client' ? client.displayName : senderName}${remark}: `))
}
