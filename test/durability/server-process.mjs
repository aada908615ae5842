/**
 * The embedded server as a process to be killed: `node server-process.mjs <data directory>`. Says where it is, in one line
 * of JSON, and serves until it ends.
 */
import '../../scripts/typescript-hooks.mjs';
import process from 'node:process';

const { EmbeddedApiServer } = await import('../../src/sandbox/apiserver/index.ts');

const server = await EmbeddedApiServer.start({ dataDir: process.argv[2] });
process.stdout.write(`${JSON.stringify({ url: server.url, ca: server.caCertificate, token: server.adminToken })}\n`);
// Who started this has gone, and nobody would stop it.
process.stdin.on('close', () => process.exit()).resume();
