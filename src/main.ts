import './require-node.js';

// Late: on an older Node.js the import itself would fail, before anybody could say why.
await import('./serve.js');
