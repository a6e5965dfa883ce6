import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ resolved: z.string().optional(), link: z.boolean().optional() })),
})
const registryHost = /\b(?:registry|npm|packages|artifacts?|mirrors?)\.[a-z0-9-]+(?:\.[a-z0-9-]+)+\//gi
const registrySetting = /^.*(?:registry\s*=|:_auth|:_password).*$/gim

/**
 * Names what ties the lockfile to one package registry: download addresses and registries' host names. Without them
 * `npm ci` takes the same packages, held to their integrity hashes, from whichever registry a machine is set up with.
 */
export async function checkLockfile(root: string): Promise<string[]> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8')
  const { packages } = lockfileSchema.parse(JSON.parse(text))
  const addressed = Object.entries(packages)
    .filter(([, entry]) => entry.resolved !== undefined && !entry.link)
    .map(([path]) => `package-lock.json: ${path} has a download address ("resolved")`)
  const hosts = [...new Set(text.match(registryHost) ?? [])].map((host) => `package-lock.json names the host ${host}`)
  const settings = await readFile(join(root, '.npmrc'), 'utf8').catch(() => '')
  const tied = (settings.match(registrySetting) ?? []).map(() => '.npmrc names a registry or its credentials')
  return [...addressed, ...hosts, ...tied]
}
