/** Where originals are kept, as it is configured. */
import type { OriginalStore } from '../coaching/knowledge/ports.ts'
import { createDiskStore } from './disk.ts'
import { createS3Store, type S3Options } from './s3.ts'

export type StorageOptions = { folder: string; scratchDir: string; s3: S3Options | undefined }

export function openStore({ folder, scratchDir, s3 }: StorageOptions): OriginalStore {
  return s3 ? createS3Store({ ...s3, scratchDir }) : createDiskStore({ folder })
}
