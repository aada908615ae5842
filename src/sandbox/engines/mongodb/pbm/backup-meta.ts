import type { Timestamp } from './timestamp.js';

export const PBM_VERSION = '2.12.0';

export interface ReplsetMeta {
  readonly name: string;
  readonly status: 'done';
  readonly iscs?: boolean;
  readonly last_write_ts: Timestamp;
}

/** The parts of `<name>.pbm.json` that PBM writes about a logical backup. */
export interface BackupMeta {
  readonly type: 'logical';
  readonly opid: string;
  readonly name: string;
  readonly replsets: readonly ReplsetMeta[];
  readonly compression: string;
  readonly store: { readonly type: 's3'; readonly s3: { readonly bucket: string; readonly prefix: string } };
  readonly size: number;
  readonly mongodb_version: string;
  readonly fcv: string;
  /** Seconds. */
  readonly start_ts: number;
  readonly last_transition_ts: number;
  readonly first_write_ts: Timestamp;
  readonly last_write_ts: Timestamp;
  readonly status: 'done';
  readonly pbm_version: string;
}

/** undefined for what is none, or is not complete. */
export function parseBackupMeta(content: Buffer): BackupMeta | undefined {
  try {
    const meta = JSON.parse(content.toString()) as Partial<BackupMeta> | null;
    const isWhole =
      meta?.status === 'done' && Array.isArray(meta.replsets) && typeof meta.last_write_ts?.T === 'number';
    return isWhole ? (meta as BackupMeta) : undefined;
  } catch {
    return undefined;
  }
}
