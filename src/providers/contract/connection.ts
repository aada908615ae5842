/** How a client reaches the database; becomes the credentials Secret, whose keys are the same for every engine. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly database: string;
  /** PEM; absent until the operator has made it. */
  readonly caCertificate?: string;
  /** Labels and annotations that the operator wants on a Secret that it reads. */
  readonly secretLabels?: Readonly<Record<string, string>>;
  /** The connection string of the engine's drivers. */
  uri(password: string): string;
}
