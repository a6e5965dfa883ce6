/** Secrets at rest: AES-256-GCM with a random 96-bit nonce, the owner bound in as additional data. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretBox } from '../coaching/ports/practices.ts'

const algorithm = 'aes-256-gcm'
const tagBytes = 16
/** Raised when the operator's key is rotated; older ciphertexts name the key they need. */
const currentVersion = 1

/** @param key 32 bytes */
export function createSecretBox(key: Uint8Array): SecretBox {
  return {
    seal(secret, owner) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner))
      const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return { ciphertext, nonce, keyVersion: currentVersion }
    },
    open({ ciphertext, nonce, keyVersion }, owner) {
      if (keyVersion !== currentVersion) throw new Error(`The secret needs version ${keyVersion} of SECRETS_KEY`)
      const body = Buffer.from(ciphertext)
      // Without the length, a tag cut to 4 bytes would do, which is quickly guessed.
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
        .setAAD(Buffer.from(owner))
        .setAuthTag(body.subarray(-tagBytes))
      return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
    },
  }
}
