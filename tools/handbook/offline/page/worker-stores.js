// Keeps pages of the handbook on this device, and shows them where there is no network.
//
// The network comes first: whatever the handbook itself answers is what is shown, however late. What
// was saved is shown only while nothing answers, says so, and is not shown once it is too old. Only
// whole pages of this handbook are saved: no errors, no redirections, nobody else's pages.
//
// This part: what is saved, what an answer means for it, and what is carried from build to build.
// Two stores: pages with their pictures, and the files that all pages load. Who signs out has the
// first one removed whole, so that nothing that was under way can be saved into it afterwards.
"use strict";

const NAME = "handbook-saved ";
const HOME = self.registration.scope;
const PAGES = `${NAME}${HOME} ${GIVEN.key}`;
const FILES = `${PAGES} files`;
const SAVED = "x-handbook-saved";
const MARK = /assets\/handbook\/freshness\.js" data-built="(\d{4}-\d{2}-\d{2})"/;
const SAVES = /assets\/handbook\/offline\.js"[^>]*\sdata-saves="(on|off)"/;
const WHOLE = /<\/html>\s*$/;
const PICTURE = /<img\b[^>]*?\ssrc="([^"]+)"/g;
const KINDS = { js: /javascript/, css: /^text\/css/, svg: /^image\/svg/, json: /json/ };
const MOST = 150;
const CARRIED = 40;

function nothing() {}

function plain(address) {
  return address.replace(/[?#].*/, "");
}

function mine(name) {
  return name.startsWith(`${NAME}${HOME} `);
}

function isPage(address) {
  return /\/(?:index\.html)?$/.test(new URL(address).pathname);
}

// The stores of this build as they are now; none once they were removed, since only installing makes
// them. Whoever asks the network asks for these first: what it brings is saved there or nowhere.
async function stores() {
  if (!(await caches.has(FILES))) { return null; }
  return { pages: await caches.open(PAGES), files: await caches.open(FILES) };
}

function kept(response, body, moment) {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set(SAVED, moment || new Date().toISOString());
  return new Response(body, { status: 200, headers });
}

// What was saved before goes even if there is no room for what came: it has been overtaken.
async function put(cache, address, response) {
  await cache.delete(address);
  await cache.put(address, response);
}

// ---- What an answer is ----

// Nobody answered who knows: a server that is down, busy or not reached by the one in front of it.
function unanswered(response) {
  return response.status >= 500 || [408, 425, 429].includes(response.status);
}

function whole(response) {
  return response.status === 200 && response.type === "basic" && !response.redirected;
}

// An answer to the request for a page, in one word, with its text if it is a page of this handbook.
// `before` is what was saved of that page. A page made before it comes from a server that is behind.
async function judge(response, before) {
  if (unanswered(response)) { return { is: "nothing" }; }
  if ([401, 403].includes(response.status)) { return { is: "signed out" }; }
  if ([404, 410].includes(response.status)) { return { is: "gone" }; }
  if (!whole(response)) { return { is: "strange" }; }
  const text = await response.text();
  const built = MARK.exec(text);
  const saves = SAVES.exec(text);
  if (built && !WHOLE.test(text)) { return { is: "nothing" }; } // cut off
  if (!built || !saves) { return { is: "strange" }; }
  if (saves[1] === "off") { return { is: "off" }; }
  const earlier = before && MARK.exec(before);
  return { is: earlier && built[1] < earlier[1] ? "older" : "page", text };
}

// Whether the handbook itself can be heard, by a file that no sign-in page and no portal has.
async function heard() {
  try {
    const how = { cache: "no-store", credentials: "same-origin", redirect: "error" };
    const answer = await fetch(`${HOME}build.json`, how);
    const record = whole(answer) ? await answer.json() : {};
    return record.schema_version === 1 && typeof record.built === "string";
  } catch (problem) {
    return false;
  }
}

// Lets an answer count for what is saved: each that the handbook gives takes the place of what was
// saved, or ends it. What answers in its stead (a hospital's portal) ends nothing that everybody may
// read; of pages for members it may be the sign-in, and whoever signed out leaves nothing behind.
async function settle(address, verdict, response, at) {
  if (!at) { return; }
  let { is } = verdict;
  if (is === "strange") {
    is = (await heard()) ? "gone" : (GIVEN.members ? "signed out" : "nothing");
  }
  if (is === "gone") { await at.pages.delete(address); }
  if (is === "signed out") { await forget(); }
  if (is === "off") { await remove(); }
  if (is === "page") {
    await put(at.pages, address, kept(response, verdict.text));
    await prune(at.pages);
    await refill(at);
  }
}

async function forget() {
  const names = (await caches.keys()).filter((name) => mine(name) && !name.endsWith(" files"));
  await Promise.all(names.map((name) => caches.delete(name)));
}

// The handbook saves nothing any longer.
async function remove() {
  const names = (await caches.keys()).filter(mine);
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

async function prune(cache) {
  const pages = (await cache.keys()).filter((request) => isPage(request.url));
  const first = (page) => GIVEN.pages.some((path) => page.url === HOME + path);
  const others = pages.filter((page) => !first(page));
  await Promise.all(others.slice(0, Math.max(0, pages.length - MOST)).map((page) => cache.delete(page)));
}

// ---- What is saved unasked ----

// Whether an answer is the file that was asked for: its kind must be that of its name.
function isFile(response, address) {
  const kind = response.headers.get("content-type") || "";
  const ending = new URL(address).pathname.split(".").pop().toLowerCase();
  const wanted = KINDS[ending] || (/^(?:png|jpe?g|gif|webp|avif)$/.test(ending) ? /^image\// : /^(?!.*html)/);
  return whole(response) && wanted.test(kind);
}

function picturesOf(text, address) {
  const all = [...text.matchAll(PICTURE)].map((met) => plain(new URL(met[1].replace(/&amp;/g, "&"), address).href));
  return [...new Set(all)].filter((url) => url.startsWith(HOME) && !url.startsWith(`${HOME}assets/`));
}

async function add(at, path, before) {
  const address = HOME + path;
  const moment = new Date().toISOString(); // the page and its pictures were saved together
  const how = { cache: "no-cache", credentials: "same-origin" };
  const response = await fetch(address, how);
  if (!isPage(address)) {
    if (!isFile(response, address)) { throw new Error(`${address} is not what the handbook holds`); }
    await put(path.startsWith("assets/") ? at.files : at.pages, address, kept(response, await response.blob()));
    return;
  }
  const verdict = await judge(response, before);
  if (verdict.is !== "page") { throw new Error(`${address} is not what the handbook holds`); }
  await put(at.pages, address, kept(response, verdict.text, moment));
  if (GIVEN.bare.includes(path)) { return; }
  await Promise.all(picturesOf(verdict.text, address).map(async (url) => {
    const picture = await fetch(url, how);
    if (isFile(picture, url)) { await put(at.pages, url, kept(picture, await picture.blob(), moment)); }
  })).catch(nothing);
}

// After somebody signed out and in again, what is saved unasked is not there.
let refilling = false;
async function refill(at) {
  if (refilling || await at.pages.match(HOME + GIVEN.away)) { return; }
  refilling = true;
  const paths = [...GIVEN.pages, ...GIVEN.files.filter((path) => !path.startsWith("assets/"))];
  await Promise.all(paths.map((path) => add(at, path).catch(nothing)));
  refilling = false;
}

// ---- From build to build ----

async function textOf(address) {
  const response = await caches.match(address);
  return response ? response.text() : "";
}

// Pages that somebody opened here are fetched anew, so that they are saved as they are now. Where the
// network fails meanwhile, nothing is changed: this worker gives up, and the one before goes on.
async function carry(at) {
  for (const name of await caches.keys()) {
    if (mine(name) && name !== PAGES && !name.endsWith(" files")) {
      const pages = (await (await caches.open(name)).keys()).filter((request) => isPage(request.url));
      for (const request of pages.slice(-CARRIED)) {
        const before = await textOf(request.url);
        await add(at, request.url.slice(HOME.length), before).catch((problem) => {
          if (problem instanceof TypeError) { throw problem; }
        });
      }
    }
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const at = { pages: await caches.open(PAGES), files: await caches.open(FILES) };
    try {
      const paths = [...GIVEN.files, ...GIVEN.pages];
      await Promise.all(paths.map(async (path) => add(at, path, isPage(HOME + path) ? await textOf(HOME + path) : "")));
      await carry(at);
    } catch (problem) {
      await Promise.all([PAGES, FILES].map((name) => caches.delete(name)));
      throw problem;
    }
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => mine(name) && name !== PAGES && name !== FILES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});
