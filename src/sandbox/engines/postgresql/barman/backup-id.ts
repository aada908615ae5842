const SECOND_MS = 1000;

/** Barman names a backup by the second it began in; the next free one where two would share it. */
export function backupIdAt(now: Date, isTaken: (id: string) => boolean): string {
  for (let ms = now.getTime(); ; ms += SECOND_MS) {
    const id = new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, '20260102T030405'.length);
    if (!isTaken(id)) return id;
  }
}
