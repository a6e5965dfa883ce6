/** What each delivery looks like, for the client, in the coach's topic, and in the coach's private chat. */
import type { ClaimedDelivery } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { blockquote, bold, concat, type Formatted, plain } from './formatted.ts'
import { renderAi, renderHuman, renderNotice } from './labels.ts'
import { renderMarkdown } from './markdown.ts'
import { splitFormatted } from './split.ts'

export function renderForClient(delivery: ClaimedDelivery, texts: Texts): Formatted[] {
  const { body, message, client, coach } = delivery
  if (body.kind === 'text') return renderNotice(texts.render(client.language, body.key as TextKey, body.params))
  if (!message) return []
  return message.senderType === 'human_coach'
    ? renderHuman(message.senderName, message.content)
    : renderAi(message.content, coach.displayName, ...coach.teamNames)
}

/** Alerts and answers to the coach: the text, then the client's words as a quote. */
export function renderForCoach({ body, coach }: ClaimedDelivery, texts: Texts): Formatted[] {
  if (body.kind !== 'text') return []
  const text = plain(texts.render(coach.language, body.key as TextKey, body.params))
  const quoted = body.quote?.trim()
  return splitFormatted(quoted ? concat(text, plain('\n'), blockquote(plain(quoted))) : text)
}

/** Who said what: the client, or the AI with how sure it was. */
export function renderMirror({ message, client, coach }: ClaimedDelivery, texts: Texts): Formatted {
  if (!message) return plain('')
  if (message.senderType === 'client') {
    const what =
      message.content || texts.render(coach.language, 'mirror-other', { kind: message.metadata.telegram_kind ?? '?' })
    return concat(bold(plain(`${client.displayName}: `)), plain(what))
  }
  const confidence = Math.round((message.metadata.confidence ?? 0) * 100)
  const label = texts.render(coach.language, 'mirror-ai', { client: client.displayName, confidence })
  return concat(bold(plain(`${label} `)), renderMarkdown(message.content))
}

export function renderCard({ client, coach }: ClaimedDelivery, texts: Texts): Formatted {
  return concat(
    bold(plain(client.displayName)),
    plain('\n'),
    plain(texts.render(coach.language, 'card', { client: client.displayName })),
  )
}
