/**
 * Runs a server for as long as whoever started this holds its standard input open: the system closes that even for a
 * process that was killed, so no server outlives its tests. `node lifeline.mjs <pid file> <program> [argument...]`
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout } from 'node:timers';

const GRACE_MS = 5_000;

const [pidFile, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
server.on('exit', (code) => process.exit(code ?? 1));
// For the next start to end the server by, should this process be killed as well.
if (server.pid) writeFileSync(pidFile, String(server.pid));

process.stdin.on('close', end).resume();

function end() {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS);
}
