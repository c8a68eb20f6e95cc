// Loaded into a collector by a test: names that end in .test do not resolve; after SIGHUP they are 127.0.0.1, after the
// next one they do not resolve again, and so on.
'use strict';

const dns = require('node:dns');

const { lookup } = dns;
let resolves = false;

dns.lookup = (name, options, callback) => {
  if (!name.endsWith('.test')) {
    return lookup(name, options, callback);
  }
  if (resolves) {
    return lookup('127.0.0.1', options, callback);
  }
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
  });
  return process.nextTick(callback, error);
};

process.on('SIGHUP', () => {
  resolves = !resolves;
  process.stderr.write(`names ${resolves ? 'resolve' : 'do not resolve'}\n`);
});
