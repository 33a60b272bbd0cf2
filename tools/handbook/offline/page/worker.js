// Keeps pages of the handbook on this device, and shows them where there is no network.
//
// The network comes first: whatever the handbook itself answers is what is shown, however late. What
// was saved is shown only while nothing answers, says so, and is not shown once it is too old. Only
// whole pages of this handbook are saved: no errors, no redirections, nobody else's pages.
"use strict";

const NAME = "handbook-saved ";
const HOME = self.registration.scope;
const CACHE = `${NAME}${HOME} ${GIVEN.key}`;
const SAVED = "x-handbook-saved";
const MARK = /assets\/handbook\/freshness\.js" data-built="(\d{4}-\d{2}-\d{2})"/;
const LEFT_ALONE = /^(?:(?:api|edit|evidence)\/|sw\.js$|build\.json$|manifest\.json$)|\.(?:zip|pdf)$/;
const MOST = 150;
const CARRIED = 40;
const CLOCKS_DIFFER = 10 * 60 * 1000;
const TOGETHER = 2 * 60 * 1000;

const awaited = new Map();
const lent = new Map(); // when the saved page was saved that a window or a frame was given

// ---- What is saved ----

// The store of this build; none once it was removed, since only installing makes one.
async function store() {
  return (await caches.has(CACHE)) ? caches.open(CACHE) : null;
}

function ours(response, text) {
  return response.status === 200 && response.type === "basic" && !response.redirected && MARK.test(text);
}

function kept(response, body) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(SAVED, new Date().toISOString());
  return new Response(body, { status: 200, headers });
}

// Saves a page; anything else that answered is not saved, and may end what was.
async function keep(address, response) {
  const cache = await store();
  if (!cache) { return null; }
  if ([404, 410].includes(response.status)) {
    await cache.delete(address);
  } else if ([401, 403].includes(response.status)) {
    await forget(cache); // whoever signed out leaves nothing behind
  } else if (response.ok) {
    const text = await response.text();
    if (ours(response, text)) {
      await cache.put(address, kept(response, text));
      await prune(cache);
      return text;
    }
  }
  return null;
}

async function forget(cache) {
  const said = (await cache.keys()).filter((request) => !request.url.startsWith(`${HOME}assets/`));
  await Promise.all(said.map((request) => cache.delete(request)));
}

function isPage(address) {
  return /\/(?:index\.html)?$/.test(new URL(address).pathname);
}

async function prune(cache) {
  const pages = (await cache.keys()).filter((request) => isPage(request.url));
  const first = (page) => GIVEN.pages.some((path) => page.url === HOME + path);
  const others = pages.filter((page) => !first(page));
  await Promise.all(others.slice(0, Math.max(0, pages.length - MOST)).map((page) => cache.delete(page)));
}

// ---- What is shown of it ----

function day(moment) {
  const parts = {};
  const form = { timeZone: GIVEN.zone, year: "numeric", month: "2-digit", day: "2-digit" };
  new Intl.DateTimeFormat("en-GB", form).formatToParts(moment).forEach((part) => { parts[part.type] = part.value; });
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function inWords(moment) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: GIVEN.zone, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit"
  }).format(moment);
}

// Why what was saved may not be shown, or "" if it may.
function refused(response, text) {
  const saved = Date.parse((response && response.headers.get(SAVED)) || "");
  const now = Date.now();
  if (!response) { return "missing"; }
  if (!saved || now < saved - CLOCKS_DIFFER) { return "clock"; }
  if (now > saved + GIVEN.days * 86400000) { return "old"; }
  const built = text === undefined ? null : MARK.exec(text);
  if (text !== undefined && (!built || day(new Date(now)) < built[1])) { return "clock"; }
  return "";
}

function withBar(text, attributes, words) {
  const marks = Object.entries(attributes).map(([name, value]) => ` data-handbook-${name}="${value}"`).join("");
  const bar = `<aside class="hb-saved" aria-label="Without a network"><p>${words} <a href="">Try again</a></p></aside>`;
  const marked = text.replace(/<html\b/, `<html${marks}`);
  const top = '<header class="md-header"'; // after the link that skips to the text
  return marked.includes(top) ? marked.replace(top, () => bar + top) : marked.replace(/<body\b[^>]*>/, (body) => body + bar);
}

const WHY = {
  offline: "You are offline.",
  slow: "The network is slow: this page is replaced as soon as the handbook answers.",
  down: "The handbook cannot be reached at the moment."
};

async function savedPage(address, why, client) {
  const cache = await store();
  const response = cache && await cache.match(address);
  const text = response ? await response.text() : undefined;
  const not = refused(response, text);
  if (not) { return { not, saved: response ? Date.parse(response.headers.get(SAVED) || "") : 0 }; }
  const moment = new Date(response.headers.get(SAVED));
  lent.set(client, moment.getTime());
  const words = `<strong>Saved copy from ${inWords(moment)}.</strong> ${WHY[why]}`;
  const marks = { saved: moment.toISOString(), why, days: GIVEN.days };
  return { text, shown: new Response(withBar(text, marks, words), { headers: response.headers }) };
}

const NOT = {
  missing: () => "This page is not saved on this device.",
  old: (saved) => `This page was saved on ${inWords(new Date(saved))}, more than ${GIVEN.days === 1 ? "a day" : `${GIVEN.days} days`} ago, so it is not shown.`,
  clock: () => "The date of this device cannot be right, so no saved page is shown."
};

// What stands in place of a page that cannot be shown: its links are those of another address.
async function away(found, why) {
  const there = HOME + GIVEN.away;
  const cache = await store();
  const response = cache && await cache.match(there);
  if (!response) { return Response.error(); }
  const moved = (await response.text()).replace(/(\s(?:href|src|data-base)=")([^"#:]*)(")/g,
    (whole, before, way, after) => before + new URL(way || there, there).href + after);
  const words = `<strong>${NOT[found.not](found.saved)}</strong> ${WHY[why]}`;
  const shown = withBar(moved, { away: found.not, days: GIVEN.days }, words);
  return new Response(shown, { status: 503, headers: response.headers });
}

// ---- Pages ----

function asked(request) {
  return fetch(new Request(request, { cache: "no-cache" }));
}

function later(milliseconds) {
  return new Promise((resolve) => { setTimeout(() => resolve(null), milliseconds); });
}

async function page(event) {
  const address = event.request.url.replace(/[?#].*/, "");
  const network = asked(event.request).then((response) => ({ response }), () => ({ response: null }));
  const first = await Promise.race([network, later(GIVEN.wait)]);
  if (first === null) {
    const found = await savedPage(address, "slow", event.resultingClientId);
    if (found.shown) {
      const arrival = network.then((answer) => arrived(address, answer.response, found.text));
      awaited.set(address, arrival);
      event.waitUntil(arrival);
      return found.shown;
    }
  }
  const { response } = first || await network;
  if (response && response.status < 500) {
    event.waitUntil(keep(address, response.clone()));
    return response;
  }
  const why = response ? "down" : "offline";
  const found = await savedPage(address, why, event.resultingClientId);
  if (found.shown) { return found.shown; }
  return response || away(found, why);
}

// What came after a saved page was shown: whether the reader must be given it instead.
async function arrived(address, response, shown) {
  if (!response || response.status >= 500) { return "nothing"; }
  if (!response.ok) { // gone, moved, or to be signed in for: what was saved has been overtaken
    await keep(address, response.clone());
    return "newer";
  }
  const text = await keep(address, response.clone());
  if (text === null) { return "nothing"; }
  return text === shown ? "same" : "newer";
}

// ---- Files that pages need ----

// Whether a saved picture may stand in the page that asks for it. Another version has another picture
// at the same address, so only a page that was itself saved is given one, and the one saved with it.
function belongs(saved, client) {
  const page = lent.get(client);
  return page !== undefined && Math.abs(Date.parse(saved.headers.get(SAVED)) - page) <= TOGETHER;
}

function mayStand(saved, address, client) {
  const path = address.slice(HOME.length);
  if (path.startsWith("assets/")) { return true; }
  return !refused(saved) && (path.startsWith("search/") || belongs(saved, client));
}

async function file(event) {
  const address = event.request.url.replace(/[?#].*/, "");
  const cache = await store();
  const network = asked(event.request).then((response) => ({ response }), () => ({ response: null }));
  // A page of today waits for its own files: what the search knows changes when a text is withdrawn,
  // and a script of another build may judge or mark otherwise. Only a saved page is lent saved files.
  const races = lent.has(event.clientId) && !address.startsWith(`${HOME}search/`);
  const wait = races ? Promise.race([network, later(GIVEN.wait)]) : network;
  const { response } = await wait || { response: null };
  if (response && response.status < 500) {
    const html = /html/.test(response.headers.get("content-type") || "");
    if (cache && response.status === 200 && response.type === "basic" && !response.redirected && !html) {
      const copy = response.clone();
      event.waitUntil(copy.blob().then((body) => cache.put(address, kept(copy, body))));
    }
    return response;
  }
  const saved = cache && await cache.match(address);
  if (saved && mayStand(saved, address, event.clientId)) { return saved; }
  return response || network.then((answer) => answer.response || Response.error());
}

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(HOME)) { return; }
  const path = request.url.slice(HOME.length).replace(/[?#].*/, "");
  if (LEFT_ALONE.test(path)) { return; }
  if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else if (/^(?:assets|search)\//.test(path) || request.destination === "image") {
    event.respondWith(file(event));
  }
});

// A saved page asks what became of the answer that was late; the first page opened here is saved too.
self.addEventListener("message", (event) => {
  const visited = String((event.data || {}).visited || "").replace(/[?#].*/, "");
  if (visited.startsWith(HOME) && !LEFT_ALONE.test(visited.slice(HOME.length)) && isPage(visited)) {
    event.waitUntil(store().then((cache) => cache && add(cache, visited.slice(HOME.length))).catch(() => {}));
  }
  const address = String((event.data || {}).handbook || "").replace(/[?#].*/, "");
  const arrival = awaited.get(address);
  if (arrival) {
    event.waitUntil(arrival.then((state) => {
      awaited.delete(address);
      event.source.postMessage({ handbook: state });
    }));
  }
});

// ---- From build to build ----

async function add(cache, path) {
  const address = HOME + path;
  const response = await fetch(address, { cache: "no-cache", credentials: "same-origin" });
  const isText = path === "" || path.endsWith("/");
  const body = isText ? await response.text() : await response.blob();
  const html = /html/.test(response.headers.get("content-type") || "");
  const sound = isText ? ours(response, body) : response.ok && !response.redirected && !html;
  if (!sound) { throw new Error(`${address} is not what the handbook holds`); }
  await cache.put(address, kept(response, body));
}

// Pages that somebody opened here are fetched anew, so that they are saved as they are now.
async function carry(cache) {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${NAME}${HOME} `) && name !== CACHE) {
      const pages = (await (await caches.open(name)).keys()).filter((request) => isPage(request.url));
      for (const request of pages.slice(-CARRIED)) {
        await add(cache, request.url.slice(HOME.length)).catch(() => {});
      }
    }
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    try {
      await Promise.all([...GIVEN.files, ...GIVEN.pages].map((path) => add(cache, path)));
    } catch (problem) {
      await caches.delete(CACHE);
      throw problem;
    }
    await carry(cache);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(`${NAME}${HOME} `) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});
