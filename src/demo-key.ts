/**
 * The demo's [Use my key]: a real model answers instead of the rehearsal. The key goes the product's own way: it is tested
 * by a call, kept encrypted, and shown to nobody.
 */
import type { App } from './app.ts'
import { type BaseUrlRefusal, BaseUrlRefused, checkBaseUrl } from './llm/base-url.ts'
import type { ChatServer } from './llm/coach-keys.ts'
import { openTexts } from './locales/texts.ts'
import type { Guide, GuideAction } from './simulator/control/seeing.ts'
import { notAllowed, refused } from './simulator/refusal.ts'

const rehearsal =
  'A rehearsal on this machine: the bot, the database and the queue are the real ones, Telegram is simulated, and no language model is connected. Everything is gone when it stops.'

const addressRefusals: Record<BaseUrlRefusal, string> = {
  not_a_url: 'The base URL is no web address. It looks like https://api.example.com/v1.',
  not_https: 'The base URL has to begin with https://, or the key would travel in clear.',
  has_credentials: 'The base URL must not hold a name or a password.',
  forbidden_address: 'No model is called at that address.',
  unknown_host: 'There is no such server. Is the base URL spelled right?',
}

type Deps = {
  app: () => App | undefined
  /** Where keys are good that come without an address. */
  usual: ChatServer
}

export function createOwnKey({ app, usual }: Deps) {
  const texts = openTexts()
  /** By key, so that none is ever sent to another's server. */
  const servers = new Map<string, ChatServer>()
  let coachTelegramId: number | undefined
  /** Of the key in use, if it was given here. */
  let inUse: { server: ChatServer; last4: string } | undefined

  const useKey: GuideAction = {
    id: 'use-key',
    label: 'Use my key',
    text: 'A language model answers in place of the rehearsal, and you pay for it. The key is tested by one call, kept encrypted until the demo stops, and never shown again. From then on every message typed here goes to that provider.',
    fields: [
      { name: 'key', label: 'API key', placeholder: 'sk-…', secret: true },
      { name: 'baseUrl', label: 'Base URL', placeholder: usual.baseUrl, optional: true },
      { name: 'model', label: 'Model', placeholder: usual.model, optional: true },
    ],
    async run({ key = '', baseUrl = '', model = '' }) {
      const { opened, member } = await whoIsCoached()
      const server = { baseUrl: baseUrl.trim() || usual.baseUrl, model: model.trim() || usual.model }
      await assertAddress(server.baseUrl)
      inUse = { server, last4: await setKey(opened, member, key.trim(), server) }
      return { message: `It works. ${saysWhere(server)}` }
    },
  }

  const forgetKey: GuideAction = {
    id: 'forget-key',
    label: 'Back to the rehearsal',
    text: 'The key is forgotten, and nothing typed here leaves this machine any more.',
    fields: [],
    async run() {
      const { opened, member } = await whoIsCoached()
      await opened.practices.forgetKey(member.coachId, member.member.id)
      servers.clear()
      inUse = undefined
      return { message: 'The rehearsal answers again. The key is forgotten.' }
    },
  }

  return {
    serverFor: (apiKey: string) => servers.get(apiKey),
    belongsTo(telegramUserId: number): void {
      coachTelegramId = telegramUserId
    },
    /** What the page says about it now: the coach may have set a key in the chat, too. */
    async guide(): Promise<Pick<Guide, 'note' | 'actions'>> {
      const known = await findCoached()
      if (!known) return { note: rehearsal }
      const { keyLast4 } = await known.opened.practices.getPractice(known.member.coachId)
      if (!keyLast4) return { note: rehearsal, actions: [useKey] }
      return {
        note: saysWhere(inUse?.last4 === keyLast4 ? inUse.server : usual),
        actions: [{ ...useKey, label: 'Use another key' }, forgetKey],
      }
    },
  }

  async function findCoached() {
    const opened = app()
    if (!opened || coachTelegramId === undefined) return undefined
    const member = await opened.senders.findMember(coachTelegramId)
    return member && { opened, member }
  }

  async function whoIsCoached() {
    const known = await findCoached()
    if (!known) throw notAllowed('The demo is still starting. Try again in a moment.')
    return known
  }

  type Member = NonNullable<Awaited<ReturnType<App['senders']['findMember']>>>

  /** @returns the key's last four characters. @throws {Refusal} with a sentence for the person at the page */
  async function setKey(opened: App, member: Member, key: string, server: ChatServer): Promise<string> {
    if (!/^[\x21-\x7e]+$/.test(key)) throw refused(400, 'That is no key: a key has no spaces or accents in it.')
    const before = servers.get(key)
    servers.set(key, server)
    const result = await opened.practice.setKey(member, key).catch(() => undefined)
    if (result?.kind === 'saved') return result.last4
    if (before) servers.set(key, before)
    else servers.delete(key)
    if (result?.kind !== 'refused') throw notAllowed('The key could not be kept. Nothing has changed.')
    const why = texts.render('en', `key-why-${result.why.replaceAll('_', '-')}` as never)
    throw notAllowed(`The key was not taken: ${why}. Nothing has changed.`)
  }
}

function saysWhere({ baseUrl, model }: ChatServer): string {
  return `Messages typed now go to ${new URL(baseUrl).host} and are answered by ${model}, at your cost. Telegram is still simulated.`
}

async function assertAddress(baseUrl: string): Promise<void> {
  try {
    await checkBaseUrl(baseUrl, { allowPrivateHosts: true })
  } catch (error) {
    if (error instanceof BaseUrlRefused) throw refused(400, addressRefusals[error.why])
    throw error
  }
}
