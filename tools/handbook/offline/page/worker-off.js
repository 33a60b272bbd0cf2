// Nothing of this handbook is saved by browsers. Where something was, this takes it away, and itself.
"use strict";

self.addEventListener("install", () => { self.skipWaiting(); });
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const saved = (await caches.keys()).filter((name) => name.startsWith(`handbook-saved ${self.registration.scope} `));
    await Promise.all(saved.map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
