/** How the log of a database gets to its folder. */
export interface LogShipping {
  readonly state: 'Working' | 'Failing' | 'Unknown';
  /** Of Failing: why, as a sentence, and since when. */
  readonly trouble?: string;
  readonly failingSince?: string;
}
