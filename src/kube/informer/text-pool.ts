/** Shorter texts are shared by the JSON parser itself. */
const MIN_LENGTH = 10;
/** Longer ones (certificates, whole specs in annotations) hardly ever come twice. */
const MAX_LENGTH = 128;
/** Objects that share texts (owners, images, times) come close together; what was long ago is not worth remembering. */
const MAX_TEXTS = 2_000;
/** What is nested deeper stays as it is: an odd object must not exhaust the stack. */
const MAX_DEPTH = 50;

/**
 * Lets equal texts of cached objects be one text in memory: a parser makes each anew, and the children of one owner
 * repeat its uid, their labels and their images over and over.
 */
export class TextPool {
  private readonly texts = new Map<string, string>();

  /** Replaces texts within parsed JSON by equal ones that are known already, and returns what it was given. */
  share<T extends object>(value: T): T {
    this.shareWithin(value as Record<string, unknown>, 0);
    return value;
  }

  private shareWithin(fields: Record<string, unknown>, depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const key of Object.keys(fields)) {
      const field = fields[key];
      if (typeof field === 'string') fields[key] = this.known(field);
      else if (typeof field === 'object' && field !== null) {
        this.shareWithin(field as Record<string, unknown>, depth + 1);
      }
    }
  }

  private known(text: string): string {
    if (text.length < MIN_LENGTH || text.length > MAX_LENGTH) return text;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size === MAX_TEXTS) this.texts.clear();
    this.texts.set(text, text);
    return text;
  }
}
