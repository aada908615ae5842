/** Many clients refuse a header block that is larger. */
const MAX_TOTAL_LENGTH = 4096;

/** What a write was told besides its answer, for `Warning` headers. */
export class Warnings {
  private readonly messages = new Set<string>();

  add(...messages: readonly string[]): void {
    for (const message of messages) this.messages.add(message);
  }

  /** `299 - "text"` each; as many as clients are sure to take. */
  toHeaders(): string[] {
    const headers = [...this.messages].map((message) => `299 - "${escapeHeaderText(message)}"`);
    let length = 0;
    return headers.filter((header) => (length += header.length) <= MAX_TOTAL_LENGTH);
  }
}

/** A header value is one line of ASCII; what is not becomes a question mark rather than a failed answer. */
function escapeHeaderText(text: string): string {
  return text.replace(/[\\"]/g, '\\$&').replace(/[^\x20-\x7e]/g, '?');
}
