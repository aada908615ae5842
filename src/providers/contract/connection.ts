/** How a client reaches the database; becomes the credentials Secret, whose keys are the same for every engine. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  /** Empty where the engine has none to choose from. */
  readonly database: string;
  /** PEM; absent until the operator has made it. */
  readonly caCertificate?: string;
  /** Labels and annotations that the operator wants on a Secret that it reads. */
  readonly secretLabels?: Readonly<Record<string, string>>;
  /** The address as the engine's clients take it; most want the password in it. */
  uri(password: string): string;
}
