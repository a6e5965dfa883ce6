/** A file that a coach sends in private becomes knowledge: it is noted here, and fetched and read by jobs. */
import type { Context } from 'grammy'
import type { Message } from 'grammy/types'
import type { Batches, ReceivedFile } from '../../coaching/knowledge/batches.ts'
import type { FileKind, MessageFile } from '../../coaching/media.ts'
import type { Practices } from '../../coaching/ports/practices.ts'
import type { MemberAddress, Wake } from '../../coaching/ports.ts'
import type { TextKey, Texts } from '../../locales/texts.ts'
import { fileOf, kindOf } from '../content.ts'
import { originOf } from '../incoming.ts'

const readableKinds = ['document', 'photo', 'voice', 'audio', 'video', 'video_note'] as const satisfies FileKind[]
type ReadableKind = (typeof readableKinds)[number]

/** Telegram gives no names to what it made itself. What is inside decides; the ending is for people. */
const endings: Record<ReadableKind, string> = {
  ...{ document: '', photo: '.jpg', voice: '.ogg', audio: '.mp3', video: '.mp4', video_note: '.mp4' },
}
/** Bytes a second of what is sent as a file, whose length Telegram does not tell: 128 kbit/s of sound, 1 Mbit/s of film. */
const usualRates = { audio: 16_000, video: 125_000 }
const captionTitleLength = 80

type Deps = {
  batches: Pick<Batches, 'receive'>
  practices: Pick<Practices, 'getPractice'>
  texts: Texts
  wake: Wake
}
export type ReceiveFile = ReturnType<typeof createReceiveFile>

/** Is it a kind of message that can become knowledge? */
export function holdsReadableFile(message: Message): boolean {
  return readableKinds.some((kind) => kind === kindOf(message))
}

export function createReceiveFile({ batches, practices, texts, wake }: Deps) {
  /** @returns whether it is the first of its batch; undefined when there is nothing to be done about it */
  return async function receiveFile(
    ctx: Context,
    message: Message,
    member: MemberAddress,
  ): Promise<{ isFirst: boolean } | undefined> {
    const kind = readableKinds.find((one) => one === kindOf(message))
    const file = fileOf(message)
    if (!kind || !file) return undefined
    const { coachId } = member
    const received = await batches.receive(
      { coachId, chatId: message.chat.id },
      originOf(ctx),
      await describe(kind, file, message, member),
    )
    await wake(received?.wakeUps ?? [])
    return received
  }

  async function describe(
    kind: ReadableKind,
    file: MessageFile,
    message: Message,
    { coachId, language }: MemberAddress,
  ): Promise<ReceivedFile> {
    const { fileId, uniqueId, name, mime, sizeBytes } = file
    const speechMs = speechIn(kind, file)
    const common = { fileId, uniqueId, mime, sizeBytes, speechMs }
    if (name) return { ...common, fileName: name, title: undefined, isNamed: true }
    const [line = ''] = message.caption?.trim().split('\n') ?? []
    const title = line.slice(0, captionTitleLength).toWellFormed() || (await nameOf(kind, message, coachId, language))
    return { ...common, fileName: `${title.replace(/[\\/]/g, '-')}${endings[kind]}`, title, isNamed: false }
  }

  async function nameOf(kind: ReadableKind, message: Message, coachId: string, language: string): Promise<string> {
    const { timezone } = await practices.getPractice(coachId)
    const at = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
    const date = at.format(new Date(message.date * 1_000)) // Telegram counts in seconds
    return texts.render(language, `file-named-${kind.replaceAll('_', '-')}` as TextKey, { date })
  }
}

/** Undefined for what is not listened to. */
function speechIn(kind: ReadableKind, { durationS, mime, sizeBytes }: MessageFile): number | undefined {
  if (durationS !== undefined) return durationS * 1_000
  const type = mime?.split('/')[0]
  const isSound = kind !== 'photo' && (kind !== 'document' || type === 'audio' || type === 'video')
  if (!isSound) return undefined
  return Math.round(((sizeBytes ?? 0) / usualRates[type === 'video' ? 'video' : 'audio']) * 1_000)
}
