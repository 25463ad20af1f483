// Keeps every file of the page in the browser, so that it works offline after the first visit. files.js tells which, and changes when any of them does.

importScripts('files.js');
const { version, files } = self.bunrakuFiles;
const name = `bunraku-${version}`;

self.addEventListener('install', event => event.waitUntil(keepAll()));
self.addEventListener('activate', event => event.waitUntil(takeOver()));
self.addEventListener('fetch', event => {
  if (event.request.method === 'GET' && new URL(event.request.url).origin === location.origin) event.respondWith(answer(event.request));
});

async function keepAll() {
  await (await caches.open(name)).addAll(files);
  await self.skipWaiting();
}

async function takeOver() {
  const scope = new URL(self.registration.scope).pathname;
  for (const other of await caches.keys()) {
    // Another page of the same host may keep its own files.
    const isOurs = other.startsWith('bunraku-') && other !== name && (await (await caches.open(other)).keys()).every(request => new URL(request.url).pathname.startsWith(scope));
    if (isOurs) await caches.delete(other);
  }
  await self.clients.claim();
}

async function answer(request) {
  return await (await caches.open(name)).match(request, { ignoreSearch: true }) ?? fetch(request);
}
