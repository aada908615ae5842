/** What the address of one operation says. */
export interface OperationParameters {
  readonly namespace: string;
  readonly id: string;
}
