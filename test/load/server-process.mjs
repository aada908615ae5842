/** The embedded server as a process whose memory is its own: says where it is, and on request what it takes. */
import '../../scripts/typescript-hooks.mjs';
import process from 'node:process';

const { EmbeddedApiServer } = await import('../../src/sandbox/apiserver/index.ts');

const server = await EmbeddedApiServer.start();
process.on('message', () => {
  globalThis.gc();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  process.send({ rss, live: heapUsed + arrayBuffers });
});
process.on('disconnect', () => process.exit());
process.send({ url: server.url, ca: server.caCertificate, token: server.adminToken });
