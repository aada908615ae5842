import { S3Protocol, type S3ProtocolOptions } from './s3-protocol.js';
import { StoreServer, type StoreServerOptions } from './store-server.js';

export interface S3ServerOptions extends S3ProtocolOptions, StoreServerOptions {}

/** An object store of this machine that speaks S3. */
export class S3Server {
  private constructor(
    readonly http: StoreServer,
    readonly protocol: S3Protocol,
  ) {}

  static async start(options: S3ServerOptions): Promise<S3Server> {
    const protocol = new S3Protocol(options);
    return new S3Server(await StoreServer.start((request) => protocol.answer(request), options), protocol);
  }

  get url(): string {
    return this.http.url;
  }

  stop(): Promise<void> {
    return this.http.stop();
  }
}
