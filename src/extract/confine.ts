import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** What this machine can hold a process with, beside Node's own permissions. */
export type Confinement = {
  /** In front of a command's own words: the command then runs confined, under the same process id. */
  wrap(memoryBytes: number): string[]
  /** Is the network out of its reach, by the kernel's word? */
  isOffline: boolean
  /** Does the kernel refuse memory beyond the limit? */
  isCapped: boolean
}

const run = promisify(execFile)
/** What Node maps and never touches (stacks, room for its heap) counts against the ceiling: 573 MB were measured. */
const unusedBytes = 640 * 1024 * 1024

/**
 * Finds out what there is. On Linux, from util-linux: `unshare` gives a network with nothing in it, `setpriv` an end with
 * the process that asked, `prlimit` a ceiling on private memory and no core dumps. Inside some containers the kernel allows
 * no namespaces, and other systems have none of the three: what then still holds is in docs/decisions/0019-extraction.md.
 *
 * @param searchPath folders to find them in, as in PATH
 */
export async function findConfinement(searchPath: string): Promise<Confinement> {
  const network = await wordsOf('unshare', ['--user', '--map-current-user', '--net', '--'], searchPath)
  const parent = await wordsOf('setpriv', ['--pdeathsig', 'KILL', '--'], searchPath)
  const capWith = (bytes: number) => [`--data=${bytes + unusedBytes}`, '--core=0', '--']
  const [prlimit] = await wordsOf('prlimit', capWith(2 ** 30), searchPath)
  return {
    isOffline: network.length > 0,
    isCapped: prlimit !== undefined,
    wrap: (bytes) => [...network, ...parent, ...(prlimit ? [prlimit, ...capWith(bytes)] : [])],
  }
}

/** The program's words, or none when it is not there or may not do this here. */
async function wordsOf(name: string, args: readonly string[], searchPath: string): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const [program, anything] = await Promise.all([findProgram(name, searchPath), findProgram('true', searchPath)])
  if (!program || !anything) return []
  try {
    await run(program, [...args, anything], { timeout: 5_000, env: {} })
    return [program, ...args]
  } catch {
    return []
  }
}

/** Where a program is; undefined when it is in none of the folders. */
export async function findProgram(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const path = join(folder, name)
    if (await isExecutable(path)) return path
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
