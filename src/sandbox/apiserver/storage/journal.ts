/** One change as it is written down; no `json` means that the object is gone. */
export interface JournalRecord {
  readonly storageKey: string;
  /** Empty at cluster scope. */
  readonly namespace: string;
  readonly name: string;
  readonly revision: number;
  readonly json: Buffer | undefined;
}

export interface JournalContent {
  /** The newest revision ever written down, that of a deletion included. */
  readonly revision: number;
  readonly records: Iterable<JournalRecord & { readonly json: Buffer }>;
}

/** Where changes survive the process. */
export interface Journal {
  /** False: nothing survives, and no answer needs to wait. */
  readonly durable: boolean;
  load(): JournalContent;
  /** All or nothing, and on disk when it returns. @throws when the disk refuses. */
  commit(batch: readonly JournalRecord[]): void;
  close(): void;
}

/** For tests: the store lives as long as the process. */
export class MemoryJournal implements Journal {
  readonly durable = false;

  load(): JournalContent {
    return { revision: 0, records: [] };
  }

  commit(): void {
    // Memory is all there is.
  }

  close(): void {
    // Nothing is open.
  }
}
