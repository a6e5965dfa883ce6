import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { type BaseUrlRefusal, BaseUrlRefused, checkBaseUrl, type Lookup } from '../../src/llm/base-url.ts'

/** DNS with one answer for every name. */
function resolvesTo(...addresses: string[]): Lookup {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_name, _options, callback) => callback(null, found)
}

const unknown: Lookup = (name, _options, callback) => {
  callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), [])
}

const publicDns = resolvesTo('104.18.7.192', '2606:4700::6812:7c0')

test.each<[url: string, why: BaseUrlRefusal]>([
  ['not a url', 'not_a_url'],
  ['ftp://models.example/v1', 'not_a_url'],
  ['file:///etc/passwd', 'not_a_url'],
  ['http://models.example/v1', 'not_https'],
  ['https://dana:secret@models.example/v1', 'has_credentials'],
  ['https://127.0.0.1/v1', 'forbidden_address'],
  ['https://10.0.0.8:8443/v1', 'forbidden_address'],
  ['https://169.254.169.254/latest', 'forbidden_address'],
  ['https://[::1]/v1', 'forbidden_address'],
  ['https://[fe80::1]/v1', 'forbidden_address'],
  ['https://[::ffff:127.0.0.1]/v1', 'forbidden_address'],
  ['https://[::ffff:a9fe:a9fe]/v1', 'forbidden_address'],
  ['https://2130706433/v1', 'forbidden_address'], // 127.0.0.1 in decimal,
  ['https://0177.0.0.1/v1', 'forbidden_address'], // octal,
  ['https://0x7f.1/v1', 'forbidden_address'], // hexadecimal and short,
  ['https://１２７.0.0.1/v1', 'forbidden_address'], // and full-width digits
  ['https://0/v1', 'forbidden_address'],
])('%s is refused: %s', async (url, why) => {
  await expect(checkBaseUrl(url, { lookup: publicDns })).rejects.toMatchObject({ name: 'BaseUrlRefused', why })
})

test.each([
  [['10.0.0.8']],
  [['::1']],
  [['169.254.169.254']],
  [['104.18.7.192', '192.168.0.1']], // one good address does not make up for a bad one
])('a name that resolves to %s is refused', async (addresses) => {
  const checked = checkBaseUrl('https://models.example/v1', { lookup: resolvesTo(...addresses) })
  await expect(checked).rejects.toMatchObject({ why: 'forbidden_address' })
})

test('a name that does not resolve is refused as unknown', async () => {
  const checked = checkBaseUrl('https://models.example/v1', { lookup: unknown })
  await expect(checked).rejects.toMatchObject({ why: 'unknown_host' })
  const empty = checkBaseUrl('https://models.example/v1', { lookup: resolvesTo() })
  await expect(empty).rejects.toMatchObject({ why: 'unknown_host' })
})

test.each(['https://models.example/v1', 'https://models.example:8443/openai/v1', 'https://104.18.7.192/v1'])(
  '%s is accepted',
  async (url) => {
    expect((await checkBaseUrl(url, { lookup: publicDns })).href).toBe(url)
  },
)

test('an operator may open their own network, over http too', async () => {
  const open = { allowPrivateHosts: true }
  await checkBaseUrl('http://127.0.0.1:11434/v1', open)
  await checkBaseUrl('http://[::1]:11434/v1', open)
  await checkBaseUrl('http://models.internal/v1', { ...open, lookup: resolvesTo('10.0.0.8') })
})

test('even then metadata stays closed, and a public host needs https', async () => {
  const open = { allowPrivateHosts: true }
  await expect(checkBaseUrl('http://169.254.169.254/v1', open)).rejects.toThrow(BaseUrlRefused)
  const metadata = checkBaseUrl('http://metadata.internal/v1', { ...open, lookup: resolvesTo('169.254.169.254') })
  await expect(metadata).rejects.toMatchObject({ why: 'forbidden_address' })
  const clear = checkBaseUrl('http://models.example/v1', { ...open, lookup: publicDns })
  await expect(clear).rejects.toMatchObject({ why: 'not_https' })
})
