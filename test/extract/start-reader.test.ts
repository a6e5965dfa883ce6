import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findConfinement } from '../../src/extract/confine.ts'
import { runConfined } from '../../src/extract/confined-process.ts'
import { heldNode, readerPermissions } from '../../src/extract/start-reader.ts'

test('whatever code runs in the reader may read its one file, and do nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'opencoach-held-'))
  try {
    const [mine, other] = [join(folder, 'mine.txt'), join(folder, 'other.txt')]
    await writeFile(mine, 'mine')
    await writeFile(other, "another coach's")
    const tries = {
      own: `fs.readFileSync(${JSON.stringify(mine)}, 'utf8')`,
      other: `fs.readFileSync(${JSON.stringify(other)}, 'utf8')`,
      folder: `fs.readdirSync(${JSON.stringify(folder)})`,
      written: `fs.writeFileSync(${JSON.stringify(join(folder, 'new.txt'))}, 'x')`,
      process: "require('child_process').execFileSync('/bin/true')",
      thread: "new (require('worker_threads').Worker)('1', { eval: true })",
      native: "process.dlopen({ exports: {} }, '/lib/none.node')",
      fromText: "new Function('return 1')()",
      secrets: 'Object.keys(process.env).length',
    }
    const said = Object.entries(tries).map(([name, code]) => `attempt(${JSON.stringify(name)}, () => ${code})`)
    const script = `const fs = require('fs')
      const attempt = (name, act) => {
        let outcome
        try { outcome = String(act()) } catch (error) { outcome = error.code ?? error.name }
        fs.writeSync(3, name + ': ' + outcome + '\\n')
      }
      ${said.join('\n')}`
    const lines: string[] = []
    await runConfined({
      words: [...heldNode(mine, readerPermissions), '-e', script],
      allowance: { timeMs: 60_000, memoryBytes: 500e6, outputBytes: 100_000 },
      confinement: await findConfinement(process.env['PATH'] ?? ''),
      onLine: (line) => lines.push(line),
    })
    expect(lines).toEqual([
      'own: mine',
      'other: ERR_ACCESS_DENIED',
      'folder: ERR_ACCESS_DENIED',
      'written: ERR_ACCESS_DENIED',
      'process: ERR_ACCESS_DENIED',
      'thread: ERR_ACCESS_DENIED',
      'native: ERR_DLOPEN_DISABLED',
      'fromText: EvalError',
      'secrets: 0',
    ])
    expect(await readdir(folder)).toEqual(['mine.txt', 'other.txt'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
